package mg.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import mg.Settings;

/// Programs that are written with one value for each number, compiled, against the same with arrays.
record Scalars(Training training, Names names) {
    private static final int IMAGES = 1024;

    List<Work> works() {
        return List.of(digits(), letters());
    }

    /// A perceptron, 784-50-10, that learns from one image at a time.
    private Work digits() {
        var entries = new ArrayList<Work.Entry>();
        for (String backend : List.of("jvm", "c")) {
            entries.add(new Work.Entry(backend, "", () ->
                    Perceptron.compiled(training.images(), training.digits(), IMAGES, Settings.DEFAULT.on(backend))));
        }
        for (String backend : List.of("jvm", "c")) {
            entries.add(new Work.Entry("mnist.mg, " + backend, "", () ->
                    training.epoch(backend, MnistScalars.RATE, IMAGES)));
        }
        entries.add(new Work.Entry("the graph itself", "", () ->
                Perceptron.eager(training.images(), training.digits(), IMAGES)));
        return new Work("scalars/mnist", "MNIST training batch 1", Work.Kind.SCALARS, 0.8, IMAGES, "images", entries);
    }

    /// The language model of `examples/microgpt`.
    private Work letters() {
        var entries = new ArrayList<Work.Entry>();
        for (String backend : List.of("jvm", "c")) {
            entries.add(new Work.Entry(backend, "", () -> new Gpt(names, Settings.DEFAULT.on(backend))));
        }
        for (String backend : List.of("jvm", "c")) {
            entries.add(new Work.Entry("microgpt.mg, " + backend, "", () -> names.trained(backend)));
        }
        return new Work("scalars/microgpt", "microgpt, block " + Names.BLOCK, Work.Kind.SCALARS, 0.7, Names.STEPS,
                "steps", entries);
    }
}
