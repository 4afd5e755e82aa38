package mg.backend.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import mg.ir.ElementOp;
import mg.ir.ElementType;
import mg.ir.Type;
import mg.loops.Address;
import mg.loops.Buffer;
import mg.loops.Index;
import mg.loops.Scalar;
import mg.loops.Statement;
import mg.loops.Value;
import org.junit.jupiter.api.Test;

class GathersTest {
    private final Kernels kernels = new Kernels();
    private final Buffer n = kernels.input("n", Type.of(ElementType.I64, 100));
    private final Buffer y = kernels.output("y", Type.of(ElementType.F64, 100));
    private final Scalar at = kernels.load(new Address(n, Index.ZERO, 1), 8);

    @Test
    void membersOfARecordAreLoadedTogether() {
        assertEquals(List.of(0, 1, 3, 2, 4), order(2, (_, k) -> kernels.apply(ElementOp.NEG, k)));
    }

    @Test
    void whatIsStoredElsewhereDoesNotMatter() {
        Buffer z = kernels.output("z", Type.of(ElementType.F64, 100));
        assertEquals(List.of(0, 1, 3, 2, 4), order(2, (_, k) -> kernels.store(new Address(z, Index.of(at)), k)));
    }

    @Test
    void noLoadIsMovedAcrossAStoreToItsBuffer() {
        assertEquals(List.of(0, 1, 2, 3, 4), order(2, (_, k) -> kernels.store(new Address(y, Index.of(at)), k)));
    }

    @Test
    void noLoadIsMovedAcrossAChangeOfItsPosition() {
        Scalar[] other = {kernels.scalar(ElementType.I64), kernels.scalar(ElementType.I64)};
        assertEquals(List.of(0, 1, 2, 3, 4), order(2, (k, _) -> kernels.assign(at, other[k])));
    }

    @Test
    void noLoadIsMovedAcrossACheck() {
        assertEquals(List.of(0, 1, 2, 3, 4), order(2, (k, _) -> kernels.check(at, 50 + k)));
    }

    @Test
    void aLoopLoadsSixteenAtMost() {
        var expected = new ArrayList<Integer>();
        expected.add(0);
        for (int from : new int[] {0, 16}) {
            for (int parity = 0; parity < 2; parity++) {
                for (int k = from; k < Math.min(from + 16, 20); k++) {
                    expected.add(1 + 2 * k + parity);
                }
            }
        }
        assertEquals(expected, order(20, (_, k) -> kernels.apply(ElementOp.NEG, k)));
    }

    @Test
    void neighboursAreLoadedWhereTheyAre() {
        Scalar first = kernels.load(new Address(y, Index.ZERO, 1), 8);
        kernels.apply(ElementOp.NEG, first);
        kernels.load(new Address(y, Index.ZERO.plus(8), 1), 8);
        assertEquals(List.of(0, 1, 2, 3), order());
    }

    /// The order of the statements once `count` loads have something behind each.
    private List<Integer> order(int count, BiConsumer<Integer, Scalar> behind) {
        for (int k = 0; k < count; k++) {
            behind.accept(k, kernels.define(
                    ElementType.F64, 8, new Value.Load(new Address(y, Index.ZERO.plus(at, 3).plus(5L * k)))));
        }
        return order();
    }

    private List<Integer> order() {
        List<Statement> before = List.copyOf(kernels.body);
        return Gathers.together(kernels.finish("f"), 512).body().stream().map(before::indexOf).toList();
    }
}
