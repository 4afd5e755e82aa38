package mg.backend.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import mg.ir.ElementOp;
import mg.ir.ElementType;
import mg.ir.Executable;
import mg.ir.Function;
import mg.ir.Interpreter;
import mg.ir.Kind;
import mg.ir.Options;
import mg.ir.Printer;
import mg.ir.Program;
import mg.ir.Tensor;
import mg.ir.Trap;
import mg.ir.Type;
import mg.loops.Address;
import mg.loops.Buffer;
import mg.loops.Index;
import mg.loops.Kernel;
import mg.loops.Scalar;
import mg.loops.Statement;
import mg.passes.Pipelines;
import mg.passes.loops.LoopPass;
import mg.passes.loops.LoopPasses;
import mg.passes.loops.Threads;
import mg.passes.lower.Lowering;
import mg.testing.LoopInterpreter;
import mg.testing.RandomPrograms;
import mg.testing.RandomValues;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Iterations that run at the same time.
class ParallelLoopsTest {
    private static final int COUNT = 4;

    /// The function with every loop on threads that may be; short ones are not written out before.
    private static Kernel threaded(Function function, Options options) {
        Kernel kernel = Lowering.run(function, options);
        for (LoopPass pass : LoopPasses.ALL) {
            kernel = switch (pass.name()) {
                case "unroll-loops" -> kernel;
                case "threads" -> Threads.run(kernel, options, 0);
                default -> pass.run(kernel, options);
            };
        }
        return kernel;
    }

    /// The first fault in the order of the program is the one that is told of, too.
    @Test
    void randomProgramsMeanTheSame() {
        var options = new Options(true, VectorModule.bits() / 8).onThreads(3);
        for (long seed = 0; seed < 150; seed++) {
            Program program = RandomPrograms.of(RandomPrograms.Style.ANY, seed);
            Function function = program.functions().getLast();
            Kernel kernel = threaded(Pipelines.optimized(program, function.name(), options), options);
            Executable executable = JvmBackend.compile(kernel, VectorModule.bits(), true);
            for (int values = 0; values < 2; values++) {
                List<Tensor> arguments = RandomValues.arguments(function, seed, values == 0);
                Object expected = results(() -> Interpreter.call(program, function.name(), arguments));
                Object found = results(() -> executable.call(arguments));
                assertEquals(expected, found, () -> Printer.print(program) + arguments);
            }
        }
    }

    /// Where sums may be divided, as they were.
    @Test
    void kernelsOfRandomProgramsDoWhatTheirStatementsSay() {
        Options options = Options.DEFAULT.withVectorBytes(0).onThreads(3);
        int parallel = 0;
        for (long seed = 0; seed < 300; seed++) {
            Program program = RandomPrograms.of(RandomPrograms.Style.ANY, seed);
            Function function = Pipelines.optimized(program, program.functions().getLast().name(), options);
            Kernel kernel = threaded(function, options);
            if (isParallel(kernel.body())) {
                parallel++;
                Executable executable = HiddenClasses.define(kernel, Splitter.LONGEST, 0, true);
                List<Tensor> arguments = RandomValues.arguments(function, seed, true);
                Object[] in = arguments.stream().map(Tensor::data).toArray();
                Object expected = results(() -> run(function, out -> LoopInterpreter.run(kernel, in, out)));
                Object found = results(() -> run(function, out -> executable.run(in, out)));
                assertEquals(expected, found, () -> Printer.print(program) + arguments);
            }
        }
        assertTrue(parallel > 50, parallel + " on threads");
    }

    private static boolean isParallel(List<Statement> body) {
        return body.stream().anyMatch(s -> s instanceof Statement.Loop loop && loop.parallel()
                || s.bodies().stream().anyMatch(ParallelLoopsTest::isParallel));
    }

    private static Object run(Function function, Consumer<Object[]> code) {
        Object[] out = LoopInterpreter.arrays(function.resultTypes());
        code.accept(out);
        return LoopInterpreter.bits(out);
    }

    private static Object results(Supplier<Object> call) {
        try {
            return call.get();
        } catch (Trap trap) {
            return trap.getMessage();
        }
    }

