package mg.bench;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.dataset.Batch;
import ai.djl.training.initializer.UniformInitializer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/// Trains a perceptron 784-50-10 in DJL with PyTorch's engine, on one thread, as bench/src/mg/bench/Worker.java asks
/// for it.
final class DjlWorker {
    private DjlWorker() {}

    public static void main(String[] words) throws Exception {
        System.setProperty("ai.djl.pytorch.num_threads", "1");
        System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
        Engine.getInstance();
        var in = new BufferedReader(new InputStreamReader(System.in));
        words = in.readLine().split(" "); // open mnist f32 BATCH RATE COUNT FOLDER
        int batch = Integer.parseInt(words[3]);
        float rate = Float.parseFloat(words[4]);
        int count = Integer.parseInt(words[5]);
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray images = manager.create(idx(words[6], "images-idx3", 16, count * 784), new Shape(count, 784))
                    .toType(DataType.FLOAT32, false);
            NDArray labels = manager.create(idx(words[6], "labels-idx1", 8, count), new Shape(count))
                    .toType(DataType.INT64, false);
            ArrayDataset data = new ArrayDataset.Builder().setData(images).optLabels(labels).setSampling(batch, true)
                    .build();
            float divisor = 255;
            images.divi(divisor);
            System.out.println("ready " + epoch(data, rate));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.startsWith("run ")) {
                    double began = Clock.seconds();
                    for (long k = Long.parseLong(line.substring(4)); k > 0; k--) {
                        epoch(data, rate);
                    }
                    System.out.println("took " + (Clock.seconds() - began));
                } else {
                    String peak = Files.readAllLines(Path.of("/proc/self/status")).stream()
                            .filter(s -> s.startsWith("VmHWM")).findFirst().orElseThrow();
                    System.out.println("peak " + peak.replaceAll("\\D", ""));
                }
            }
        }
    }

    /// The mean loss of an epoch.
    private static double epoch(ArrayDataset data, float rate) throws Exception {
        try (Model model = Model.newInstance("mlp")) {
            model.setBlock(new SequentialBlock()
                    .add(linear(50, 0.05f))
                    .add(Activation.reluBlock())
                    .add(linear(10, 0.3f)));
            var config = new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                    .optOptimizer(Optimizer.sgd().setLearningRateTracker(Tracker.fixed(rate)).build());
            try (Trainer trainer = model.newTrainer(config)) {
                trainer.initialize(new Shape(1, 784));
                double total = 0;
                long count = 0;
                for (Batch b : trainer.iterateDataset(data)) {
                    try (GradientCollector gradients = trainer.newGradientCollector()) {
                        NDList guess = trainer.forward(b.getData());
                        NDArray loss = trainer.getLoss().evaluate(b.getLabels(), guess);
                        gradients.backward(loss);
                        total += loss.getFloat() * b.getSize();
                        count += b.getSize();
                    }
                    trainer.step();
                    b.close();
                }
                return total / count;
            }
        }
    }

    private static Linear linear(int units, float scale) {
        Linear layer = Linear.builder().setUnits(units).build();
        layer.setInitializer(new UniformInitializer(scale), Parameter.Type.WEIGHT);
        return layer;
    }

    private static float[] idx(String folder, String what, int header, int size) throws IOException {
        Path file = Path.of(folder, "train-" + what + "-ubyte.gz");
        try (var in = new DataInputStream(new GZIPInputStream(Files.newInputStream(file)))) {
            in.readNBytes(header);
            byte[] bytes = in.readNBytes(size);
            var numbers = new float[size];
            for (int k = 0; k < size; k++) {
                numbers[k] = bytes[k] & 0xff;
            }
            return numbers;
        }
    }
}
