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
            entries.add(new Work.Entry(backend, "", () -> new Epoch(trainer(backend, element, batch, rate),
                    data(element, IMAGES), backend.equals("jvm"), 1e-3)));
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

    /// An epoch over the first images, one at a time, by a backend; to be compared with one that begins with other
    /// weights.
    Contender epoch(String backend, double rate, int images) {
        return new Epoch(trainer(backend, ElementType.F64, 1, rate), data(ElementType.F64, images),
                backend.equals("jvm"), 0.5);
    }

    /// All images, each pixel from 0 to 255.
    Tensor images() {
        return read("images", Type.of(ElementType.F64, 28, 28));
    }

    /// The digits that they show.
    Tensor digits() {
        return read("labels", Type.I64);
    }

    private Tensor read(String what, Type each) {
        String file = "data/train-" + what + "-idx" + (each.rank() + 1) + "-ubyte.gz";
        return Data.readExamples(folder.resolve(file).toString(), each);
    }

    /// The first images and their labels.
    private Dataset data(ElementType element, int count) {
        Model model = Mg.load(folder.resolve("mnist.mg")).with(Settings.DEFAULT.with(element));
        var trainer = new Trainer(model, new Plan("loss", "", 1, 1, Optimizer.SGD, 0.1, 0), Map.of());
        return Dataset.of(trainer.example(), Map.of(
                "image", read("images", Type.of(element, 28, 28)).part(Type.of(element, count, 28, 28), 0),
                "label", read("labels", Type.I64).part(Type.of(ElementType.I64, count), 0)));
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
        private final double tolerance;
        private Result last;

        Epoch(Trainer trainer, Dataset data, boolean settles, double tolerance) {
            this.tolerance = tolerance;
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
            return tolerance;
        }
    }
}
