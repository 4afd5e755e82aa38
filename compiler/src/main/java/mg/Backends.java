package mg;

import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import mg.ir.Backend;
import mg.ir.Diagnostic;
import mg.ir.DiagnosticException;
import mg.ir.Executable;
import mg.ir.Options;
import mg.ir.Program;
import mg.passes.Pass;
import mg.passes.Pipelines;

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

    /// One function of a program on the backend that the settings name. One that takes no derivatives gets them
    /// replaced; if results are to be the same on all, by the list that the others make, as they differ in the signs of
    /// zeros otherwise.
    ///
    /// @throws DiagnosticException if there is no such backend or it cannot run here, or something has no derivative
    public static Executable compile(Settings settings, Program program, String function) {
        Backend backend = named(settings.backend());
        Program needed = backend.takesDerivatives()
                ? Pipelines.reachable(program, Set.of(function))
                : program.with(List.of(Pipelines.run(expanded(settings.options()), program, function)));
        return backend.compile(needed, function, settings.options());
    }

    private static List<Pass> expanded(Options options) {
        return options.reproducible() ? Pipelines.of(options) : Pipelines.EXPANDED;
    }
}
