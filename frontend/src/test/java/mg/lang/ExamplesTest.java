package mg.lang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import mg.ir.Argument;
import mg.ir.ElementType;
import mg.ir.Initial;
import mg.ir.Program;
import mg.ir.Tensor;
import mg.ir.Type;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExamplesTest {
    private static final Path EXAMPLES = Path.of("..", "examples");

    private static Module read(String file) {
        return Module.parse(EXAMPLES.resolve(file));
    }

    @Test
    void rosenbrockHasTheValueInItsComment() {
        Tensor value = Run.all(read("rosenbrock.mg"), "rosenbrock", Map.of("x", Tensor.of(-1.2), "y", Tensor.of(1.0)))
                .getFirst();
        assertEquals(24.2, value.real(0), 1e-13);
    }

    @Test
    void parametersComeFirstInOrderOfDeclaration() {
        Program program = read("mnist/mnist.mg").instantiate("loss", Map.of(), Map.of(), ElementType.F64);
        List<Argument> arguments = program.function("loss").arguments();
        assertEquals(List.of("W1", "b1", "W2", "b2", "image", "label"),
                arguments.stream().map(Argument::name).toList());
        assertEquals(List.of(true, true, true, true, false, false),
                arguments.stream().map(Argument::parameter).toList());
        assertEquals(List.of(Type.I64), arguments.subList(5, 6).stream().map(Argument::type).toList());
        assertEquals(new Initial.Uniform(-0.05, 0.05), program.parameter("W1").initial());
        assertEquals("loss", program.functions().getFirst().name());
    }

    @Test
    void untrainedNetworkIsAsSurprisedAsChance() {
        Module module = read("mnist/mnist.mg");
        Tensor zeros1 = Tensor.zeros(Type.of(ElementType.F64, 50, 784));
        Tensor zeros2 = Tensor.zeros(Type.of(ElementType.F64, 10, 50));
        Tensor image = Tensor.reals(Type.of(ElementType.F64, 28, 28), k -> k % 256);
        var arguments = Map.of("W1", zeros1, "W2", zeros2, "image", image, "label", Tensor.of(3L));
        assertEquals(Math.log(10), Run.all(module, "loss", arguments).getFirst().real(0), 1e-15);
        assertEquals(0.0, Run.all(module, "accuracy", arguments).getFirst().real(0));
    }

    @Test
    void lineStartsAtZero() {
        Tensor x = Tensor.of(1.0, 2.0, 3.0);
        assertEquals(8.0, Run.all(read("linear_regression.mg"), "loss", Map.of("x", x, "y", Tensor.of(4.0))).getFirst()
                .real(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gaussian_process.mg", "kalman.mg"})
    void whatAnExampleClaimsHolds(String file) throws IOException {
        assertTrue(Claims.check(file, Files.readString(EXAMPLES.resolve(file))) > 1);
    }

    @Test
    void headersSayWhatTheTextSays() {
        FunctionHeader loss = read("mnist/mnist.mg").functions().get(1);
        assertEquals("loss", loss.name());
        assertEquals("How surprising the right answer is, in nats.", loss.doc());
        assertEquals("[image: real[28, 28], label: int]", loss.arguments().stream()
                .map(a -> a.name() + ": " + a.type().orElseThrow()).toList().toString());
    }
}
