package mg.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import mg.Backends;
import mg.Mg;
import mg.Model;
import mg.Settings;
import mg.data.Safetensors;
import mg.ir.Backend;
import mg.ir.DiagnosticException;
import mg.train.Dataset;
import mg.train.Optimizer;
import mg.train.Plan;
import mg.train.Result;
import mg.train.Trainer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `mg demo`: trains a network on digits with each backend, and leaves all that comes of it in a folder.
@Command(
        name = "demo",
        description = "Trains a small network to read digits, on the JVM and in C, and leaves a plot of the loss, the"
                + " weights, and a C program that reads digits.")
final class DemoCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "-o", paramLabel = "DIR", description = "The folder to leave things in; ${DEFAULT-VALUE}.")
    private Path folder = Path.of("mg-demo");

    @Option(names = "--epochs", paramLabel = "N", description = "How often to use each image; ${DEFAULT-VALUE}.")
    private int epochs = 5;

    @Option(names = "--seed", paramLabel = "N", description = "Where random numbers come from; ${DEFAULT-VALUE}.")
    private long seed;

    private PrintWriter out;

    @Override
    public Integer call() {
        if (epochs < 1) {
            throw new ParameterException(spec.commandLine(), "--epochs is at least 1");
        }
        out = spec.commandLine().getOut();
        OutputFiles.requireFolder(folder.toAbsolutePath());
        Path program = Installation.example("mnist/mnist.mg");
        Map<String, LossCurve> curves = new LinkedHashMap<>();
        Map<String, Result> results = new LinkedHashMap<>();
        for (String backend : List.of("jvm", "c")) {
            String why = Backends.all().stream()
                    .filter(b -> b.name().equals(backend))
                    .findFirst()
                    .map(Backend::unavailable)
                    .orElse("it is not installed");
            if (!why.isEmpty()) {
                out.println("not trained with backend " + backend + ": " + why);
            } else if (!train(program, backend, curves, results)) {
                return Interrupt.STATUS;
            }
        }
        leave(program, curves, results.values().iterator().next());
        return 0;
    }

    /// Trains with one backend; whether it was not interrupted.
    private boolean train(Path program, String backend, Map<String, LossCurve> curves, Map<String, Result> results) {
        Model model = Mg.load(program).with(Settings.DEFAULT.on(backend).seeded(seed));
        var plan = new Plan("loss", "accuracy", epochs, 20, Optimizer.SGD, 0.1, seed);
        var trainer = new Trainer(model, plan, Map.of());
        Dataset images = digits("train").dataset(trainer.example());
        Dataset unseen = digits("test").dataset(trainer.example());
        trainer.compile(images);
        var viewer = Terminal.isInteractive() ? TrainingDisplay.Viewer.TERMINAL : TrainingDisplay.Viewer.LINES;
        try (var interrupt = new Interrupt()) {
            var display = new TrainingDisplay(
                    viewer, backend, "images", epochs, images.size(), spec.commandLine().getErr(), interrupt);
            try (display) {
                results.put(backend, trainer.train(images, Map.of(), display));
                display.finish(results.get(backend).examplesPerSecond());
            }
            if (interrupt.requested()) {
                return false;
            }
            curves.put(backend, display.curve());
        }
        Result result = results.get(backend);
        out.println(String.format(Locale.ROOT, "backend %-4s loss %.4f, test accuracy %.4f (%d images), %,.0f images/s",
                backend + ":", result.loss(), trainer.evaluate("accuracy", unseen, result.parameters()), unseen.size(),
                result.examplesPerSecond()));
        return true;
    }

    private static Examples digits(String set) {
        return Examples.of(Map.of(
                "image", "@" + Installation.example("mnist/data/" + set + "-images-idx3-ubyte.gz"),
                "label", "@" + Installation.example("mnist/data/" + set + "-labels-idx1-ubyte.gz")));
    }

    private void leave(Path program, Map<String, LossCurve> curves, Result result) {
        Safetensors.write(folder.resolve("mnist.safetensors"), result.parameters());
        var classifier = new DemoClassifier(folder);
        classifier.write(Mg.load(program), result.parameters());
        out.println();
        out.println("in " + folder.toAbsolutePath().normalize() + ":");
        try {
            LossPlot.write(folder.resolve("loss.png"), "Digits: the loss while training", curves);
            out.println("  loss.png            how the loss fell");
        } catch (DiagnosticException e) {
            out.println("  (no plot: " + e.diagnostics().getFirst().message() + ")");
        }
        out.println("  mnist.safetensors   the weights");
        out.println("  mnist.c mnist.h     the trained network; main.c reads the digits of an IDX file with it:");
        out.println("  " + DemoClassifier.COMMAND);
        out.println("  " + DemoClassifier.RUN);
        classifier.run().ifPresentOrElse(
                said -> out.println("  " + said), () -> out.println("  (there is no gcc here to do that)"));
    }
}
