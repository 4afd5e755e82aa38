package mg.bench;

import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import mg.CompiledGraph;
import mg.Mg;
import mg.Settings;
import mg.nn.MLP;
import mg.value.Value;

/// A network 784-50-10 of scalar values, one for each pixel, weight and number between, that learns from one image at a time,
/// as `examples/mnist/MnistScalars.java` does; either the graph itself or compiled.
final class Perceptron implements Contender {
    private static final int PIXELS = 784;

    private final double[] images;
    private final long[] digits;
    private final double rate;
    private final List<Value> pixels = inputs(PIXELS);
    private final List<Value> digit = inputs(10);
    private final MLP network = new MLP(PIXELS, List.of(50, 10), new Random(1));
    private final Value loss;
    private DoubleSupplier step = this::eagerStep;
    private boolean settles = true;
    private double mean;

    /// @param images one after the other, each pixel from 0 to 1
    Perceptron(double[] images, long[] digits, double rate) {
        this.images = images;
        this.digits = digits;
        this.rate = rate;
        network.parameters().forEach(p -> p.data(p.data() / 20));
        List<Value> scores = network.apply(pixels);
        Value greatest = Value.max(scores);
        List<Value> powers = scores.stream().map(z -> z.sub(greatest).exp()).toList();
        Value total = Value.sum(powers);
        loss = Value.dot(digit, powers.stream().map(e -> e.div(total).add(0.0001).log()).toList()).neg();
    }

    private static List<Value> inputs(int count) {
        return IntStream.range(0, count).mapToObj(_ -> Value.input(0)).toList();
    }

    /// The same, compiled.
    Perceptron compiled(Settings settings) {
        CompiledGraph graph = Mg.compile(loss, settings).ofParameters();
        settles = settings.backend().equals("jvm");
        step = () -> {
            graph.zeroGrad();
            double before = graph.backward();
            graph.update(rate);
            return before;
        };
        return this;
    }

    private double eagerStep() {
        network.zeroGrad();
        loss.forward();
        loss.backward();
        network.parameters().forEach(p -> p.data(p.data() - rate * p.grad()));
        return loss.data();
    }

    /// Learns from all images in turn.
    @Override
    public double run(long calls) {
        double began = Clock.seconds();
        for (long k = 0; k < calls; k++) {
            double sum = 0;
            for (int n = 0; n < digits.length; n++) {
                for (int i = 0; i < PIXELS; i++) {
                    pixels.get(i).data(images[PIXELS * n + i]);
                }
                for (int c = 0; c < 10; c++) {
                    digit.get(c).data(digits[n] == c ? 1 : 0);
                }
                sum += step.getAsDouble();
            }
            mean = sum / digits.length;
        }
        return Clock.seconds() - began;
    }

    /// The mean loss.
    @Override
    public double[] result() {
        return new double[] {mean};
    }

    @Override
    public boolean settles() {
        return settles;
    }
}
