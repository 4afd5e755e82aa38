package mg.backend.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import mg.ir.ElementOp;
import mg.ir.ElementType;
import mg.ir.Executable;
import mg.ir.Kind;
import mg.ir.Tensor;
import mg.ir.Type;
import mg.loops.Buffer;
import mg.loops.Kernel;
import mg.loops.Scalar;
import mg.testing.LoopInterpreter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SplittingTest {
    /// The shorter the methods, the more scalars cross from one to another.
    @ParameterizedTest
    @CsvSource({"1400,300,3", "1400,2500,3", "2500,1500,3", "8000,3000,3", "2500,1500,25", "4000,1500,40"})
    void randomKernelsComputeTheSameHoweverTheyAreSplit(int longest, int statements, int inputs) {
        for (long seed = 0; seed < 12; seed++) {
            Kernel kernel = RandomKernels.of(seed, statements, inputs, seed % 3 == 0);
            Object[] in = values(kernel, seed);
            Object[] expected = LoopInterpreter.arrays(kernel.function().resultTypes());
            LoopInterpreter.run(kernel, in, expected);
            assertTrue(Routine.of(kernel, "f", longest, 0, false).parts().size() > statements / 800, "is split");
            Executable executable = HiddenClasses.define(kernel, longest, 0, true);
            Object[] actual = LoopInterpreter.arrays(kernel.function().resultTypes());
            executable.run(in, actual);
            assertEquals(LoopInterpreter.bits(expected), LoopInterpreter.bits(actual), "seed " + seed);
            executable.run(in, actual);
            assertEquals(LoopInterpreter.bits(expected), LoopInterpreter.bits(actual), "second call, seed " + seed);
        }
    }

    /// HotSpot divides by a number that it knows without a division.
    @Test
    void constantsAreNamedInEachMethodThatReadsThem() {
        var kernels = new Kernels();
        Buffer in = kernels.input("x", Type.of(ElementType.I64, 400));
        Buffer out = kernels.output("y", Type.of(ElementType.I64, 400));
        Scalar seven = kernels.literal(7L);
        Scalar total = kernels.literal(0L);
        for (int k = 0; k < 400; k++) {
            kernels.accumulate(total, Kind.SUM, kernels.apply(ElementOp.REM, kernels.load(Kernels.at(in, k)), seven));
            kernels.store(Kernels.at(out, k), total);
        }
        Kernel kernel = kernels.finish("f");
        Routine routine = Routine.of(kernel, "f", 2500, 0, false);
        assertTrue(routine.parts().size() > 3, "is split");
        assertFalse(routine.residence().isShared(seven), "is a constant");
        assertTrue(routine.residence().isShared(total), "changes");
        Object[] y = {new long[400]};
        HiddenClasses.define(kernel, 2500, 0, false).run(new Object[] {LongStream.range(0, 400).toArray()}, y);
        assertEquals(400 / 7 * 21, ((long[]) y[0])[398]);
    }

    static Object[] values(Kernel kernel, long seed) {
        var random = new Random(seed);
        List<Type> types = kernel.function().argumentTypes();
        return types.stream()
                .map(type -> Tensor.reals(type, _ -> random.nextGaussian() * 3).data())
                .toArray();
    }
}
