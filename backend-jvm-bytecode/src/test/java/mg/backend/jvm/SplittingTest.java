package mg.backend.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import mg.ir.Executable;
import mg.ir.Tensor;
import mg.ir.Type;
import mg.loops.Kernel;
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
            assertTrue(Routine.of(kernel, "f", longest, 0).parts().size() > statements / 800, "is split");
            Executable executable = HiddenClasses.define(kernel, longest, 0, true);
            Object[] actual = LoopInterpreter.arrays(kernel.function().resultTypes());
            executable.run(in, actual);
            assertEquals(LoopInterpreter.bits(expected), LoopInterpreter.bits(actual), "seed " + seed);
            executable.run(in, actual);
            assertEquals(LoopInterpreter.bits(expected), LoopInterpreter.bits(actual), "second call, seed " + seed);
        }
    }

    static Object[] values(Kernel kernel, long seed) {
        var random = new Random(seed);
        List<Type> types = kernel.function().argumentTypes();
        return types.stream()
                .map(type -> Tensor.reals(type, _ -> random.nextGaussian() * 3).data())
                .toArray();
    }
}
