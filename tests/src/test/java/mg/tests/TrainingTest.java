package mg.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import mg.Mg;
import mg.Model;
import mg.Settings;
import mg.ir.DiagnosticException;
import mg.ir.ElementType;
import mg.ir.Tensor;
import mg.ir.Type;
import mg.train.Dataset;
import mg.train.Optimizer;
import mg.train.Plan;
import mg.train.Progress;
import mg.train.Result;
import mg.train.Trainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Training from end to end on points in three clusters.
class TrainingTest {
    private static final int EXAMPLES = 50;
    private static final String TEXT = """
            param W1: real[8, 2] = uniform(-0.7, 0.7)
            param b1: real[8] = 0
            param W2: real[3, 8] = normal(0, 0.4)
            param b2: real[3] = 0
            fn logits(x: real[2]) = W2 @ relu(W1 @ x + b1) + b2
            fn loss(x: real[2], label: int) = cross_entropy(logits(x), label)
            fn right(x: real[2], label: int) = accuracy(logits(x), label)
            """;

    /// Clusters around three corners of a triangle.
    private static Map<String, Tensor> clusters() {
        var random = new Random(3);
        Tensor labels = Tensor.wholes(Type.of(ElementType.I64, EXAMPLES), k -> k % 3);
        Tensor x = Tensor.reals(Type.of(ElementType.F64, EXAMPLES, 2), k -> {
            double angle = 2 * Math.PI * labels.whole(k / 2) / 3;
            return 2 * (k % 2 == 0 ? Math.cos(angle) : Math.sin(angle)) + 0.3 * random.nextGaussian();
        });
        return Map.of("x", x, "label", labels);
    }

    /// All losses, and what came of them.
    private record Training(List<Double> losses, Result result, double accuracy) {
        static Training run(Settings settings, Optimizer optimizer, double rate, long seed) {
            var plan = new Plan("loss", "right", 6, 8, optimizer, rate, seed);
            var trainer = new Trainer(Mg.parse(TEXT).with(settings), plan, Map.of());
            Dataset data = Dataset.of(trainer.example(), clusters());
            var losses = new ArrayList<Double>();
            Result result = trainer.train(data, Map.of(), watch(losses, Integer.MAX_VALUE));
            return new Training(losses, result, trainer.evaluate("right", data, result.parameters()));
        }
    }

    private static Progress watch(List<Double> losses, int steps) {
        return new Progress() {
            @Override
            public void step(int epoch, long step, double loss, long examples) {
                losses.add(loss);
            }

            @Override
            public boolean stop() {
                return losses.size() >= steps;
            }
        };
    }

    @ParameterizedTest
    @EnumSource
    void everyBackendTakesTheSameStepsAndLearns(Optimizer optimizer) {
        double rate = optimizer == Optimizer.SGD ? 0.3 : 0.05;
        Training reference = Training.run(Settings.DEFAULT.on("interpreter"), optimizer, rate, 7);
        assertEquals(6 * 7, reference.losses().size());
        assertEquals(1.0, reference.accuracy(), 0.05);
        assertTrue(reference.result().loss() < 0.3 * reference.losses().getFirst(), reference.losses().toString());
        for (String backend : Working.names().toList()) {
            Training other = Training.run(Settings.DEFAULT.on(backend), optimizer, rate, 7);
            for (int k = 0; k < reference.losses().size(); k++) {
                assertEquals(reference.losses().get(k), other.losses().get(k), 1e-9, backend + " at step " + k);
            }
            assertEquals(reference.accuracy(), other.accuracy(), backend);
        }
    }

    @ParameterizedTest
    @MethodSource("mg.tests.Working#names")
    void aSeedDecidesEverything(String backend) {
        Settings settings = Settings.DEFAULT.on(backend);
        Training first = Training.run(settings, Optimizer.SGD, 0.3, 7);
        Training second = Training.run(settings, Optimizer.SGD, 0.3, 7);
        assertEquals(first.losses(), second.losses());
        assertEquals(first.result().parameters(), second.result().parameters());
        assertNotEquals(first.losses(), Training.run(settings, Optimizer.SGD, 0.3, 8).losses());
        assertNotEquals(first.losses(), Training.run(settings.seeded(1), Optimizer.SGD, 0.3, 7).losses());
    }

    @ParameterizedTest
    @MethodSource("mg.tests.Working#names")
    void singlePrecisionLearnsAsWell(String backend) {
        Training f32 = Training.run(Settings.DEFAULT.on(backend).with(ElementType.F32), Optimizer.SGD, 0.3, 7);
        Training f64 = Training.run(Settings.DEFAULT.on(backend), Optimizer.SGD, 0.3, 7);
        assertEquals(f64.losses().getFirst(), f32.losses().getFirst(), 1e-5);
        assertEquals(f64.result().loss(), f32.result().loss(), 1e-3);
        assertEquals(Type.of(ElementType.F32, 8, 2), f32.result().parameters().get("W1").type());
    }

    @ParameterizedTest
    @MethodSource("mg.tests.Working#names")
    void aLossThatIsNoLongerANumberEndsIt(String backend) {
        DiagnosticException e = assertThrows(DiagnosticException.class,
                () -> Training.run(Settings.DEFAULT.on(backend), Optimizer.SGD, 1e200, 7));
        String message = e.getMessage();
        assertTrue(message.matches("(?s)error: training broke off: at step 2 of epoch 1 the loss is "
                + "(NaN|-?Infinity|\\S+), and parameter '\\w+' has become (NaN|-?Infinity|\\S+) in element \\d+\n"
                + "  try a smaller learning rate than 1.0E200(\n<text>:.*)?"), message);
    }