    /// Scalars that several methods touch, and wide ones taken apart, are in memory: each iteration has its own.
    @ParameterizedTest
    @CsvSource({"1500,2500,3,1", "2500,1500,25,1", "8000,3000,40,1", "8000,1500,3,8", "8000,1500,3,4"})
    void iterationsDoNotDisturbEachOther(int longest, int statements, int inputs, int lanes) {
        int bits = lanes == 1 ? 0 : VectorModule.bits();
        for (long seed = 0; seed < 3; seed++) {
            Kernel one = lanes == 1
                    ? RandomKernels.of(seed, statements, inputs, false)
                    : RandomKernels.wide(seed, statements, inputs, lanes);
            Object[] in = SplittingTest.values(one, seed);
            Object[] each = LoopInterpreter.arrays(one.function().resultTypes());
            LoopInterpreter.run(one, in, each);
            Kernel several = InParallel.of(one, COUNT);
            Object[] expected = LoopInterpreter.arrays(several.function().resultTypes());
            for (int k = 0; k < each.length; k++) {
                int size = Array.getLength(each[k]);
                for (int iteration = 0; iteration < COUNT; iteration++) {
                    System.arraycopy(each[k], 0, expected[k], iteration * size, size);
                }
            }
            assertTrue(Routine.of(several, "f", longest, bits, false).parts().size() > 2, "is split");
            Executable executable = HiddenClasses.define(several, longest, bits, true);
            for (int call = 0; call < 25; call++) {
                Object[] actual = LoopInterpreter.arrays(several.function().resultTypes());
                executable.run(in, actual);
                String where = "seed " + seed + ", call " + call;
                assertEquals(LoopInterpreter.bits(expected), LoopInterpreter.bits(actual), where);
            }
        }
    }

    /// `y[i, t] = x + 5000` by so many steps, in a parallel loop in a loop; a check fails from `t = bad` on.
    private static Kernel sums(int iterations) {
        var kernels = new Kernels();
        Scalar x = kernels.scalarInput("x", ElementType.F64);
        Scalar bad = kernels.scalarInput("bad", ElementType.I64);
        Buffer y = kernels.output("y", Type.of(ElementType.F64, 3 * iterations));
        kernels.loop(3, i -> {
            Scalar t = kernels.scalar(ElementType.I64);
            List<Statement> body = kernels.nested(() -> {
                Scalar wrong = kernels.apply(ElementOp.LE, bad, t);
                kernels.check(kernels.convert(ElementType.I64, wrong), 1);
                Scalar sum = kernels.literal(0.0);
                kernels.accumulate(sum, Kind.SUM, x);
                kernels.loop(5_000, _ -> kernels.accumulate(sum, Kind.SUM, kernels.literal(1.0)));
                kernels.store(new Address(y, Index.of(t).plus(i, iterations)), sum);
            });
            kernels.body.add(new Statement.Loop(t, iterations, Optional.empty(), false, body, true));
        });
        return kernels.finish("sums");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 50, 300})
    void thereMayBeAnyNumberOfIterations(int iterations) {
        Executable sums = JvmBackend.compile(sums(iterations));
        Tensor expected = Tensor.reals(Type.of(ElementType.F64, 3 * iterations), _ -> 5_002.5);
        assertEquals(List.of(expected), sums.call(List.of(Tensor.of(2.5), Tensor.of(1000L))));
    }

    @Test
    void noneMeansThatNothingRuns() {
        assertEquals(List.of(Tensor.reals(Type.of(ElementType.F64, 0), _ -> 0)),
                JvmBackend.compile(sums(0)).call(List.of(Tensor.of(2.5), Tensor.of(0L))));
    }

    /// The caller gets what an iteration throws, after all have ended, and the function can be called again.
    @Test
    void faultsReachTheCaller() {
        Executable sums = JvmBackend.compile(sums(8));
        for (long bad : new long[] {0, 3, 7}) {
            Trap trap = assertThrows(Trap.class, () -> sums.call(List.of(Tensor.of(0.0), Tensor.of(bad))));
            assertTrue(trap.getMessage().startsWith("f.mg:3:4: error: index 1 is out of range"), trap.getMessage());
        }
        Tensor expected = Tensor.reals(Type.of(ElementType.F64, 24), _ -> 5_000);
        assertEquals(List.of(expected), sums.call(List.of(Tensor.of(0.0), Tensor.of(8L))));
    }

    @Test
    void virtualThreadsMayCall() throws InterruptedException {
        Executable sums = JvmBackend.compile(sums(4));
        Tensor expected = Tensor.reals(Type.of(ElementType.F64, 12), _ -> 5_001);
        var wrong = new AtomicInteger(20);
        var all = new ArrayList<Thread>();
        for (int k = 0; k < 20; k++) {
            all.add(Thread.startVirtualThread(() -> {
                if (sums.call(List.of(Tensor.of(1.0), Tensor.of(4L))).equals(List.of(expected))) {
                    wrong.decrementAndGet();
                }
            }));
        }
        for (Thread thread : all) {
            thread.join();
        }
        assertEquals(0, wrong.get());
    }
}
