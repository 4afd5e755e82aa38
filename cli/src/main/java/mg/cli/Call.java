package mg.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mg.ModelFunction;
import mg.ir.Argument;
import mg.ir.Diagnostic;
import mg.ir.DiagnosticException;
import mg.ir.Function;
import mg.ir.Tensor;
import mg.ir.Type;
import mg.lang.Suggestion;

/// A function and what it is to be called with.
///
/// @param arguments values of the types that the function takes, in order, without parameters
record Call(ModelFunction function, ModelFunction.Instance instance, SequencedMap<String, Tensor> arguments) {
    /// From the command line. Types follow from declarations, and from the values where these leave them open.
    ///
    /// @param texts values by name; `NAME.FIELD` for a part of a record or tuple. Names of parameters are allowed too
    /// @param fill  whether to make up values for arguments that have none
    /// @throws DiagnosticException if the values are not what the function takes
    static Call of(CompileOptions options, Target target, Map<String, String> texts, boolean fill) {
        ModelFunction f = options.function(target);
        Map<String, Text> values = Text.all(texts);
        if (!fill) {
            requireArguments(f, values);
        }
        Map<String, Type> declared = f.declaredTypes().orElse(Map.of());
        var types = new LinkedHashMap<String, Type>();
        values.forEach((name, text) -> {
            if (declared.isEmpty() && isArgument(f, name) && !text.isRandom()) {
                types.put(name, text.tensor().type());
            }
        });
        ModelFunction.Instance instance = f.instance(types);
        options.requireAllOf(instance);
        ModelFunction given = f.parameters(parameters(f, instance, values));
        return new Call(given, given.instance(types), arguments(instance, values, options.seed()));
    }

    /// Values of all that the function depends on: arguments and parameters.
    Map<String, Tensor> point() {
        var point = new LinkedHashMap<>(arguments);
        point.putAll(instance.parameters());
        return point;
    }

    private static boolean isArgument(ModelFunction f, String name) {
        return f.arguments().contains(name) || f.arguments().contains(name.split("\\.")[0]);
    }

    private static void requireArguments(ModelFunction f, Map<String, Text> values) {
        String missing = f.arguments().stream()
                .filter(a -> values.keySet().stream().noneMatch(v -> v.equals(a) || v.startsWith(a + ".")))
                .map(a -> "'" + a + "'")
                .collect(Collectors.joining(", "));
        if (missing.isEmpty()) {
            return;
        }
        values.keySet().stream().filter(v -> !isArgument(f, v)).findFirst().ifPresent(v -> {
            throw unknown(f, v);
        });
        throw new DiagnosticException(Diagnostic.of("'" + f.name() + "' needs a value for " + missing,
                "give each as NAME=VALUE; a VALUE is JSON, @FILE, or random"));
    }

    private static DiagnosticException unknown(ModelFunction f, String name) {
        return new DiagnosticException(Diagnostic.of(
                "'" + f.name() + "' has no argument '" + name + "'" + Suggestion.among(f.arguments(), name),
                f.arguments().isEmpty() ? "it takes none" : "it takes " + String.join(", ", f.arguments())));
    }

    /// What is wrong with a value for `ARGUMENT.PART`, when there is no such part.
    private static DiagnosticException part(ModelFunction.Instance instance, String name) {
        String argument = name.split("\\.")[0];
        Function function = instance.function();
        if (function.indexOf(argument) >= 0) {
            return new DiagnosticException(Diagnostic.of("'" + argument + "' is "
                    + function.argumentTypes().get(function.indexOf(argument)) + ", its value a record"));
        }
        List<String> parts = function.arguments().stream()
                .map(Argument::name)
                .filter(a -> a.startsWith(argument + "."))
                .toList();
        return new DiagnosticException(Diagnostic.of(
                "'" + argument + "' has no part '" + name + "'" + Suggestion.among(parts, name),
                "it has " + String.join(", ", parts)));
    }

    /// The values that are for parameters.
    private static Map<String, Tensor> parameters(
            ModelFunction f, ModelFunction.Instance instance, Map<String, Text> values) {
        var parameters = new LinkedHashMap<String, Tensor>();
        values.forEach((name, text) -> {
            if (instance.parameters().containsKey(name) && instance.function().arguments().stream()
                    .noneMatch(a -> a.name().equals(name) && !a.parameter())) {
                Type type = instance.parameters().get(name).type();
                parameters.put(name, text.isRandom() ? instance.parameters().get(name) : text.tensor(type));
            } else if (instance.function().indexOf(name) < 0) {
                List<String> parts = instance.function().arguments().stream()
                        .map(Argument::name)
                        .filter(a -> a.startsWith(name + "."))
                        .toList();
                throw parts.isEmpty()
                        ? isArgument(f, name) ? part(instance, name) : unknown(f, name)
                        : new DiagnosticException(Diagnostic.of("'" + name + "' is not one value but " + parts.size(),
                                "give each: " + String.join("=… ", parts) + "=…"));
            }
        });
        return parameters;
    }

    private static SequencedMap<String, Tensor> arguments(
            ModelFunction.Instance instance, Map<String, Text> values, long seed) {
        Function function = instance.function();
        var random = new RandomValues(instance, seed);
        var arguments = new LinkedHashMap<String, Tensor>();
        for (Argument a : function.arguments()) {
            if (!a.parameter()) {
                Text text = values.getOrDefault(a.name(), Text.random(a.name()));
                if (!values.containsKey(a.name()) && values.keySet().stream().anyMatch(v -> isPartOf(a.name(), v))) {
                    throw new DiagnosticException(Diagnostic.of("'" + a.name() + "' has no value"));
                }
                arguments.put(a.name(), text.isRandom() ? random.of(a) : text.tensor(a.type()));
            }
        }
        return arguments;
    }

    /// The types of the arguments.
    Map<String, Type> types() {
        var types = new LinkedHashMap<String, Type>();
        arguments.forEach((name, value) -> types.put(name, value.type()));
        return types;
    }

    /// The arguments and parameters with these names, those under them included; without names, all that are real.
    ///
    /// @param parameters whether parameters count
    /// @throws DiagnosticException if there is none that is real
    String[] real(List<String> names, boolean parameters) {
        List<Argument> all = instance.function().arguments().stream()
                .filter(a -> parameters || !a.parameter())
                .toList();
        if (names.isEmpty()) {
            String[] real = all.stream().filter(a -> a.type().isReal()).map(Argument::name).toArray(String[]::new);
            if (real.length == 0) {
                throw new DiagnosticException(Diagnostic.of(
                        "'" + function.name() + "' has no real argument to differentiate by",
                        "an argument without a declared type is real if its value is written so: 3.0, not 3"));
            }
            return real;
        }
        return names.stream().flatMap(name -> {
            List<String> parts = all.stream()
                    .map(Argument::name)
                    .filter(a -> a.equals(name) || a.startsWith(name + "."))
                    .toList();
            // A name that is nobody's goes on as it is: who differentiates says so.
            return parts.isEmpty() ? Stream.of(name) : parts.stream();
        }).distinct().toArray(String[]::new);
    }

    /// Whether another part of the same record or tuple is `other`.
    private static boolean isPartOf(String leaf, String other) {
        return leaf.contains(".") && other.startsWith(leaf.substring(0, leaf.indexOf('.') + 1));
    }
}