    @ParameterizedTest
    @MethodSource("mg.tests.Working#names")
    void theOperationThatMadeTheFirstNanIsNamed(String backend) {
        var model = Mg.parse("param w: real = 1\nfn loss(x: real) = (w - 3)^2 + sqrt(x - w)\n");
        var trainer = new Trainer(model.with(Settings.DEFAULT.on(backend)),
                new Plan("loss", "", 1, 1, Optimizer.SGD, 0.3, 7), Map.of());
        Dataset data = Dataset.of(trainer.example(), Map.of("x", Tensor.of(new double[] {0.5})));
        DiagnosticException e = assertThrows(DiagnosticException.class,
                () -> trainer.train(data, Map.of(), watch(new ArrayList<>(), Integer.MAX_VALUE)));
        assertEquals("""
                error: training broke off: at step 1 of epoch 1 the loss is NaN, and parameter 'w' has become NaN in element 0
                  try a smaller learning rate than 0.3
                <text>:2:32: error: 'sqrt' of -0.5 gives NaN
                  fn loss(x: real) = (w - 3)^2 + sqrt(x - w)
                                                 ^^^^^^^^^^^
                  this happened in the forward part""", e.getMessage());
    }

    @Test
    void stoppingKeepsWhatThereIs() {
        var plan = new Plan("loss", "", 6, 8, Optimizer.SGD, 0.3, 7);
        var trainer = new Trainer(Mg.parse(TEXT), plan, Map.of());
        var losses = new ArrayList<Double>();
        Result result = trainer.train(Dataset.of(trainer.example(), clusters()), Map.of(), watch(losses, 10));
        assertEquals(10, losses.size());
        assertEquals(1, result.epochs());
        assertTrue(result.parameters().keySet().containsAll(List.of("W1", "b1", "W2", "b2")));
    }

    @Test
    void trainingGoesOnFromGivenParameters() {
        Model model = Mg.parse(TEXT);
        Training first = Training.run(Settings.DEFAULT, Optimizer.SGD, 0.3, 7);
        var plan = new Plan("loss", "", 1, EXAMPLES, Optimizer.SGD, 0.3, 7);
        var trainer = new Trainer(model, plan, Map.of());
        var losses = new ArrayList<Double>();
        Dataset data = Dataset.of(trainer.example(), clusters());
        trainer.train(data, first.result().parameters(), watch(losses, 1));
        assertEquals(trainer.evaluate("loss", data, first.result().parameters()), losses.getFirst(), 1e-12);
    }

    @Test
    void eachTrainingBeginsWithTheFirstValuesButForThoseThatAreGiven() {
        var trainer = new Trainer(Mg.parse(TEXT), new Plan("loss", "right", 1, 8, Optimizer.MOMENTUM, 0.3, 1),
                Map.of());
        Dataset data = Dataset.of(trainer.example(), clusters());
        Map<String, Tensor> first = trainer.train(data, Map.of(), watch(new ArrayList<>(), 0)).parameters();
        Map<String, Tensor> learned = trainer.train(data, Map.of(), watch(new ArrayList<>(), 3)).parameters();
        assertNotEquals(first.get("W1"), learned.get("W1"));
        Map<String, Tensor> given = trainer.train(data, Map.of("W2", learned.get("W2")), watch(new ArrayList<>(), 0))
                .parameters();
        assertEquals(learned.get("W2"), given.get("W2"));
        assertEquals(first.get("W1"), given.get("W1"));
        assertEquals(first, trainer.train(data, Map.of(), watch(new ArrayList<>(), 0)).parameters());
        assertThrows(DiagnosticException.class,
                () -> trainer.train(data, Map.of("b1", Tensor.of(1, 2)), watch(new ArrayList<>(), 0)));
    }

    @Test
    void dataThatDoesNotFitIsRefused() {
        var trainer = new Trainer(Mg.parse(TEXT), new Plan("loss", "", 1, 8, Optimizer.SGD, 0.3, 7), Map.of());
        Tensor x = clusters().get("x");
        Tensor label = clusters().get("label");
        assertEquals("error: data for 'label' is 3 in example 1, but it must be in 0..2\n"
                + "  it is used as a position at <text>:6:35",
                refused(trainer, Map.of("x", x, "label", Tensor.wholes(label.type(), k -> 3L * (k % 2)))));
        Tensor bad = Tensor.reals(x.type(), k -> k == 5 ? Double.NaN : x.real(k));
        assertEquals("error: data for 'x' is NaN in example 2, element 1",
                refused(trainer, Map.of("x", bad, "label", label)));
        assertTrue(refused(trainer, Map.of("x", x)).startsWith("error: no data for argument 'label'"));
        assertTrue(refused(trainer, Map.of("x", x, "label", Tensor.wholes(Type.of(ElementType.I64, 3), k -> k)))
                .startsWith("error: 'x' has 50 examples, 'label' 3"));
        assertTrue(refused(trainer, Map.of("x", x.reshaped(Type.of(ElementType.F64, 25, 4)), "label", label))
                .startsWith("error: data for 'x' is f64[25,4]; each example is f64[2]"));
    }

    private static String refused(Trainer trainer, Map<String, Tensor> data) {
        return assertThrows(DiagnosticException.class, () -> Dataset.of(trainer.example(), data)).getMessage();
    }
}
