package mg.passes.raise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import mg.ir.ElementOp;
import mg.ir.ElementType;
import mg.ir.Function;
import mg.ir.Interpreter;
import mg.ir.Program;
import mg.ir.Tensor;
import mg.ir.Trap;
import mg.ir.Type;
import mg.ir.Var;
import org.junit.jupiter.api.Test;

/// Members of a family in another order than the loops that make them. Each is weighted by a number of its own, so that
/// no two can be mistaken for each other.
class OrdersTest {
    private final Scalars f = new Scalars();

    private Function weighted(List<Var> members) {
        var terms = new ArrayList<Var>();
        for (int k = 0; k < members.size(); k++) {
            terms.add(f.b.mul(f.b.element(ElementOp.TANH, members.get(k)), f.b.constant(1.0 + k * k)));
        }
        Function raised = f.raised(terms.stream().reduce(f.b::add).orElseThrow());
        assertTrue(Scalars.size(raised) < 60, () -> Scalars.text(raised));
        return raised;
    }

    private static List<Integer> shuffled(int n) {
        var order = new ArrayList<>(IntStream.range(0, n).boxed().toList());
        Collections.shuffle(order, new Random(3));
        return order;
    }

    @Test
    void sumsWhosePositionsComeInAnyOrder() {
        List<Var> x = f.array("x", 90);
        weighted(shuffled(30).stream()
                .map(k -> f.b.add(
                        f.b.element(ElementOp.SIN, x.get(3 * k)), f.b.mul(x.get(3 * k + 1), x.get(3 * k + 2))))
                .toList());
    }

    @Test
    void productsWhosePositionsComeInAnyOrder() {
        List<Var> x = f.array("x", 60);
        List<Var> w = f.array("w", 5);
        weighted(shuffled(12).stream()
                .map(k -> IntStream.range(0, 5)
                        .mapToObj(t -> f.b.mul(w.get(t), x.get(5 * k + t)))
                        .reduce(f.b::add)
                        .orElseThrow())
                .toList());
    }

    @Test
    void greatestOfAFewLengthsTakeTurns() {
        List<Var> x = f.array("x", 200);
        weighted(IntStream.range(0, 24).mapToObj(k -> greatest(x, 8 * k, 4 + k % 2)).toList());
    }

    @Test
    void greatestOfManyLengths() {
        List<Var> x = f.array("x", 400);
        weighted(IntStream.range(0, 30).mapToObj(k -> greatest(x, 13 * k, 2 + k * 7 % 11)).toList());
    }

    private Var greatest(List<Var> x, int from, int length) {
        return IntStream.range(from, from + length).mapToObj(x::get)
                .reduce((a, b) -> f.b.element(ElementOp.MAX, a, b)).orElseThrow();
    }

    @Test
    void numbersThatDifferOnlyInPairs() {
        List<Var> x = f.array("x", 200);
        weighted(IntStream.range(0, 40)
                .mapToObj(k -> f.b.mul(
                        f.b.element(ElementOp.COS, x.get(5 * (k / 2) + k % 2)), f.b.constant(0.5 + k % 2)))
                .toList());
    }

    /// It stays what it is, a fault at run time, and is not taken for an element of the next row.
    @Test
    void aPositionOutOfRangeStaysOutOfRange() {
        List<Var> x = f.array("x", 80);
        Var outside = f.b.index(f.b.argument("y", Type.of(ElementType.F64, 2, 3)), f.b.constant(0L), f.b.constant(4L));
        Var all = x.stream().map(v -> f.b.element(ElementOp.TANH, v)).reduce(f.b::add).orElseThrow();
        Function written = f.written(f.b.add(all, outside));
        Function raised = Raise.run(written);
        assertTrue(Scalars.size(raised) < 20, () -> Scalars.text(raised));
        List<Tensor> arguments = written.argumentTypes().stream().map(t -> Tensor.reals(t, k -> k)).toList();
        assertEquals(fault(written, arguments), fault(raised, arguments));
    }

    private static String fault(Function function, List<Tensor> arguments) {
        return assertThrows(Trap.class, () -> Interpreter.call(Program.of(function), "f", arguments)).getMessage();
    }
}
