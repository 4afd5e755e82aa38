package mg.cli.gradbench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import mg.Backends;
import mg.Settings;
import mg.ir.Backend;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `mg gradbench`: a tool of GradBench on standard input and output.
@Command(
        name = "gradbench",
        description = "Answers GradBench: questions on standard input, answers on standard output, a line of JSON each.")
public final class GradBenchCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--backend",
            paramLabel = "NAME",
            defaultValue = "jvm",
            description = "What runs the programs: jvm (the default), c or interpreter.")
    private String backend;

    @Option(
            names = "--programs",
            paramLabel = "DIR",
            description = "Where the programs are, MODULE.mg for each module; mg's own unless it is said.")
    private Path programs;

    /// The command, for the command line to fill in.
    public GradBenchCommand() {}

    @Override
    public void run() {
        List<String> names = Backends.all().stream().map(Backend::name).toList();
        if (!names.contains(backend)) {
            throw new ParameterException(spec.commandLine(),
                    "no backend '" + backend + "'; there are " + String.join(", ", names));
        }
        Path folder = programs == null ? installed() : programs;
        if (!Files.isDirectory(folder)) {
            throw new ParameterException(spec.commandLine(), folder + " is not a folder");
        }
        var modules = new Modules(folder, Settings.DEFAULT.on(backend));
        try {
            new Session(modules, new BufferedWriter(spec.commandLine().getOut(), 1 << 16)).run(System.in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// `bench/gradbench` in the clone that this class was built in.
    private Path installed() {
        try {
            Path code = Path.of(GradBenchCommand.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            for (Path above = code; above != null; above = above.getParent()) {
                if (Files.isDirectory(above.resolve("bench/gradbench"))) {
                    return above.resolve("bench/gradbench");
                }
            }
            throw new ParameterException(spec.commandLine(), "bench/gradbench is not in any folder above " + code
                    + "; say where the programs are with --programs");
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
