package mg.backend.jvm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import mg.ir.ElementOp;
import mg.ir.ElementType;
import mg.ir.Tensor;
import mg.ir.Type;
import mg.loops.Address;
import mg.loops.Buffer;
import mg.loops.Index;
import mg.loops.Kernel;
import mg.loops.Scalar;
import mg.loops.Statement;
import mg.loops.Value;
import mg.testing.LoopInterpreter;
import org.junit.jupiter.api.Test;

class OppositesTest {
    private static final Tensor EDGES = EdgeValues.of(ElementType.F64);
    private static final int N = EDGES.type().size();

    private Kernels kernels;

    /// What is stored, from two numbers.
    private interface Choice {
        Scalar of(Scalar x, Scalar y);
    }

    @Test
    void theFirstExtremeTakesTwoComparisonsAndOneOperationMore() {
        assertEquals("le ne or select select add", operations((x, y) -> {
            Scalar take = and(not(apply(ElementOp.LE, x, y)), apply(ElementOp.EQ, x, x));
            return apply(ElementOp.ADD, select(take, y, x), select(take, x, y));
        }));
    }

    @Test
    void notIsLeftOut() {
        assertEquals("lt select select add", operations((x, y) -> {
            Scalar is = apply(ElementOp.LT, x, y);
            return apply(ElementOp.ADD, select(not(is), y, x), select(is, x, y));
        }));
    }

    @Test
    void orBecomesAnd() {
        assertEquals("ne lt and select", operations((x, y) -> {
            Scalar equal = apply(ElementOp.EQ, x, y);
            return select(apply(ElementOp.OR, equal, not(apply(ElementOp.LT, x, y))), y, x);
        }));
    }

    @Test
    void whatIsReadOtherwiseStays() {
        assertEquals("le not eq and select select add", operations((x, y) -> {
            Scalar not = not(apply(ElementOp.LE, x, y));
            Scalar take = and(not, apply(ElementOp.EQ, x, x));
            return apply(ElementOp.ADD, select(take, y, x), select(not, x, y));
        }));
        assertEquals("le not eq and select eq and select add", operations((x, y) -> {
            Scalar take = and(not(apply(ElementOp.LE, x, y)), apply(ElementOp.EQ, x, x));
            return apply(ElementOp.ADD, select(take, y, x), select(and(take, apply(ElementOp.EQ, y, y)), x, y));
        }));
    }

    /// Where there is a NaN the opposite of `<` is none.
    @Test
    void comparisonsWithoutAnOppositeStay() {
        assertEquals("lt le not and select", operations((x, y) ->
                select(and(apply(ElementOp.LT, x, y), not(apply(ElementOp.LE, x, y))), y, x)));
    }

    @Test
    void whatChangesStays() {
        assertEquals("lt not eq select", operations((x, y) -> {
            Scalar is = apply(ElementOp.LT, x, y);
            Scalar not = not(is);
            kernels.assign(is, apply(ElementOp.EQ, x, x));
            return select(not, y, x);
        }));
    }

    private Scalar apply(ElementOp op, Scalar... operands) {
        return kernels.apply(op, operands);
    }

    private Scalar not(Scalar a) {
        return apply(ElementOp.NOT, a);
    }

    private Scalar and(Scalar a, Scalar b) {
        return apply(ElementOp.AND, a, b);
    }

    private Scalar select(Scalar condition, Scalar x, Scalar y) {
        return apply(ElementOp.SELECT, condition, x, y);
    }

    /// The operations of a choice between all edge values, whose results stay.
    private String operations(Choice choice) {
        kernels = new Kernels();
        Buffer in = kernels.input("in", EDGES.type());
        Buffer out = kernels.output("out", Type.of(ElementType.F64, N * N));
        kernels.loop(N, i -> kernels.loop(N / 8, j -> {
            Scalar x = kernels.load(new Address(in, Index.of(i), 0), 8);
            Scalar y = kernels.load(new Address(in, Index.ZERO.plus(j, 8), 1), 8);
            kernels.store(new Address(out, Index.ZERO.plus(i, N).plus(j, 8), 1), choice.of(x, y));
        }));
        Kernel before = kernels.finish("f");
        Kernel after = Opposites.chosen(before);
        assertArrayEquals(results(before), results(after));
        var found = new ArrayList<String>();
        collect(after.body(), found);
        return String.join(" ", found);
    }

    private static double[] results(Kernel kernel) {
        var out = new double[N * N];
        LoopInterpreter.run(kernel, new Object[] {EDGES.data()}, new Object[] {out});
        return out;
    }

    private static void collect(List<Statement> body, List<String> found) {
        for (Statement statement : body) {
            if (statement instanceof Statement.Define(_, Value.Apply(ElementOp op, _))) {
                found.add(op.name().toLowerCase(Locale.ROOT));
            }
            statement.bodies().forEach(inner -> collect(inner, found));
        }
    }
}
