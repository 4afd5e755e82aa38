package mg.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import mg.Model;
import mg.ir.Diagnostic;
import mg.ir.DiagnosticException;
import picocli.CommandLine.ITypeConverter;

/// A file and perhaps one of its functions, as `FILE[:FUNCTION]`.
///
/// @param name the function's name, or "" where the file must have only one
record Target(Path file, String name) {
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

    /// The file's name without folder and extension.
    String stem() {
        return file.getFileName().toString().replaceFirst("(?<=.)\\.[^.]*$", "");
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
