package mg.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import mg.Model;
import mg.data.Safetensors;
import mg.ir.Diagnostic;
import mg.ir.DiagnosticException;
import mg.ir.Tensor;
import mg.train.Dataset;
import mg.train.Optimizer;
import mg.train.Plan;
import mg.train.Result;
import mg.train.Trainer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `mg train`: minimises the mean of a loss over examples by its parameters.
@Command(
        name = "train",
        description = "Trains the parameters of a program on examples.",
        footer = {
            "",
            "Data has one more leading axis than the argument: it counts the examples.",
            "Ctrl-C ends training after the step it is at; what there is then is evaluated and saved,"
                    + " and the exit status is 130."
        })
final class TrainCommand implements Callable<Integer> {
    private static final String LOSS = "loss";
    private static final String ACCURACY = "accuracy";

    @Spec
    private CommandSpec spec;

    @Mixin
    private CompileOptions options;

    @Parameters(index = "0", paramLabel = "FILE[:LOSS]", converter = Target.Converter.class,
            description = "A .mg or .ir file, or - for standard input, and perhaps its loss.")
    private Target target;

    @Parameters(index = "1..*", paramLabel = "NAME=DATA", description = Text.DESCRIPTION)
    private List<String> data = List.of();

    @Option(names = "--test", arity = "1..*", paramLabel = "NAME=DATA",
            description = "Examples to evaluate the result on.")
    private List<String> test = List.of();

    @Option(names = "--loss", paramLabel = "FUNCTION", description = "What to minimise; 'loss' unless it is said.")
    private String loss;

    @Option(names = "--metric", paramLabel = "FUNCTION",
            description = "What to report of the test examples; 'accuracy' if there is one, otherwise the loss.")
    private String metric;

    @Option(names = "--epochs", paramLabel = "N", description = "How often to use each example; ${DEFAULT-VALUE}.")
    private int epochs = 10;

    @Option(names = "--batch", paramLabel = "N", description = "Examples for one step; ${DEFAULT-VALUE}.")
    private int batch = 20;

    @Option(names = "--optimizer", paramLabel = "NAME",
            description = "sgd (the default), momentum or adam.")
    private Optimizer optimizer = Optimizer.SGD;

    @Option(names = "--lr", paramLabel = "RATE",
            description = "The learning rate; 0.1 for sgd, 0.01 for momentum, 0.001 for adam unless it is said.")
    private Double rate;

    @Option(names = "--save", paramLabel = "FILE.safetensors", description = "Write the parameters there.")
    private Path save;

    @Option(names = "--plot", paramLabel = "FILE.png", description = "Draw the loss there.")
    private Path plot;

    @Option(names = "--json", description = "Print the result as one line of JSON, and no progress.")
    private boolean json;

    @Override
    public Integer call() {
        Assignments.requireOneReader(
                spec.commandLine(), target, Stream.concat(data.stream(), test.stream()).toList());
        Examples examples = Examples.of(Assignments.of(spec.commandLine(), target, data));
        Examples tests = Examples.of(Assignments.of(spec.commandLine(), target, test));
        check();
        Model model = options.model(target);
        String lossName = lossName(model);
        String metricName = metricName(model, lossName);
        Plan plan = new Plan(lossName, metricName, epochs, batch, optimizer, rate(), options.seed());
        var trainer = new Trainer(model, plan, examples.types(model.function(lossName)));
        Dataset training = examples.dataset(trainer.example());
        Optional<Dataset> testing = test.isEmpty() ? Optional.empty() : Optional.of(tests.dataset(trainer.example()));
        Map<String, Tensor> start = options.weights();
        trainer.metric(metricName, start);
        trainer.compile(training);
        return model.located(() -> train(trainer, plan, training, testing, start));
    }

    private int train(Trainer trainer, Plan plan, Dataset data, Optional<Dataset> test, Map<String, Tensor> start) {
        PrintWriter out = spec.commandLine().getOut();
        var viewer = json
                ? TrainingDisplay.Viewer.NONE
                : Terminal.isInteractive() ? TrainingDisplay.Viewer.TERMINAL : TrainingDisplay.Viewer.LINES;
        if (!json) {
            out.println(trainer.size() + " numbers to learn from " + data.size() + " examples");
        }
        try (var interrupt = new Interrupt()) {
            var display = new TrainingDisplay(
                    viewer, "training", "examples", epochs, data.size(), spec.commandLine().getErr(), interrupt);
            Result result;
            try (display) {
                result = trainer.train(data, start, display);
                display.finish(result.examplesPerSecond());
            }
            var parameters = new LinkedHashMap<>(start);
            parameters.putAll(result.parameters());
            if (save != null) {
                Safetensors.write(save, parameters);
            }
            Optional<Double> value = test.map(t -> trainer.evaluate(plan.metric(), t, parameters));
            print(out, plan, result, value);
            if (plot != null) {
                LossPlot.write(plot, target.stem() + ": " + plan.loss(), Map.of(plan.loss(), display.curve()));
            }
            return interrupt.requested() ? Interrupt.STATUS : 0;
        }
    }

    private void print(PrintWriter out, Plan plan, Result result, Optional<Double> test) {
        if (json) {
            JsonOutput.print(out, o -> {
                o.field("epochs", result.epochs()).field("loss", result.loss());
                if (test.isPresent()) {
                    o.object("test", t -> t.field(plan.metric(), test.get()));
                }
                o.field("examples_per_second", result.examplesPerSecond());
            });
            return;
        }
        out.println(String.format(Locale.ROOT, "%s %.6g after %d of %d epochs, %,.0f examples/s",
                plan.loss(), result.loss(), result.epochs(), plan.epochs(), result.examplesPerSecond()));
        test.ifPresent(value -> out.println(String.format(Locale.ROOT, "test %s %.6g", plan.metric(), value)));
        if (save != null) {
            out.println("parameters in " + save);
        }
        if (plot != null) {
            out.println("plot of the loss in " + plot);
        }
    }

    /// Finds what is wrong with the options before any work.
    private void check() {
        if (epochs < 1 || batch < 1) {
            throw new ParameterException(spec.commandLine(), (epochs < 1 ? "--epochs" : "--batch") + " is at least 1");
        }
        if (!(rate() > 0) || Double.isInfinite(rate())) {
            throw new ParameterException(spec.commandLine(), "--lr is a positive number, not " + rate);
        }
        if (save != null) {
            OutputFiles.requireFile(save);
        }
        if (plot != null) {
            OutputFiles.requireFile(plot);
        }
    }

    private double rate() {
        if (rate != null) {
            return rate;
        }
        return switch (optimizer) {
            case SGD -> 0.1;
            case MOMENTUM -> 0.01;
            case ADAM -> 0.001;
        };
    }

    private String lossName(Model model) {
        if (loss != null && !target.name().isEmpty() && !loss.equals(target.name())) {
            throw new ParameterException(
                    spec.commandLine(), "two losses: '" + target.name() + "' and, after --loss, '" + loss + "'");
        }
        if (loss != null) {
            return loss;
        }
        return target.name().isEmpty() && model.functions().contains(LOSS) ? LOSS : target.function(model);
    }

    private String metricName(Model model, String lossName) {
        if (metric == null) {
            return model.functions().contains(ACCURACY) ? ACCURACY : lossName;
        }
        if (test.isEmpty()) {
            throw new DiagnosticException(Diagnostic.of("--metric says what to report of test examples; there are none",
                    "give them after --test"));
        }
        return metric;
    }
}
