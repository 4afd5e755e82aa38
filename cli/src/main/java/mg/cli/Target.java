package mg.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import mg.Mg;
import mg.Model;
import mg.ir.Diagnostic;
import mg.ir.DiagnosticException;
import picocli.CommandLine.ITypeConverter;

/// A file and perhaps one of its functions, as `FILE[:FUNCTION]`. `-` is standard input.
///
/// @param name the function's name, or "" where the file must have only one
record Target(Path file, String name) {
    /// What help says about files.
    static final String DESCRIPTION =
            "A .mg or .ir file, or - for standard input, which holds source text; and its function: "
            + "a file's only function need not be named.";

    /// What errors call standard input.
    private static final String INPUT = "<input>";

    /// `-:FUNCTION` in a form that picocli does not take for an option; any other argument as it is.
    static String unlikeAnOption(String argument) {
        return argument.startsWith("-:") ? INPUT + argument.substring(1) : argument;
    }

    /// From the command line. Names of files may have colons in them: the whole is a file's name if there is that file.
    static final class Converter implements ITypeConverter<Target> {
        @Override
        public Target convert(String text) {
            int colon = text.lastIndexOf(':');
            if (colon <= 0 || colon == text.length() - 1 || Files.exists(Path.of(text))) {
                return new Target(Path.of(text), "");
            }
            return new Target(Path.of(text.substring(0, colon)), text.substring(colon + 1));
        }
    }

    /// Whether the program comes from standard input.
    boolean isInput() {
        return file.toString().equals("-") || file.toString().equals(INPUT);
    }

    /// What the file holds.
    ///
    /// @throws DiagnosticException with every error in it, or when it cannot be read
    Model model() {
        if (!isInput()) {
            return Mg.load(file);
        }
        try {
            return Mg.parse(INPUT, StandardCharsets.UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(System.in.readAllBytes()))
                    .toString());
        } catch (CharacterCodingException e) {
            throw new DiagnosticException(Diagnostic.of("standard input is not UTF-8 text"));
        } catch (IOException e) {
            throw new DiagnosticException(Diagnostic.of("standard input cannot be read: " + e.getMessage()));
        }
    }

    /// The file's name without folder and extension.
    String stem() {
        return isInput() ? "input" : file.getFileName().toString().replaceFirst("(?<=.)\\.[^.]*$", "");
    }

    /// The function's name.
    ///
    /// @throws DiagnosticException if none was given and the file does not have exactly one
    String function(Model model) {
        if (!name.isEmpty()) {
            return name;
        }
        List<String> all = model.functions();
        return switch (all.size()) {
            case 1 -> all.getFirst();
            case 0 -> throw new DiagnosticException(Diagnostic.of(file + " has no functions"));
            default -> throw new DiagnosticException(Diagnostic.of(
                    file + " has " + all.size() + " functions, say which",
                    "add one of these: " + String.join(" ", all.stream().map(f -> ":" + f).toList())));
        };
    }
}
