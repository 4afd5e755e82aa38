package mg.tests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Random;
import mg.Backends;
import mg.CompiledGraph;
import mg.Mg;
import mg.Model;
import mg.Settings;
import mg.ir.DiagnosticException;
import mg.ir.ElementType;
import mg.ir.Tensor;
import mg.ir.Type;
import mg.nn.MLP;
import mg.value.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What a Java program does with mg, on every backend that works here.
class EmbeddingTest {
    interface Rosenbrock {
        double at(double x, double y);
    }

    interface Twice {
        double at(double x, double y);

        default double twice(double x) {
            return 2 * at(x, x);
        }
    }

    interface Norm {
        double of(double[] x);
    }

    interface Both {
        void at(double x, double y, double[] value, double[] dx, double[] dy);
    }

    private static final String ROSENBROCK = "fn f(x: real, y: real) = (1 - x)^2 + 100 * (y - x^2)^2\n";

    static List<String> backends() {
        return Backends.all().stream().filter(b -> b.unavailable().isEmpty()).map(b -> b.name()).toList();
    }

    private static Model on(String backend, String text) {
        return Mg.parse(text).with(Settings.DEFAULT.on(backend));
    }

    @ParameterizedTest
    @MethodSource("backends")
    void aFunctionIsBoundCalledAndDifferentiated(String backend) {
        var f = on(backend, ROSENBROCK).function("f");
        assertEquals(24.2, f.bind(Rosenbrock.class).at(-1.2, 1), 1e-12);
        assertEquals(24.2, f.call(-1.2, 1)[0], 1e-12);
        assertArrayEquals(new double[] {-215.6, -88}, f.gradient().call(-1.2, 1), 1e-10);
        assertArrayEquals(new double[] {-88}, f.gradient("y").call(-1.2, 1), 1e-10);
        var value = new double[1];
        var dx = new double[1];
        var dy = new double[1];
        f.valueAndGradient().bind(Both.class).at(-1.2, 1, value, dx, dy);
        assertArrayEquals(new double[] {24.2, -215.6, -88}, new double[] {value[0], dx[0], dy[0]}, 1e-10);
    }

    @ParameterizedTest
    @MethodSource("backends")
    void anInterfaceThatIsNotPublicMayHaveDefaultMethods(String backend) {
        Twice f = on(backend, ROSENBROCK).function("f").bind(Twice.class);
        assertEquals(2 * f.at(3, 3), f.twice(3));
    }

    @ParameterizedTest
    @MethodSource("backends")
    void sizesFollowFromArgumentsOrAreGiven(String backend) {
        var f = on(backend, "fn g[n](x: real[n]) = sum(x[i]^2 for i)\n").function("g");
        assertEquals(14, f.call(Tensor.of(1.0, 2.0, 3.0)).getFirst().real(0), 1e-12);
        assertEquals(25, f.call(Tensor.of(3.0, 4.0)).getFirst().real(0), 1e-12);
        assertEquals(25, f.size("n", 2).bind(Norm.class).of(new double[] {3, 4}), 1e-12);
        var wrong = assertThrows(
                IllegalArgumentException.class, () -> f.size("n", 2).bind(Norm.class).of(new double[3]));
        assertTrue(wrong.getMessage().contains("3"), wrong.getMessage());
    }

    @ParameterizedTest
    @MethodSource("backends")
    void singlePrecisionIsAnOption(String backend) {
        var model = on(backend, "fn g[n](x: real[n]) = sum(exp(x[i]) for i)\n");
        var single = model.with(model.settings().with(ElementType.F32));
        Tensor x = Tensor.reals(Type.of(ElementType.F32, 3), k -> k / 2.0);
        Tensor y = single.function("g").call(x).getFirst();
        assertEquals(Type.F32, y.type());
        assertEquals(1 + Math.exp(0.5) + Math.E, y.real(0), 1e-5);
    }

    @ParameterizedTest
    @MethodSource("backends")
    void parametersHaveFirstValuesFromTheSeedAndCanBeGiven(String backend) {
        var model = on(backend, "param w: real[3] = uniform(1, 2)\nfn f(x: real[3]) = sum(w * x)\n");
        Tensor x = Tensor.of(1.0, 1.0, 1.0);
        double first = model.function("f").call(x).getFirst().real(0);
        assertTrue(first > 3 && first < 6, "" + first);
        assertEquals(first, model.function("f").call(x).getFirst().real(0));
        var other = model.with(model.settings().seeded(7)).function("f").call(x).getFirst().real(0);
        assertTrue(other != first);
        var given = model.function("f").parameters(Map.of("w", Tensor.of(1.0, 2.0, 3.0)));
        assertEquals(6, given.call(x).getFirst().real(0), 1e-12);
        assertEquals(6, given.bind(Norm.class).of(new double[] {1, 1, 1}), 1e-12);
        assertEquals(
                List.of(Tensor.of(1.0, 1.0, 1.0), Tensor.of(1.0, 2.0, 3.0)),
                given.gradient("w", "x").call(x));
    }

    @ParameterizedTest
    @MethodSource("backends")
    void aGraphOfValuesCompilesAndAgreesWithItself(String backend) {
        MLP net = new MLP(3, List.of(4, 1), new Random(5));
        List<Value> x = List.of(Value.input(0.5), Value.input(-1), Value.input(2));
        Value y = net.one(x);
        Value loss = y.sub(1).pow(2).add(y.tanh());
        loss.backward();
        List<Double> expected = net.parameters().stream().map(Value::grad).toList();
        net.zeroGrad();
        CompiledGraph compiled = Mg.compile(loss, Settings.DEFAULT.on(backend));
        compiled.zeroGrad();
        assertEquals(loss.data(), compiled.forward(), 1e-12);
        assertEquals(loss.data(), compiled.backward(), 1e-12);
        for (int k = 0; k < expected.size(); k++) {
            assertEquals(expected.get(k), net.parameters().get(k).grad(), 1e-12);
        }
        double before = compiled.forward();
        compiled.update(0.01);
        assertTrue(compiled.forward() < before);
        x.get(0).data(3);
        loss.forward();
        assertEquals(loss.data(), compiled.forward(), 1e-12);
    }

    @Test
    void unknownNamesAreErrorsThatNameWhatThereIs() {
        var f = Mg.parse(ROSENBROCK);
        var function = assertThrows(DiagnosticException.class, () -> f.function("g"));
        assertEquals("error: no function 'g'\n  there are: f", function.getMessage());
        var argument = assertThrows(DiagnosticException.class, () -> f.function("f").gradient("z").call(1, 2));
        assertEquals("error: 'f' has no argument 'z'\n  it has x, y", argument.getMessage());
        var backend = assertThrows(
                DiagnosticException.class, () -> f.with(Settings.DEFAULT.on("gpu")).function("f").call(1, 2));
        assertTrue(backend.getMessage().startsWith("error: no backend 'gpu'\n  there are "), backend.getMessage());
    }
}
