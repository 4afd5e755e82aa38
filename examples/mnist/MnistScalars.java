import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import mg.CompiledGraph;
import mg.Mg;
import mg.Settings;
import mg.data.Data;
import mg.ir.ElementType;
import mg.ir.Tensor;
import mg.ir.Type;
import mg.nn.MLP;
import mg.value.Value;

/// Reads digits with one value for each pixel and each weight: 784-50-10, one image a step, as `scalars.mg` does. The
/// graph is built once; with `compiled` it is compiled, otherwise it computes itself again for each image.
///
///     mg java examples/mnist/MnistScalars.java [IMAGES] [compiled]
class MnistScalars {
    private static final Path DATA = Path.of("examples", "mnist", "data");
    static final double RATE = 0.01;

    private final List<Value> pixels = inputs(784);
    private final List<Value> digit = inputs(10);
    private final List<Value> chances;
    private final Value loss;
    private final MLP network;

    MnistScalars() {
        network = new MLP(784, List.of(50, 10), new Random(1));
        // From -1..1 to what so many inputs can bear.
        network.parameters().forEach(p -> p.data(p.data() / 20));
        List<Value> scores = network.apply(pixels);

        // softmax, the greatest taken off, and -Σ y log(p + 0.0001)
        Value greatest = Value.max(scores);
        List<Value> powers = scores.stream().map(z -> z.sub(greatest).exp()).toList();
        Value total = Value.sum(powers);
        chances = powers.stream().map(e -> e.div(total)).toList();
        loss = Value.dot(digit, chances.stream().map(p -> p.add(0.0001).log()).toList()).neg();
    }

    private static List<Value> inputs(int count) {
        var all = new ArrayList<Value>();
        for (int k = 0; k < count; k++) {
            all.add(Value.input(0));
        }
        return all;
    }

    public static void main(String[] arguments) {
        int images = arguments.length == 0 ? 1000 : Integer.parseInt(arguments[0]);
        var model = new MnistScalars();
        Tensor pixels = read("train-images-idx3-ubyte.gz", Type.of(ElementType.F64, 28, 28));
        Tensor labels = read("train-labels-idx1-ubyte.gz", Type.I64);
        if (arguments.length < 2) {
            model.train(pixels, labels, images);
        } else {
            model.compiled(pixels, labels, images);
        }
        model.test();
    }

    private static Tensor read(String name, Type each) {
        return Data.readExamples(DATA.resolve(name).toString(), each);
    }

    private void train(Tensor images, Tensor labels, int count) {
        long began = System.nanoTime();
        double sum = 0;
        for (int k = 0; k < count; k++) {
            show(images, labels, k);
            sum += step();
        }
        say("eager: %.4f loss, %,.0f images in a second", sum / count, count / ((System.nanoTime() - began) / 1e9));
    }

    private void compiled(Tensor images, Tensor labels, int count) {
        long began = System.nanoTime();
        CompiledGraph graph = graph(Settings.DEFAULT);
        show(images, labels, 0);
        graph.forward();
        graph.backward();
        graph.zeroGrad();
        say("compiled in %.1f s", (System.nanoTime() - began) / 1e9);
        began = System.nanoTime();
        double sum = 0;
        for (int k = 0; k < count; k++) {
            show(images, labels, k);
            sum += step(graph);
        }
        say("compiled: %.4f loss, %,.0f images in a second", sum / count, count / ((System.nanoTime() - began) / 1e9));
    }

    /// Learns from the image that is shown; the loss before.
    double step() {
        network.zeroGrad();
        loss.forward();
        loss.backward();
        network.parameters().forEach(p -> p.data(p.data() - RATE * p.grad()));
        return loss.data();
    }

    /// The same, compiled, with gradients for the parameters alone.
    CompiledGraph graph(Settings settings) {
        return Mg.compile(loss, settings).ofParameters();
    }

    /// Learns from the image that is shown by the compiled graph; the loss before.
    static double step(CompiledGraph graph) {
        graph.zeroGrad();
        double before = graph.backward();
        graph.update(RATE);
        return before;
    }

    /// How many images of the test it reads.
    private void test() {
        Tensor images = read("test-images-idx3-ubyte.gz", Type.of(ElementType.F64, 28, 28));
        Tensor labels = read("test-labels-idx1-ubyte.gz", Type.I64);
        int right = 0;
        int count = labels.type().size(0);
        for (int k = 0; k < count; k++) {
            show(images, labels, k);
            loss.forward();
            int best = 0;
            for (int c = 1; c < 10; c++) {
                best = chances.get(c).data() > chances.get(best).data() ? c : best;
            }
            right += best == labels.whole(k) ? 1 : 0;
        }
        say("%.1f %% of %d others are read", 100.0 * right / count, count);
    }

    /// Sets the inputs to an image, from 0 to 1, and to its digit.
    void show(Tensor images, Tensor labels, int k) {
        for (int i = 0; i < 784; i++) {
            pixels.get(i).data(images.real(784 * k + i) / 255);
        }
        for (int c = 0; c < 10; c++) {
            digit.get(c).data(labels.whole(k) == c ? 1 : 0);
        }
    }

    private static void say(String format, Object... numbers) {
        System.out.println(String.format(Locale.ROOT, format, numbers));
    }
}
