package mg.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.function.Supplier;
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
            "'mg COMMAND --help' says more about a command.",
            "'mg java FILE.java' runs a program in Java that uses mg."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        scope = ScopeType.INHERIT)
public final class Main implements Runnable {
    /// How each command is made, by name, in the order of the help.
    private static final SequencedMap<String, Supplier<Object>> COMMANDS = commands();

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
    public static int run(PrintWriter out, PrintWriter err, String... arguments) {
        var main = new Main();
        var faults = new Faults(arguments, () -> main.debug);
        var command = new CommandLine(main);
        // What picocli reads from a class by reflection takes longer than a small program: the named command is enough.
        String first = arguments.length == 0 ? "" : arguments[0];
        COMMANDS.forEach((name, make) -> {
            if (name.equals(first) || !COMMANDS.containsKey(first)) {
                command.addSubcommand(name, make.get());
            }
        });
        command.setOut(out)
                .setErr(err)
                .setExpandAtFiles(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(ElementType.class, Main::real)
                .setParameterExceptionHandler(faults)
                .setExecutionExceptionHandler(faults);
        try {
            return command.execute(Arrays.stream(arguments).map(Target::unlikeAnOption).toArray(String[]::new));
        } catch (Error e) {
            return faults.report(e, err);
        } finally {
            out.flush();
            err.flush();
        }
    }

    private static SequencedMap<String, Supplier<Object>> commands() {
        var commands = new LinkedHashMap<String, Supplier<Object>>();
        commands.put("run", RunCommand::new);
        commands.put("grad", GradCommand::new);
        commands.put("check", CheckCommand::new);
        commands.put("train", TrainCommand::new);
        commands.put("ir", IrCommand::new);
        commands.put("emit", EmitCommand::new);
        commands.put("bench", BenchCommand::new);
        commands.put("demo", DemoCommand::new);
        commands.put("gradbench", GradBenchCommand::new);
        commands.put("backends", BackendsCommand::new);
        return commands;
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
