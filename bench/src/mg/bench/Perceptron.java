package mg.bench;

import java.util.function.DoubleSupplier;
import mg.CompiledGraph;
import mg.Settings;
import mg.ir.Tensor;

/// The network of `examples/mnist/MnistScalars.java`, 784-50-10 with one value for each number, which learns from one
/// image at a time; either the graph itself or compiled.
final class Perceptron implements Contender {
    private final Tensor images;
    private final Tensor digits;
    private final int count;
    private final MnistScalars network;
    private final DoubleSupplier step;
    private final boolean settles;
    private double mean;

    private Perceptron(Tensor images, Tensor digits, int count, MnistScalars network, DoubleSupplier step,
            boolean settles) {
        this.images = images;
        this.digits = digits;
        this.count = count;
        this.network = network;
        this.step = step;
        this.settles = settles;
    }

    /// @param count of how many images a call learns
    static Perceptron eager(Tensor images, Tensor digits, int count) {
        var network = new MnistScalars();
        return new Perceptron(images, digits, count, network, network::step, true);
    }

    static Perceptron compiled(Tensor images, Tensor digits, int count, Settings settings) {
        var network = new MnistScalars();
        CompiledGraph graph = network.graph(settings);
        return new Perceptron(images, digits, count, network, () -> MnistScalars.step(graph),
                settings.backend().equals("jvm"));
    }

    /// Learns from all images in turn.
    @Override
    public double run(long calls) {
        double began = Clock.seconds();
        for (long k = 0; k < calls; k++) {
            double sum = 0;
            for (int n = 0; n < count; n++) {
                network.show(images, digits, n);
                sum += step.getAsDouble();
            }
            mean = sum / count;
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
