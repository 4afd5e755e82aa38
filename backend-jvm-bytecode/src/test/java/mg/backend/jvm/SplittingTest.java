package mg.backend.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
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

    /// Every array more is moved to the stack and from there in each call.
    @Test
    void methodsTakeOnlyTheArraysThatTheyOrThoseTheyCallNeed() {
        var kernels = new Kernels();
        int count = 12;
        int each = 200;
        var in = new ArrayList<Buffer>();
        for (int k = 0; k < count; k++) {
            in.add(kernels.input("x" + k, Type.of(ElementType.F64, each)));
        }
        Buffer out = kernels.output("y", Type.F64);
        Scalar total = kernels.literal(0.0);
        for (Buffer buffer : in) {
            for (int k = 0; k < each; k++) {
                kernels.accumulate(total, Kind.SUM, kernels.load(Kernels.at(buffer, k)));
            }
        }
        kernels.store(Kernels.at(out, 0), total);
        Kernel kernel = kernels.finish("f");
        Routine routine = Routine.of(kernel, "f", 2500, 0, false);
        int workspaces = routine.residence().workspace().size();
        assertTrue(routine.parts().size() > count, "is split");
        assertEquals(count + workspaces, routine.type(routine.root()).parameterCount());
        for (Part part : routine.parts().subList(1, routine.parts().size())) {
            boolean calls = part.steps().stream().anyMatch(Step.Call.class::isInstance);
            assertTrue(calls || routine.type(part).parameterCount() <= 3 + workspaces,
                    () -> routine.type(part).toString());
        }
        Object[] y = {new double[1]};
        Object[] x = IntStream.range(0, count)
                .mapToObj(k -> IntStream.range(0, each).mapToDouble(i -> k * each + i).toArray())
                .toArray();
        HiddenClasses.define(kernel, 2500, 0, false).run(x, y);
        assertEquals(count * each * (count * each - 1) / 2, ((double[]) y[0])[0]);
    }

    static Object[] values(Kernel kernel, long seed) {
        var random = new Random(seed);
        List<Type> types = kernel.function().argumentTypes();
        return types.stream()
                .map(type -> Tensor.reals(type, _ -> random.nextGaussian() * 3).data())
                .toArray();
    }
}
