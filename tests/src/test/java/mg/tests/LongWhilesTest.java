package mg.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import mg.Mg;
import mg.ModelFunction;
import mg.Settings;
import mg.ir.Backend;
import mg.ir.ElementType;
import mg.ir.Options;
import mg.ir.Tensor;
import mg.ir.Type;
import mg.testing.Agreement;
import mg.train.Dataset;
import mg.train.Optimizer;
import mg.train.Plan;
import mg.train.Progress;
import mg.train.Trainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Functions with a `while` give the same whether it runs for a few steps or for longer than a call of C may keep the
/// collector waiting. With other numbers of steps the results would be others.
class LongWhilesTest {
    private static final long MANY = 8_000_000;
    private static final String TEXT = """
            param w: real = 0.5

            fn far(a: real, n: int) = (loop (x = a, k = 0) while k < n { (x + a / (1 + x^2), k + 1) })[0]
            fn value(a: real[3], n: int) = far(a[0] * a[1], n) + a[2]
            fn gradient(a: real[3], n: int) = value_and_grad(a -> value(a, n))(a)
            fn rows(a: real[3], n: int) = jacobian(a -> [far(a[i], n) * a[0] for i])(a)
            fn ahead(a: real[3], n: int) = jvp(a -> value(a, n), a, [1, 0, 2])
            fn waves(a: real[3], n: int) {
                let s = far(a[0], n)
                [sin(s * i) * a[1] for i in 0..200003]
            }
            fn loss(x: real, n: int) = (w * x - far(x, n))^2
            """;

    static Stream<Arguments> functions() {
        return Stream.of("value", "gradient", "rows", "ahead", "waves").flatMap(f ->
                Stream.of(1L, 1000L, f.equals("gradient") || f.equals("rows") ? MANY / 4 : MANY)
                        .map(n -> Arguments.of(f, n)));
    }

    private static List<Tensor> results(Backend backend, String function, long steps, int threads) {
        Options options = Options.DEFAULT.onThreads(threads);
        ModelFunction.Instance instance =
                Mg.parse(TEXT).with(Settings.DEFAULT.with(options)).function(function).instance(Map.of());
        var arguments = List.of(Tensor.of(new double[] {0.7, 1.1, 0.9}), Tensor.of(steps));
        var executable = Working.compile(backend, instance.program(), instance.name(), options);
        List<Tensor> first = executable.call(arguments);
        if (backend.name().equals("c")) {
            assertEquals(first, executable.call(arguments));
        }
        return first;
    }

    private static Backend backend(String name) {
        return Working.backends().stream().filter(b -> b.name().equals(name)).findFirst().orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("functions")
    void resultsAreThoseOfTheOtherBackend(String function, long steps) {
        List<Tensor> expected = results(backend("jvm"), function, steps, 1);
        for (int threads : new int[] {1, 2}) {
            Agreement.within(1e-9, 1).check(expected, results(backend("c"), function, steps, threads),
                    () -> function + " of " + steps + " steps on " + threads + " threads");
        }
    }

    @Test
    void trainingTakesTheSameSteps() {
        List<Double> expected = losses("jvm");
        List<Double> found = losses("c");
        assertEquals(4, found.size());
        for (int k = 0; k < found.size(); k++) {
            assertEquals(expected.get(k), found.get(k), 1e-9 * expected.get(k));
        }
    }

    private static List<Double> losses(String backend) {
        var trainer = new Trainer(
                Mg.parse(TEXT).with(Settings.DEFAULT.on(backend)), new Plan("loss", "", 2, 2, Optimizer.SGD, 1e-5, 7),
                Map.of());
        Dataset data = Dataset.of(trainer.example(), Map.of(
                "x", Tensor.of(new double[] {0.6, 0.8, 1.1, 1.3}),
                "n", Tensor.wholes(Type.of(ElementType.I64, 4), k -> k % 2 == 0 ? MANY : 10)));
        var losses = new ArrayList<Double>();
        trainer.train(data, Map.of(), new Progress() {
            @Override
            public void step(int epoch, long step, double loss, long examples) {
                losses.add(loss);
            }

            @Override
            public boolean stop() {
                return false;
            }
        });
        return losses;
    }
}
