package mg.lang;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import mg.ir.DiagnosticException;
import mg.ir.ElementType;
import mg.ir.Parameter;
import mg.ir.Program;
import mg.ir.Span;
import mg.ir.Type;

/// A file with what it imports: the way from text to programs.
///
/// Reading a file checks names everywhere, and types in every function whose arguments have declared types of known
/// sizes. Other functions are checked when they are instantiated.
public final class Module {
    private final Unit unit;
    private final SourceFiles files;

    private Module(Unit unit, SourceFiles files) {
        this.unit = unit;
        this.files = files;
    }

    /// Reads a file and what it imports.
    ///
    /// @throws DiagnosticException with every error found
    public static Module parse(Path file) {
        return parse((files, _) -> files.read(file, Span.NONE));
    }

    /// Reads a text. Its imports are relative to `name` as if that were its file.
    ///
    /// @throws DiagnosticException with every error found
    public static Module parse(String name, String text) {
        return parse((files, _) -> files.parse(Source.of(name, text), Optional.empty(), Path.of(name)));
    }

    private interface Reading {
        Unit read(SourceFiles files, Diagnostics diagnostics);
    }

    private static Module parse(Reading reading) {
        var diagnostics = new Diagnostics();
        return Deep.call(diagnostics, () -> {
            var files = new SourceFiles(diagnostics);
            Unit unit = reading.read(files, diagnostics);
            Checker.check(files, diagnostics);
            return new Module(unit, files);
        });
    }

    /// The file's own functions, in order.
    public List<FunctionHeader> functions() {
        return unit.declarations().stream()
                .filter(Declaration.Fn.class::isInstance)
                .map(d -> FunctionHeader.of((Declaration.Fn) d))
                .toList();
    }

    /// The parameters of the file and of those it imports, in order of declaration.
    ///
    /// @throws DiagnosticException if a first value cannot be computed
    public List<Parameter> parameters(ElementType real) {
        Diagnostics diagnostics = files.diagnostics();
        return Deep.call(diagnostics, () -> {
            var instantiator = new Instantiator(real, diagnostics, files.parameters(), Set.of());
            return parameters(instantiator, files.parameters().keySet());
        });
    }

    private List<Parameter> parameters(Instantiator instantiator, Set<String> names) {
        var result = new ArrayList<Parameter>();
        files.parameters().forEach((name, found) -> {
            if (names.contains(name)) {
                result.add(Initials.parameter(instantiator, found.unit(), (Declaration.Param) found.declaration()));
            }
        });
        return result;
    }

    /// The program of one function: it comes first, under its own name, with the functions it calls and the parameters
    /// that these use. It takes the parameters first, in order of declaration.
    ///
    /// An argument that is declared takes its element type from there; sizes follow from the given types and `sizes`.
    /// An argument without a declared type takes the given one, otherwise it is a real number.
    ///
    /// @param argumentTypes types of arguments by name; the fields of a record as `argument.field`
    /// @param sizes         size parameters by name; also ints, which are then known and no arguments of the program's
    /// @param real          what `real` means: `F64` or `F32`
    /// @throws DiagnosticException if it is wrong for these types, or a size does not follow from them
    public Program instantiate(
            String function, Map<String, Type> argumentTypes, Map<String, Integer> sizes, ElementType real) {
        if (!real.isReal()) {
            throw new IllegalArgumentException("real is F64 or F32, not " + real);
        }
        Diagnostics diagnostics = files.diagnostics();
        return Deep.call(diagnostics, () -> {
            Meaning.Named named = named(function);
            check(named, argumentTypes, sizes);
            var given = new HashMap<String, Long>();
            sizes.forEach((n, v) -> given.put(n, (long) v));
            var instantiator = new Instantiator(real, diagnostics, files.parameters(), Set.of());
            return new Entry(instantiator).program(named, argumentTypes, given, this::parameters);
        });
    }

    /// The program of one function for arguments of these types, in order.
    ///
    /// @throws DiagnosticException as above, and if there are more or fewer types than arguments
    public Program instantiate(String function, List<Type> argumentTypes, ElementType real) {
        List<String> names = Deep.call(files.diagnostics(), () -> named(function)).fn().formals().stream()
                .map(Declaration.Formal::name)
                .toList();
        if (names.size() != argumentTypes.size()) {
            throw new DiagnosticException(mg.ir.Diagnostic.of("'" + function + "' takes " + names.size()
                    + " arguments, not "
                    + argumentTypes.size()));
        }
        var types = new LinkedHashMap<String, Type>();
        for (int k = 0; k < names.size(); k++) {
            types.put(names.get(k), argumentTypes.get(k));
        }
        return instantiate(function, types, Map.of(), real);
    }

    /// The line that a place is in, or "" if it is in no text of the program.
    public String line(Span place) {
        return files.line(place);
    }

    private Meaning.Named named(String function) {
        return unit.find(function)
                .filter(f -> f.declaration() instanceof Declaration.Fn)
                .map(f -> new Meaning.Named(f.unit(), (Declaration.Fn) f.declaration()))
                .orElseThrow(() -> new Rejection(Span.NONE, "there is no function '" + function + "' in " + unit
                        + Suggestion.among(unit.names(), function)));
    }

    private static void check(Meaning.Named f, Map<String, Type> types, Map<String, Integer> sizes) {
        var arguments = f.fn().formals().stream().map(Declaration.Formal::name).toList();
        for (String name : types.keySet()) {
            if (!arguments.contains(name.split("\\.")[0])) {
                throw new Rejection(Span.NONE, "'" + f.fn().name() + "' has no argument '" + name + "'"
                        + Suggestion.among(arguments, name));
            }
        }
        var sizeNames = f.fn().sizes().stream().map(Declaration.Size::name).toList();
        var known = new ArrayList<>(sizeNames);
        f.fn().formals().stream().filter(Module::isInt).map(Declaration.Formal::name).forEach(known::add);
        for (Map.Entry<String, Integer> size : sizes.entrySet()) {
            if (!known.contains(size.getKey())) {
                throw new Rejection(Span.NONE, "'" + f.fn().name() + "' has no size '" + size.getKey() + "'"
                        + Suggestion.among(known, size.getKey()));
            }
            if (types.containsKey(size.getKey())) {
                throw new Rejection(Span.NONE, "'" + size.getKey() + "' is given as a size and as an argument");
            }
            if (size.getValue() < 0 && sizeNames.contains(size.getKey())) {
                throw new Rejection(Span.NONE, "size '" + size.getKey() + "' is negative: " + size.getValue());
            }
        }
    }

    private static boolean isInt(Declaration.Formal formal) {
        return formal.type().filter(t -> t instanceof TypeSyntax.Array(_, _, String name, var sizes)
                && name.equals("int") && sizes.isEmpty()).isPresent();
    }
}
