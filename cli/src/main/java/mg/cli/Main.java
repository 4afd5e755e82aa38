package mg.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The `mg` command. Exit status: 0; 1 for an error in the user's program or data; 2 for wrong usage; 3 for a bug of ours.
@Command(
        name = "mg",
        description = "Runs, differentiates and compiles differentiable programs.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class)
public final class Main implements Runnable {
    @Spec
    private CommandSpec spec;

    private Main() {}

    /// Runs the command and ends the JVM with its exit status.
    public static void main(String[] arguments) {
        System.exit(run(
                new PrintWriter(System.out, true), new PrintWriter(System.err, true), arguments));
    }

    /// The exit status of the command, which writes to `out` and `err`.
    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        return new CommandLine(new Main()).setOut(out).setErr(err).execute(arguments);
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
