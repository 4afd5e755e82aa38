package mg.backend.jvm;

import static mg.backend.jvm.Kernels.at;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ShortCopiesTest {
    private static final int SIZE = 300;

    private final Kernels kernels = new Kernels();

    @BeforeAll
    static void thisProcessHasVectors() {
        assertTrue(VectorModule.bits() >= 128, "the build starts tests with the Vector API");
    }

    @ParameterizedTest
    @EnumSource
    void copiesOfAnyLengthCopyThat(ElementType element) {
        Object x = Tensor.reals(Type.of(ElementType.F64, SIZE), k -> k * k % 17).cast(element).data();
        for (int bits : new int[] {128, 256, 512}) {
            for (int count = 1; count < 70; count++) {
                var copying = new Kernels();
                Buffer from = copying.input("x", Type.of(element, SIZE));
                Buffer to = copying.output("y", Type.of(element, SIZE));
                wide(copying, to);
                for (boolean add : element == ElementType.BOOL ? new boolean[] {false} : new boolean[] {false, true}) {
                    int length = count;
                    copying.loop(2, i -> copying.body.add(new Statement.Copy(
                            new Address(to, Index.ZERO.plus(i, 75).plus(2)),
                            new Address(from, Index.ZERO.plus(i, 5).plus(1)), length, add)));
                }
                Kernel kernel = copying.finish("f");
                Object[] expected = LoopInterpreter.arrays(kernel.function().resultTypes());
                LoopInterpreter.run(kernel, new Object[] {x}, expected);
                Object[] actual = LoopInterpreter.arrays(kernel.function().resultTypes());
                JvmBackend.compile(kernel, bits).run(new Object[] {x}, actual);
                assertEquals(LoopInterpreter.bits(expected), LoopInterpreter.bits(actual),
                        count + " in " + bits + " bits");
            }
        }
    }

    @Test
    void aShortCopyIsAsLongVectorsAsMayBe() {
        assertEquals(List.of(8, 8, 4, 2, 1), lanes(ElementType.F64, 23, 512));
        assertEquals(List.of(2, 2, 1), lanes(ElementType.F64, 5, 128));
        assertEquals(List.of(16, 4, 1, 1), lanes(ElementType.F32, 22, 512));
        assertEquals(List.of(8, 8, 8, 8), lanes(ElementType.I64, 32, 512));
    }

    @Test
    void longCopiesAndThoseInsideOfABufferStay() {
        Buffer x = kernels.input("x", Type.of(ElementType.F64, SIZE));
        Buffer y = kernels.output("y", Type.of(ElementType.F64, SIZE));
        wide(kernels, y);
        kernels.body.add(new Statement.Copy(at(y, 0), at(x, 0), 33, false));
        kernels.body.add(new Statement.Copy(at(y, 0), at(y, 1), 4, false));
        Kernel kernel = kernels.finish("f");
        assertEquals(kernel, ShortCopies.run(kernel, 512));
    }

    @Test
    void kernelsWithoutVectorsGetNone() {
        Buffer x = kernels.input("x", Type.of(ElementType.F64, SIZE));
        Buffer y = kernels.output("y", Type.of(ElementType.F64, SIZE));
        kernels.body.add(new Statement.Copy(at(y, 0), at(x, 0), 16, false));
        Kernel kernel = kernels.finish("f");
        assertSame(kernel, ShortCopies.run(kernel, 512));
    }

    /// Makes a buffer all ones by vectors.
    private static void wide(Kernels kernels, Buffer buffer) {
        Scalar one = kernels.define(buffer.element(), 2, new Value.Literal(Tensor.scalar(buffer.element(), 1)));
        kernels.loop(SIZE / 2, i -> kernels.store(new Address(buffer, Index.ZERO.plus(i, 2), 1), one));
    }

    private static List<Integer> lanes(ElementType element, int count, int bits) {
        var kernels = new Kernels();
        Buffer x = kernels.input("x", Type.of(element, SIZE));
        Buffer y = kernels.output("y", Type.of(element, SIZE));
        wide(kernels, y);
        int before = kernels.body.size();
        kernels.body.add(new Statement.Copy(at(y, 0), at(x, 0), count, false));
        List<Statement> body = ShortCopies.run(kernels.finish("f"), bits).body();
        return body.subList(before, body.size()).stream()
                .filter(Statement.Define.class::isInstance)
                .map(s -> ((Statement.Define) s).target().lanes())
                .toList();
    }
}
