package mg.backend.c;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import mg.ir.Block;
import mg.ir.ElementOp;
import mg.ir.Executable;
import mg.ir.Function;
import mg.ir.Instruction;
import mg.ir.Interpreter;
import mg.ir.Operation;
import mg.ir.Options;
import mg.ir.Printer;
import mg.ir.Program;
import mg.ir.Tensor;
import mg.ir.Trap;
import mg.loops.Kernel;
import mg.passes.Pipelines;
import mg.passes.loops.LoopPass;
import mg.passes.loops.LoopPasses;
import mg.passes.loops.Threads;
import mg.passes.lower.Lowering;
import mg.testing.RandomPrograms;
import mg.testing.RandomValues;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Random programs compute in C what the interpreter says: to the last bit, unless they use library functions. Many
/// programs share a file, because gcc takes its time.
class RandomProgramsTest {
    private static final int PROGRAMS = 150;
    private static final Set<ElementOp> LIBRARY = EnumSet.range(ElementOp.POW, ElementOp.POLYGAMMA);

    static {
        LIBRARY.removeAll(EnumSet.of(ElementOp.MIN, ElementOp.MAX, ElementOp.NEG, ElementOp.ABS, ElementOp.SIGN,
                ElementOp.SQRT));
    }

    @Test
    void compileWithoutWarnings() throws Exception {
        Strict.needsGcc();
        for (boolean reproducible : new boolean[] {true, false}) {
            var options = new Options(reproducible, 16);
            List<Kernel> kernels = IntStream.range(0, PROGRAMS)
                    .mapToObj(k -> RandomPrograms.of(RandomPrograms.Style.ANY, k))
                    .map(p -> Pipelines.kernel(p, main(p).name(), options))
                    .toList();
            Strict.check(CBackend.emit(kernels, "random", options), "random.c");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void agreeWithTheInterpreter(long batch) {
        Strict.needsGcc();
        var options = new Options(true);
        List<Program> programs = IntStream.range(0, PROGRAMS)
                .mapToObj(k -> exact(RandomPrograms.of(RandomPrograms.Style.ANY, batch * 1_000_000 + k)))
                .toList();
        List<Kernel> kernels = programs.stream().map(p -> Pipelines.kernel(p, main(p).name(), options)).toList();
        List<Executable> executables = new CBackend().compile(kernels, options);
        for (int k = 0; k < PROGRAMS; k++) {
            for (int seed = 0; seed < 4; seed++) {
                compare(programs.get(k), executables.get(k), seed);
            }
        }
    }

    @Test
    void onThreadsTheyCompileWithoutWarnings() throws Exception {
        Strict.needsGcc();
        var options = new Options(false, 16).onThreads(3);
        List<Kernel> kernels = IntStream.range(0, PROGRAMS)
                .mapToObj(k -> RandomPrograms.of(RandomPrograms.Style.ANY, k))
                .map(p -> threaded(Pipelines.optimized(p, main(p).name(), options), options))
                .toList();
        Strict.check(CBackend.emit(kernels, "threads", options), "threads.c");
    }

    /// The first fault in the order of the program is the one that is told of, too.
    @Test
    void onThreadsTheyAgreeAsWell() {
        Strict.needsGcc();
        var options = new Options(true, 16).onThreads(3);
        List<Program> programs = IntStream.range(0, PROGRAMS)
                .mapToObj(k -> exact(RandomPrograms.of(RandomPrograms.Style.ANY, 4_000_000 + k)))
                .toList();
        List<Kernel> kernels = programs.stream()
                .map(p -> threaded(Pipelines.optimized(p, main(p).name(), options), options))
                .toList();
        List<Executable> executables = new CBackend().compile(kernels, options);
        for (int k = 0; k < PROGRAMS; k++) {
            for (int seed = 0; seed < 4; seed++) {
                compare(programs.get(k), executables.get(k), seed);
            }
        }
    }

    /// The function with every loop on threads that may be.
    private static Kernel threaded(Function function, Options options) {
        Kernel kernel = Lowering.run(function, options);
        for (LoopPass pass : LoopPasses.ALL) {
            kernel = pass.name().equals("threads") ? Threads.run(kernel, options, 0) : pass.run(kernel, options);
        }
        return kernel;
    }

    private static Function main(Program program) {
        return program.functions().getLast();
    }

    private static void compare(Program program, Executable executable, long seed) {
        List<Tensor> arguments = RandomValues.arguments(main(program), seed, seed % 2 == 0);
        Object expected = results(() -> Interpreter.call(program, main(program).name(), arguments));
        Object found = results(() -> executable.call(arguments));
        assertEquals(expected, found, () -> Printer.print(program) + arguments);
    }

    private static Object results(Supplier<List<Tensor>> call) {
        try {
            return call.get();
        } catch (Trap trap) {
            return trap.getMessage();
        }
    }

    /// The program with `abs` and `sub` in place of library functions.
    private static Program exact(Program program) {
        return program.with(program.functions().stream()
                .map(f -> new Function(f.name(), f.arguments(), f.resultNames(), exact(f.body())))
                .toList());
    }

    private static Block exact(Block block) {
        return new Block(block.arguments(), block.instructions().stream().map(RandomProgramsTest::exact).toList(),
                block.results());
    }

    private static Instruction exact(Instruction i) {
        Operation operation = i.operation() instanceof Operation.Element(ElementOp op) && LIBRARY.contains(op)
                ? new Operation.Element(op.arity() == 1 ? ElementOp.ABS : ElementOp.SUB)
                : i.operation();
        List<Block> blocks = i.blocks().stream().map(RandomProgramsTest::exact).toList();
        return new Instruction(operation, i.operands(), blocks, i.results(), i.span());
    }
}
