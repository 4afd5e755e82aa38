package mg.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import mg.Mg;
import mg.Model;
import mg.Settings;
import mg.data.Data;
import mg.ir.ElementType;
import mg.ir.Tensor;
import mg.ir.Type;
import mg.train.Dataset;
import mg.train.Optimizer;
import mg.train.Plan;
import mg.train.Progress;
import mg.train.Result;
import mg.train.Trainer;

/// Training the network of `examples/mnist`, 784-50-10, on [#IMAGES] of its images: an epoch is a call.
final class Training {
    static final int IMAGES = 2560;
    private static final List<Integer> BATCHES = List.of(1, 20, 256);

    private final Path folder;
    private final Peers peers;

    Training(Path folder, Peers peers) {
        this.folder = folder;
        this.peers = peers;
    }

    List<Work> works() {
        return Stream.of(ElementType.F64, ElementType.F32)
                .flatMap(element -> BATCHES.stream().map(batch -> work(element, batch)))
                .toList();
    }

    private Work work(ElementType element, int batch) {
        String type = element == ElementType.F64 ? "f64" : "f32";
        double rate = batch == 1 ? 0.01 : 0.1;
        var entries = new ArrayList<Work.Entry>();
        for (String backend : List.of("jvm", "c")) {
            entries.add(new Work.Entry(backend, "", () -> new Epoch(trainer(backend, element, batch, rate), data(element), backend.equals("jvm"))));
        }
        Object[] question = {"mnist", type, batch, rate, IMAGES, folder.resolve("data")};
        entries.add(new Work.Entry("PyTorch", "", () -> peers.pytorch(0.1, question)));
        if (element == ElementType.F32) { // DJL's Trainer takes no other
            entries.add(new Work.Entry("DJL", "", () -> peers.djl(0.1, question)));
        }
        double atLeast = batch == 1 ? 5 : batch == 20 ? 2 : 1.5;
        return new Work("mnist/" + type + "/" + batch, "MNIST training " + type + " batch " + batch, Work.Kind.TRAINING,
                atLeast, IMAGES, "images", entries);
    }

    /// What trains by steps of `batch` images on a backend.
    Trainer trainer(String backend, ElementType element, int batch, double rate) {
        Model model = Mg.load(folder.resolve("mnist.mg")).with(Settings.DEFAULT.on(backend).with(element));
        return new Trainer(model, new Plan("loss", "", 1, batch, Optimizer.SGD, rate, 0), Map.of());
    }

    /// The first images and their labels.
    Dataset data(ElementType element) {
        Tensor images = Data.readExamples(folder.resolve("data/train-images-idx3-ubyte.gz").toString(), Type.of(element, 28, 28));
        Tensor labels = Data.readExamples(folder.resolve("data/train-labels-idx1-ubyte.gz").toString(), Type.I64);
        Model model = Mg.load(folder.resolve("mnist.mg")).with(Settings.DEFAULT.with(element));
        var trainer = new Trainer(model, new Plan("loss", "", 1, 1, Optimizer.SGD, 0.1, 0), Map.of());
        return Dataset.of(trainer.example(), Map.of(
                "image", images.part(Type.of(element, IMAGES, 28, 28), 0),
                "label", labels.part(Type.of(ElementType.I64, IMAGES), 0)));
    }

    /// One epoch from the first values of the parameters; its result is the mean loss.
    private static final class Epoch implements Contender {
        private static final Progress SILENT = new Progress() {
            @Override
            public void step(int epoch, long step, double loss, long examples) {}

            @Override
            public boolean stop() {
                return false;
            }
        };

        private final Trainer trainer;
        private final Dataset data;
        private final boolean settles;
        private Result last;

        Epoch(Trainer trainer, Dataset data, boolean settles) {
            this.settles = settles;
            this.trainer = trainer;
            this.data = data;
            trainer.compile(data);
        }

        @Override
        public double run(long calls) {
            double began = Clock.seconds();
            for (long k = 0; k < calls; k++) {
                last = trainer.train(data, Map.of(), SILENT);
            }
            return Clock.seconds() - began;
        }

        @Override
        public double[] result() {
            return new double[] {last.loss()};
        }

        @Override
        public boolean settles() {
            return settles;
        }

        /// Sums are formed in another order by each backend, 2,560 times after each other.
        @Override
        public double tolerance() {
            return 1e-3;
        }
    }
}
