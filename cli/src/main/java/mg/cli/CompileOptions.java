package mg.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import mg.Backends;
import mg.Model;
import mg.ModelFunction;
import mg.Settings;
import mg.data.Safetensors;
import mg.ir.Backend;
import mg.ir.Diagnostic;
import mg.ir.DiagnosticException;
import mg.ir.ElementType;
import mg.ir.Options;
import mg.ir.Tensor;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The options of every command that compiles.
final class CompileOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--backend",
            paramLabel = "NAME",
            description = "What runs it: jvm (the default), c or interpreter; 'mg backends' says which work here.")
    private String backend;

    @Option(names = "--dtype", paramLabel = "f64|f32", description = "What 'real' means; f64 unless it is said.")
    private ElementType real = ElementType.F64;

    @Option(
            names = "--size",
            paramLabel = "NAME=N",
            description = "A size that does not follow from the arguments. Repeatable.")
    private Map<String, Integer> sizes = Map.of();

    @Option(names = "--threads", paramLabel = "N",
            description = "Use at most N threads, one unless it is said; the interpreter uses one.")
    private int threads = 1;

    @Option(
            names = "--reproducible",
            description = "The same bits on every backend and platform: sums in the order of the program, library"
                    + " functions of one algorithm.")
    private boolean reproducible;

    @Option(names = "--seed", paramLabel = "N", description = "Where random numbers come from; 0 unless it is said.")
    private long seed;

    @Option(
            names = "--load",
            paramLabel = "FILE.safetensors",
            description = "Values of parameters; otherwise they have their initial values.")
    private Path file;

    private Map<String, Tensor> weights = Map.of();
    private boolean once;

    /// These, for what is called once or a few times.
    CompileOptions forOneCall() {
        once = true;
        return this;
    }

    /// Where random numbers come from.
    long seed() {
        return seed;
    }

    /// The name of the backend, if the user chose one.
    Optional<String> backend() {
        return Optional.ofNullable(backend);
    }

    /// Whether values of parameters were given.
    boolean hasWeights() {
        return file != null;
    }

    /// The options as settings.
    Settings settings() {
        if (threads < 1) {
            throw new ParameterException(spec.commandLine(), "--threads is at least 1, not " + threads);
        }
        List<String> names = Backends.all().stream().map(Backend::name).toList();
        if (backend != null && !names.contains(backend)) {
            throw new ParameterException(spec.commandLine(),
                    "no backend '" + backend + "'; there are " + String.join(", ", names));
        }
        sizes.forEach((name, n) -> {
            if (n < 0) {
                throw new ParameterException(spec.commandLine(), "size '" + name + "' is negative: " + n);
            }
        });
        String chosen = backend == null ? Settings.DEFAULT.backend() : backend;
        var backendOptions = new Options(reproducible).onThreads(threads);
        return new Settings(chosen, real, sizes, seed, once ? backendOptions.forOneCall() : backendOptions);
    }

    /// What a target's file holds.
    Model model(Target target) {
        return target.model().with(settings());
    }

    /// A target's function, with the parameters that were given.
    ModelFunction function(Target target) {
        Model model = model(target);
        return model.function(target.function(model)).parameters(weights());
    }

    /// The values of parameters that were given, by name.
    Map<String, Tensor> weights() {
        if (file != null && weights.isEmpty()) {
            weights = Safetensors.read(file);
        }
        return weights;
    }

    /// Checks that the file of weights, if one was given, has all that are needed.
    void requireAllOf(ModelFunction.Instance instance) {
        String missing = instance.parameters().keySet().stream()
                .filter(p -> !weights().containsKey(p))
                .map(p -> "'" + p + "'")
                .collect(Collectors.joining(", "));
        if (file != null && !missing.isEmpty()) {
            throw new DiagnosticException(Diagnostic.of(file + ": holds no " + missing,
                    weights().isEmpty() ? "it is empty" : "it holds " + String.join(", ", weights().keySet())));
        }
    }
}
