package mg.backend.c;

import static java.nio.charset.StandardCharsets.UTF_8;
import static mg.ir.ElementType.F64;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import mg.ir.ElementOp;
import mg.ir.Options;
import mg.ir.Tensor;
import mg.ir.Type;
import mg.loops.Address;
import mg.loops.Buffer;
import mg.loops.Index;
import mg.loops.Kernel;
import mg.loops.Scalar;
import mg.loops.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Loads behind conditions, several side by side in a loop, as gcc 12 makes wrong masked loads of.
class GuardedLoadsTest {
    private static final int ROWS = 9;
    private static final List<Integer> COLUMNS = List.of(2, 3, 4, 5, 6, 7, 8);

    /// The ways to write what is 0 where `a` is not positive.
    private enum Choice { SELECT, SELECT_OF_PRODUCT, BRANCH, AND, OR }

    private final KernelBuilder b = new KernelBuilder();
    private final Scalar zero = b.literal(Tensor.of(0.0));
    private final Scalar one = b.literal(Tensor.of(1.0));

    /// For each number of columns two arrays, and a loop over their rows.
    private Kernel kernel(Choice choice, boolean unrolled) {
        for (int columns : COLUMNS) {
            Type type = Type.of(F64, ROWS, columns);
            Buffer x = b.input("x" + columns, type);
            Buffer y = b.input("y" + columns, type);
            Buffer out = b.output("out" + columns, type);
            b.loop(ROWS, i -> {
                Index row = Index.ZERO.plus(i, columns);
                if (unrolled) {
                    IntStream.range(0, columns).forEach(j -> element(choice, x, y, out, row.plus(j)));
                } else {
                    b.loop(columns, j -> element(choice, x, y, out, row.plus(j, 1)));
                }
            });
        }
        return b.finish("f");
    }

    private void element(Choice choice, Buffer x, Buffer y, Buffer out, Index at) {
        Scalar positive = b.apply(ElementOp.LT, zero, b.load(x, at));
        switch (choice) {
            case SELECT -> b.store(out, at, b.apply(ElementOp.SELECT, positive, b.load(y, at), zero));
            case SELECT_OF_PRODUCT -> {
                Scalar twice = b.apply(ElementOp.ADD, b.load(y, at), one);
                b.store(out, at, b.apply(ElementOp.SELECT, positive, twice, b.load(x, at)));
            }
            case BRANCH -> b.ifElse(positive, () -> b.store(out, at, b.load(y, at)), () -> b.store(out, at, zero));
            case AND -> {
                Scalar less = b.apply(ElementOp.LT, b.load(y, at), one);
                b.store(out, at, b.apply(ElementOp.SELECT, b.apply(ElementOp.AND, positive, less), one, zero));
            }
            case OR -> {
                Scalar less = b.apply(ElementOp.LT, b.load(y, at), one);
                b.store(out, at, b.apply(ElementOp.SELECT, b.apply(ElementOp.OR, positive, less), one, zero));
            }
        }
    }

    private static double expected(Choice choice, double x, double y) {
        return switch (choice) {
            case SELECT, BRANCH -> x > 0 ? y : 0;
            case SELECT_OF_PRODUCT -> x > 0 ? y + 1 : x;
            case AND -> x > 0 && y < 1 ? 1 : 0;
            case OR -> x > 0 || y < 1 ? 1 : 0;
        };
    }

    @ParameterizedTest
    @EnumSource
    void areRightSideBySide(Choice choice) throws Exception {
        var random = new Random(1);
        var arguments = new ArrayList<Tensor>();
        var expected = new ArrayList<Tensor>();
        for (int columns : COLUMNS) {
            Type type = Type.of(F64, ROWS, columns);
            Tensor x = Tensor.reals(type, _ -> random.nextDouble() - 0.5);
            Tensor y = Tensor.reals(type, _ -> 2 * random.nextDouble());
            arguments.addAll(List.of(x, y));
            expected.add(Tensor.reals(type, k -> expected(choice, x.real(k), y.real(k))));
        }
        Tensor[] all = arguments.toArray(Tensor[]::new);
        assertEquals(expected, Strict.run(kernel(choice, true), all));
        assertEquals(expected, Strict.run(new GuardedLoadsTest().kernel(choice, false), all));
    }

    private String text() {
        return new String(CBackend.emit(List.of(b.finish("f")), "g", Options.DEFAULT).getLast().content(), UTF_8);
    }

    @Test
    void standBeforeTheirConditionInALoop() {
        Buffer x = b.input("x", Type.of(F64, 4));
        Buffer y = b.input("y", Type.of(F64, 4));
        Buffer out = b.output("out", Type.of(F64, 4));
        b.loop(4, i -> element(Choice.SELECT, x, y, out, Index.of(i)));
        String text = text();
        assertTrue(text.contains("= y[i];\n        out[i] = 0.0 < x[i] ? v1 : 0.0;"), text);
    }

    @Test
    void standBehindItOutsideOfLoops() {
        Buffer x = b.input("x", Type.of(F64, 4));
        Buffer y = b.input("y", Type.of(F64, 4));
        Buffer out = b.output("out", Type.of(F64, 4));
        element(Choice.SELECT, x, y, out, Index.ZERO);
        element(Choice.BRANCH, x, y, out, Index.ZERO.plus(1));
        String text = text();
        assertTrue(text.contains("out[0] = 0.0 < x[0] ? y[0] : 0.0;"), text);
        assertFalse(text.contains("MG_BRANCH"), text);
    }

    @Test
    void aBranchStaysOneAroundALoopThatLoads() {
        Buffer x = b.input("x", Type.of(F64, 12));
        Buffer out = b.output("out", Type.of(F64, 12));
        b.loop(4, i -> {
            Scalar positive = b.apply(ElementOp.LT, zero, b.load(x, Index.of(i)));
            Index row = Index.ZERO.plus(i, 3);
            b.ifElse(positive, () -> b.loop(3, j -> b.store(out, row.plus(j, 1), b.load(x, j))), () -> {});
            b.ifElse(positive, () -> b.store(out, row, one),
                    () -> b.add(new Statement.Copy(new Address(out, row), new Address(x, Index.ZERO), 3, false)));
        });
        String text = text();
        assertEquals(3, text.split("MG_BRANCH;", -1).length, text);
    }

    @Test
    void aBranchThatLoadsNothingIsLeftAlone() {
        Buffer x = b.input("x", Type.of(F64, 4));
        Buffer out = b.output("out", Type.of(F64, 4));
        b.loop(4, i -> b.ifElse(b.apply(ElementOp.LT, zero, b.load(x, Index.of(i))), () -> b.store(out, i, one),
                () -> b.store(out, i, zero)));
        String text = text();
        assertFalse(text.contains("MG_BRANCH"), text);
    }
}
