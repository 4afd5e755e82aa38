package mg.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import mg.cli.gradbench.GradBenchCommand;
import mg.ir.ElementType;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// The `mg` command. Exit status: 0; 1 for an error in the user's program or data; 2 for wrong usage; 3 for a bug of
/// ours. Wrong usage is what can be told without looking into a file.
@Command(
        name = "mg",
        description = "Runs, differentiates and compiles differentiable programs.",
        footer = {
            "",
            "Exit status: 0; 1 for an error in the program or the data; 2 for wrong usage; 3 for a bug in mg.",
            "'mg COMMAND --help' says more about a command."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        scope = ScopeType.INHERIT,
        subcommands = {
            RunCommand.class,
            GradCommand.class,
            CheckCommand.class,
            TrainCommand.class,
            IrCommand.class,
            EmitCommand.class,
            BenchCommand.class,
            DemoCommand.class,
            GradBenchCommand.class,
            BackendsCommand.class
        })
public final class Main implements Runnable {
    @Spec
    private CommandSpec spec;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Print where in mg an error comes from.")
    private boolean debug;

    private Main() {}

    /// Runs the command and ends the JVM with its exit status.
    public static void main(String[] arguments) {
        System.setProperty("java.awt.headless", "true");
        System.exit(run(
                new PrintWriter(System.out, true), new PrintWriter(System.err, true), arguments));
    }

    /// The exit status of the command, which writes to `out` and `err`.
    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        var main = new Main();
        var faults = new Faults(arguments, () -> main.debug);
        CommandLine command = new CommandLine(main)
                .setOut(out)
                .setErr(err)
                .setExpandAtFiles(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(ElementType.class, Main::real)
                .setParameterExceptionHandler(faults)
                .setExecutionExceptionHandler(faults);
        try {
            return command.execute(arguments);
        } catch (Error e) {
            return faults.report(e, err);
        } finally {
            out.flush();
            err.flush();
        }
    }

    private static ElementType real(String name) {
        return switch (name) {
            case "f64" -> ElementType.F64;
            case "f32" -> ElementType.F32;
            default -> throw new CommandLine.TypeConversionException("there are f64 and f32, not '" + name + "'");
        };
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "what should mg do?");
    }

    /// The version the build wrote beside this class.
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() throws IOException {
            try (InputStream version = Main.class.getResourceAsStream("version")) {
                return new String[] {"mg " + new String(version.readAllBytes(), StandardCharsets.UTF_8).strip()};
            }
        }
    }
}
