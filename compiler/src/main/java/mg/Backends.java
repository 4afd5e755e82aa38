package mg;

import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import mg.ir.Backend;
import mg.ir.Diagnostic;
import mg.ir.DiagnosticException;

/// The backends on the class path or module path.
public final class Backends {
    private Backends() {}

    /// All of them, by name.
    public static List<Backend> all() {
        return ServiceLoader.load(Backend.class, Backend.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparing(Backend::name))
                .toList();
    }

    /// The backend of that name, able to run programs here.
    ///
    /// @throws DiagnosticException if there is none, or it cannot run here, saying why
    public static Backend named(String name) {
        List<Backend> all = all();
        Backend found = all.stream()
                .filter(b -> b.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new DiagnosticException(Diagnostic.of("no backend '" + name + "'",
                        "there are " + all.stream().map(Backend::name).collect(Collectors.joining(", ")))));
        if (!found.unavailable().isEmpty()) {
            throw new DiagnosticException(
                    Diagnostic.of("backend '" + name + "' does not work here", found.unavailable()));
        }
        return found;
    }
}
