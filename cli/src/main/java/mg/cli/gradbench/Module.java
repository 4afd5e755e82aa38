package mg.cli.gradbench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import mg.Model;
import mg.ModelFunction;
import mg.data.Data;
import mg.ir.Argument;
import mg.ir.Diagnostic;
import mg.ir.DiagnosticException;
import mg.ir.ElementType;
import mg.ir.Executable;
import mg.ir.Tensor;
import mg.ir.Type;

/// A file of functions, and what was compiled of it.
final class Module {
    private static final String INPUT = "input";
    private static final String OUTPUT = "_output";

    /// A function whose ints are known.
    private record Key(String backend, String function, Map<String, Integer> ints) {}

    private final Model model;
    private final Map<Key, ModelFunction> functions = new HashMap<>();

    Module(Model model) {
        this.model = model;
    }

    /// A function with the arguments that it takes from an input. Compiles it if it was not compiled for such an input.
    ///
    /// @throws DiagnosticException if there is no such function, or it does not take this
    Call call(String function, Input input) {
        ModelFunction f = model.function(function);
        return input instanceof Input.Numbers(Tensor value) && f.arguments().size() == 1
                ? call(model, function, Map.of(f.arguments().getFirst(), value))
                : call(model, function, prepared(input.leaves()));
    }

    private Map<String, Tensor> prepared(Map<String, Tensor> values) {
        return model.functions().contains(INPUT) ? converted(INPUT, values) : values;
    }

    /// The results of a function as they are to be sent.
    Map<String, Tensor> output(String function, SequencedMap<String, Tensor> results) {
        return model.functions().contains(function + OUTPUT) ? converted(function + OUTPUT, results) : results;
    }

    /// What a function gives that is not worth compiling.
    private SequencedMap<String, Tensor> converted(String function, Map<String, Tensor> values) {
        Call call = call(model.with(model.settings().on("interpreter")), function, values);
        call.run();
        return call.results();
    }

    private Call call(Model by, String function, Map<String, Tensor> values) {
        ModelFunction f = by.function(function);
        requireArguments(f, values);
        Map<String, Integer> ints = ints(f, values);
        ModelFunction known = functions.computeIfAbsent(new Key(by.settings().backend(), function, ints), _ -> {
            ModelFunction g = f;
            for (var e : ints.entrySet()) {
                g = g.size(e.getKey(), e.getValue());
            }
            return g;
        });
        Map<String, Type> types = types(known, values);
        long began = System.nanoTime();
        Executable executable = known.executable(types);
        long compileTime = System.nanoTime() - began;
        var arguments = new ArrayList<>();
        for (Argument a : executable.function().arguments()) {
            arguments.add(argument(a, values).data());
        }
        return new Call(executable, arguments, compileTime);
    }

    private static void requireArguments(ModelFunction f, Map<String, Tensor> values) {
        String missing = f.arguments().stream()
                .filter(a -> values.keySet().stream().noneMatch(v -> v.equals(a) || v.startsWith(a + ".")))
                .map(a -> "'" + a + "'")
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            throw new DiagnosticException(Diagnostic.of("'" + f.name() + "' needs numbers for " + missing));
        }
    }

    /// What is known when the function is compiled.
    private static Map<String, Integer> ints(ModelFunction f, Map<String, Tensor> values) {
        var ints = new HashMap<String, Integer>();
        for (String name : f.ints()) {
            Tensor value = values.get(name);
            if (value == null || !value.type().isScalar()) {
                throw new DiagnosticException(Diagnostic.of("'" + name + "' of '" + f.name() + "' is one int"));
            }
            long whole = Data.convert(name, value, ElementType.I64).whole(0);
            if (whole != (int) whole) {
                throw new DiagnosticException(Diagnostic.of("'" + name + "' is " + whole
                        + ", more than a size can be"));
            }
            ints.put(name, (int) whole);
        }
        return ints;
    }

    private static Map<String, Type> types(ModelFunction f, Map<String, Tensor> values) {
        List<String> names = f.arguments();
        var types = new HashMap<String, Type>();
        values.forEach((name, value) -> {
            if (names.contains(name.split("\\.")[0])) {
                types.put(name, value.type());
            }
        });
        return types;
    }

    /// The value of an argument or of a part of one.
    private static Tensor argument(Argument a, Map<String, Tensor> values) {
        Tensor value = values.get(a.name());
        if (value == null) {
            throw new DiagnosticException(Diagnostic.of("there are no numbers for '" + a.name() + "'"));
        }
        Tensor converted = Data.convert(a.name(), value, a.type().element());
        if (!converted.type().equals(a.type())) {
            throw new DiagnosticException(Diagnostic.of("'" + a.name() + "' is " + a.type() + ", not " + value.type()));
        }
        return converted;
    }
}
