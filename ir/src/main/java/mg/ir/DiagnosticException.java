package mg.ir;

import java.util.List;
import java.util.stream.Collectors;

/// Thrown for errors in the user's program or data; carries every [Diagnostic] that was found.
public final class DiagnosticException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Diagnostic> diagnostics;

    public DiagnosticException(List<Diagnostic> diagnostics) {
        super(diagnostics.stream().map(Diagnostic::render).collect(Collectors.joining("\n")));
        this.diagnostics = List.copyOf(diagnostics);
    }

    public DiagnosticException(Diagnostic diagnostic) {
        this(List.of(diagnostic));
    }

    /// What was found, in the order of the text.
    public List<Diagnostic> diagnostics() {
        return diagnostics;
    }
}
