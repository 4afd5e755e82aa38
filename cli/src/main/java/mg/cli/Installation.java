package mg.cli;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import mg.ir.Diagnostic;
import mg.ir.DiagnosticException;

/// Where mg lies, with its examples.
final class Installation {
    private Installation() {}

    /// A file or folder of the examples.
    ///
    /// @throws DiagnosticException if there are no examples around the command's jar
    static Path example(String name) {
        for (Path folder = code(); folder != null; folder = folder.getParent()) {
            Path found = folder.resolve("examples").resolve(name);
            if (Files.exists(found)) {
                return found;
            }
        }
        throw new DiagnosticException(Diagnostic.of(
                "examples/" + name + " is not in any folder above " + code(), "run mg from a clone of its repository"));
    }

    /// The jar or folder that this class is in.
    private static Path code() {
        try {
            return Path.of(Installation.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
