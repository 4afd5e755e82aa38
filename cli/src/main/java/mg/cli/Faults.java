package mg.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import mg.ir.Diagnostic;
import mg.ir.DiagnosticException;
import mg.ir.Span;
import mg.ir.Trap;
import mg.lang.Suggestion;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// Tells the user what went wrong and gives the exit status: 1 for the user's program or data, 2 for wrong usage, 3 for
/// a bug of ours, which leaves a log file.
final class Faults implements IExecutionExceptionHandler, IParameterExceptionHandler {
    private static final int USER = 1;
    private static final int USAGE = 2;
    private static final int BUG = 3;
    /// What [Trap] says where it knows the place.
    private static final Pattern FAULT = Pattern.compile("(.+):(\\d+):(\\d+): error: (.*)");

    private final List<String> arguments;
    private final BooleanSupplier debug;

    /// @param debug whether to print stack traces
    Faults(String[] arguments, BooleanSupplier debug) {
        this.arguments = Arrays.asList(arguments);
        this.debug = debug;
    }

    @Override
    public int handleParseException(ParameterException e, String[] given) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        String name = command.getCommandSpec().qualifiedName();
        err.println(name + ": " + message(e, command));
        if (given.length == 0 && !command.getSubcommands().isEmpty()) {
            command.usage(err);
        } else {
            err.println("See '" + name + " --help'.");
        }
        return USAGE;
    }

    private static String message(ParameterException e, CommandLine command) {
        if (!(e instanceof UnmatchedArgumentException unmatched)) {
            return e.getMessage();
        }
        String first = unmatched.getUnmatched().getFirst();
        if (unmatched.isUnknownOption()) {
            return "there is no option '" + first + "'"
                    + Suggestion.among(command.getCommandSpec().optionsMap().keySet(), first);
        }
        return command.getSubcommands().isEmpty()
                ? "'" + first + "' is too many"
                : "there is no command '" + first + "'" + Suggestion.among(command.getSubcommands().keySet(), first);
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
        return e instanceof ParameterException wrong
                ? handleParseException(wrong, new String[0])
                : report(e, command.getErr());
    }

    /// Prints what to know about a failure.
    int report(Throwable e, PrintWriter err) {
        if (debug.getAsBoolean()) {
            e.printStackTrace(err);
        }
        return switch (e) {
            case DiagnosticException _ -> {
                err.println(e.getMessage());
                yield USER;
            }
            case Trap trap -> {
                err.println(shown(trap.getMessage()));
                yield USER;
            }
            case OutOfMemoryError _ -> {
                err.println("error: not enough memory: " + e.getMessage());
                err.println("  this used up to " + Runtime.getRuntime().maxMemory() / (1 << 20)
                        + " MiB; MG_JAVA_OPTS=-Xmx8g in the environment allows 8 GiB");
                yield USER;
            }
            default -> {
                err.println("mg: this is a bug in mg: " + e);
                err.println(log(e));
                yield BUG;
            }
        };
    }

    /// What a running program says of a fault, with the line of the file that it names, if that can be read.
    private static String shown(String message) {
        Matcher fault = FAULT.matcher(message);
        if (!fault.matches()) {
            return message;
        }
        int line = Integer.parseInt(fault.group(2));
        var span = new Span(fault.group(1), line, Integer.parseInt(fault.group(3)), 1);
        try (Stream<String> lines = Files.lines(Path.of(span.source()))) {
            return lines.skip(line - 1).findFirst()
                    .map(text -> Diagnostic.at(span, fault.group(4)).with(text).render()).orElse(message);
        } catch (IOException | UncheckedIOException | InvalidPathException _) {
            return message;
        }
    }

    /// Writes all there is to know about a bug into a file; what to do with it.
    private String log(Throwable e) {
        var text = new StringWriter();
        var out = new PrintWriter(text);
        try {
            out.println(new Main.Version().getVersion()[0]);
        } catch (IOException f) {
            out.println("mg, unknown version: " + f);
        }
        out.println("arguments: " + arguments);
        for (String property : List.of("java.version", "java.vendor", "os.name", "os.arch", "os.version", "user.dir")) {
            out.println(property + ": " + System.getProperty(property));
        }
        e.printStackTrace(out);
        try {
            Path file = Files.createTempFile("mg-bug-", ".log");
            Files.writeString(file, text.toString());
            return "  to have it mended, keep three things for whom you have mg from: your program with its data, the command,"
                    + " and the trace in " + file;
        } catch (IOException f) {
            return "  to have it mended, keep three things for whom you have mg from: your program with its data, the command,"
                    + " and this trace (no file could be written: " + f.getMessage() + "):\n" + text;
        }
    }
}
