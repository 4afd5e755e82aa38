package mg.backend.jvm;

import static mg.backend.jvm.Kernels.at;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import mg.ir.ElementOp;
import mg.ir.ElementType;
import mg.ir.Kind;
import mg.ir.Tensor;
import mg.ir.Type;
import mg.loops.Buffer;
import mg.loops.Index;
import mg.loops.Kernel;
import mg.loops.Scalar;
import mg.loops.Value;
import mg.testing.LoopInterpreter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Bodies far beyond what one method or one class holds.
class LargeKernelsTest {
    /// Every value is used once more far behind, so that all cross borders.
    @ParameterizedTest
    @ValueSource(ints = {100, 2_000, 200_000})
    void straightLines(int statements) {
        var kernels = new Kernels();
        Scalar x = kernels.scalarInput("x", ElementType.F64);
        var values = new Scalar[statements];
        var expected = new double[statements];
        double argument = 0.75;
        for (int k = 0; k < statements; k++) {
            Scalar before = k == 0 ? x : values[k - 1];
            double beforeValue = k == 0 ? argument : expected[k - 1];
            int far = k / 2;
            if (k == 0 || k % 3 == 0) {
                values[k] = kernels.apply(ElementOp.MUL, before, x);
                expected[k] = beforeValue * argument;
            } else {
                values[k] = kernels.apply(ElementOp.SUB, values[far], before);
                expected[k] = expected[far] - beforeValue;
            }
        }
        Buffer y = kernels.output("y", Type.of(ElementType.F64, 3));
        kernels.store(at(y, 0), values[statements - 1]);
        kernels.store(at(y, 1), values[statements / 2]);
        kernels.store(at(y, 2), values[1]);
        double[] wanted = {expected[statements - 1], expected[statements / 2], expected[1]};
        List<Tensor> results = JvmBackend.compile(kernels.finish("f")).call(List.of(Tensor.of(argument)));
        assertArrayEquals(wanted, results.getFirst().doubles());
    }

    /// A long body at the bottom of a nest, and long bodies around short inner loops.
    @Test
    void longBodiesOfLoops() {
        var kernels = new Kernels();
        Buffer x = kernels.input("x", Type.of(ElementType.F64, 10));
        Buffer y = kernels.output("y", Type.F64);
        Scalar total = kernels.literal(0.0);
        kernels.loop(2, i -> {
            Scalar outer = kernels.define(ElementType.F64, new Value.Convert(i));
            kernels.loop(3, j -> {
                for (int k = 0; k < 5_000; k++) {
                    Scalar value = kernels.apply(ElementOp.ADD, outer, kernels.load(at(x, (k + 1) % 10)));
                    kernels.accumulate(total, Kind.SUM, value);
                    if (k % 1000 == 0) {
                        kernels.loop(10, l -> kernels.accumulate(total, Kind.SUM, kernels.load(at(x, l))));
                    }
                }
                kernels.accumulate(total, Kind.SUM, kernels.define(ElementType.F64, new Value.Convert(j)));
            });
        });
        kernels.store(at(y, 0), total);
        Kernel kernel = kernels.finish("f");
        assertTrue(Routine.of(kernel, "f", Splitter.LONGEST, 512, false).parts().size() > 10);
        Tensor ones = Tensor.reals(Type.of(ElementType.F64, 10), k -> k);
        var expected = new double[1];
        LoopInterpreter.run(kernel, new Object[] {ones.data()}, new Object[] {expected});
        assertEquals(List.of(Tensor.of(expected[0])), JvmBackend.compile(kernel).call(List.of(ones)));
    }

    @Test
    void tensOfThousandsOfScalarArguments() {
        var kernels = new Kernels();
        int n = 20_000;
        Scalar sum = kernels.literal(0L);
        var inputs = new Scalar[n];
        for (int k = 0; k < n; k++) {
            inputs[k] = kernels.scalarInput("x" + k, ElementType.I64);
        }
        for (Scalar input : inputs) {
            kernels.accumulate(sum, Kind.SUM, input);
        }
        kernels.store(at(kernels.output("y", Type.I64), 0), sum);
        Tensor[] arguments = new Tensor[n];
        Arrays.setAll(arguments, k -> Tensor.of((long) k));
        assertEquals(List.of(Tensor.of(n * (n - 1L) / 2)),
                JvmBackend.compile(kernels.finish("f")).call(List.of(arguments)));
    }

    @Test
    void nestsTwoHundredDeep() {
        var kernels = new Kernels();
        Scalar count = kernels.literal(0L);
        nest(kernels, count, 200);
        kernels.store(at(kernels.output("y", Type.I64), 0), count);
        assertEquals(List.of(Tensor.of(201L * 4)), JvmBackend.compile(kernels.finish("f")).call(List.of()));
    }

    private static void nest(Kernels kernels, Scalar count, int depth) {
        kernels.loop(1, i -> {
            Scalar four = kernels.define(ElementType.I64, new Value.Affine(Index.ZERO.plus(4).plus(i, 7)));
            kernels.accumulate(count, Kind.SUM, four);
            if (depth > 0) {
                nest(kernels, count, depth - 1);
            }
        });
    }
}
