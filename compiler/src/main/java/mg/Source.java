package mg;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import mg.ir.Argument;
import mg.ir.Diagnostic;
import mg.ir.DiagnosticException;
import mg.ir.Program;
import mg.ir.Span;
import mg.ir.Type;
import mg.lang.FunctionHeader;
import mg.lang.Module;
import mg.passes.Pipelines;

/// Where programs come from: a file in the language, or a program as it is.
sealed interface Source {
    /// The names of the functions.
    List<String> functions();

    /// The names of a function's arguments, without parameters.
    List<String> arguments(String function);

    /// The names of a function's arguments that are declared as one int.
    List<String> ints(String function);

    /// Whether every argument of a function has a declared type.
    boolean isDeclared(String function);

    /// The program of one function, for arguments of these types; those left out follow from the declaration.
    Program program(String function, Map<String, Type> types, Settings settings);

    /// The line of its text that a place is in, or "".
    String line(Span place);

    /// A parsed file.
    record Language(Module module) implements Source {
        @Override
        public List<String> functions() {
            return module.functions().stream().map(f -> f.name()).toList();
        }

        @Override
        public List<String> arguments(String function) {
            return header(function).arguments().stream().map(a -> a.name()).toList();
        }

        @Override
        public List<String> ints(String function) {
            return header(function).arguments().stream()
                    .filter(a -> a.type().equals(Optional.of("int")))
                    .map(a -> a.name())
                    .toList();
        }

        @Override
        public boolean isDeclared(String function) {
            return header(function).arguments().stream().allMatch(a -> a.type().isPresent());
        }

        private FunctionHeader header(String function) {
            return module.functions().stream().filter(f -> f.name().equals(function)).findFirst().orElseThrow();
        }

        @Override
        public Program program(String function, Map<String, Type> types, Settings settings) {
            return module.instantiate(function, types, settings.sizes(), settings.real());
        }

        @Override
        public String line(Span place) {
            return module.line(place);
        }
    }

    /// A program.
    record Given(Program all) implements Source {
        @Override
        public List<String> functions() {
            return all.functions().stream().map(f -> f.name()).toList();
        }

        @Override
        public List<String> arguments(String function) {
            return all.function(function).arguments().stream()
                    .filter(a -> !a.parameter())
                    .map(Argument::name)
                    .toList();
        }

        @Override
        public List<String> ints(String function) {
            return List.of();
        }

        @Override
        public boolean isDeclared(String function) {
            return true;
        }

        @Override
        public Program program(String function, Map<String, Type> types, Settings settings) {
            for (Argument a : all.function(function).arguments()) {
                Type given = types.getOrDefault(a.name(), a.type());
                if (!given.equals(a.type())) {
                    throw new DiagnosticException(
                            Diagnostic.of("argument '" + a.name() + "' of '" + function + "' is " + a.type() + ", not "
                            + given));
                }
            }
            return Pipelines.reachable(all, java.util.Set.of(function));
        }

        @Override
        public String line(Span place) {
            return "";
        }
    }
}
