package mg.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import mg.Backends;
import mg.Mg;
import mg.ModelFunction;
import mg.ir.Artifact;
import mg.ir.Backend;
import mg.ir.Builder;
import mg.ir.ElementOp;
import mg.ir.Executable;
import mg.ir.Interpreter;
import mg.ir.Options;
import mg.ir.Program;
import mg.ir.Tensor;
import mg.ir.Type;
import mg.ir.Var;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The size of what is emitted follows the length of the program, not the size of its data.
class CodeSizeTest {
    private static final Path MNIST = Path.of("..", "examples", "mnist", "mnist.mg");

    @ParameterizedTest
    @MethodSource("mg.tests.Working#backends")
    void tenTimesTheDataIsAFewBytesMore(Backend backend) throws IOException {
        String text = Files.readString(MNIST);
        String larger = text.replace("784", "7840").replace("[28, 28]", "[280, 28]");
        long small = size(backend, Mg.parse(text).function("loss").valueAndGradient());
        long large = size(backend, Mg.parse(larger).function("loss").valueAndGradient());
        // What is left over beside whole vectors and tiles is code of its own, a little of it.
        assertTrue(Math.abs(large - small) <= small / 20, small + " bytes for 784 became " + large + " for 7840");
    }

    private static long size(Backend backend, ModelFunction function) {
        ModelFunction.Instance instance = function.instance(Map.of());
        return backend.emit(instance.program(), List.of(instance.name()), "size", Options.DEFAULT).stream()
                .mapToLong(file -> file.content().length)
                .sum();
    }

    /// `x ← x·y` and the like, many times, with a use far behind now and then.
    private static Program chain(int instructions) {
        var b = new Builder();
        Var x = b.argument("x", Type.F64);
        Var y = b.argument("y", Type.F64);
        var random = new Random(1);
        var recent = new Var[1000];
        Arrays.fill(recent, x);
        Var last = x;
        for (int k = 0; k < instructions; k++) {
            Var other = k % 3 == 0 ? y : recent[random.nextInt(recent.length)];
            last = switch (k % 4) {
                case 0 -> b.mul(last, other);
                case 1 -> b.add(last, other);
                case 2 -> b.sub(other, last);
                default -> b.element(ElementOp.MIN, b.element(ElementOp.MAX, last, b.neg(y)), other);
            };
            recent[k % recent.length] = last;
        }
        return Program.of(b.finish("f", List.of("y"), List.of(last)));
    }

    @Test
    void aLongProgramBecomesManySmallMethodsAndRuns() {
        Program program = chain(100_000);
        List<Tensor> x = List.of(Tensor.of(0.75), Tensor.of(0.5));
        Executable f = Backends.named("jvm").compile(program, "f", Options.DEFAULT);
        assertEquals(Interpreter.call(program, "f", x), f.call(x));
    }

    @Test
    void emittedBytesGrowWithTheLengthOfTheProgram() {
        long small = bytes(10_000);
        long large = bytes(50_000);
        assertTrue(large < 5.5 * small, small + " bytes became " + large);
        assertTrue(large < 50_000 * 40L, large + " bytes for 50,000 instructions");
    }

    private static long bytes(int instructions) {
        long bytes = 0;
        for (Artifact file : Backends.named("jvm").emit(chain(instructions), List.of("f"), "Long", Options.DEFAULT)) {
            EmittedClassTest.verify(file);
            bytes += file.content().length;
        }
        return bytes;
    }
}
