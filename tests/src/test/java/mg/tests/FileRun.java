package mg.tests;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import mg.Backends;
import mg.Mg;
import mg.ModelFunction;
import mg.Settings;
import mg.ir.Argument;
import mg.ir.Function;
import mg.ir.Tensor;
import mg.ir.Type;
import mg.ir.Verifier;

/// A call in a file test, on one backend.
record FileRun(Path path, Call call, Settings settings) {
    /// The results.
    List<Tensor> results() {
        return run(function());
    }

    /// The value and the gradient with respect to these arguments.
    List<Tensor> gradient(List<String> wrt) {
        return run(function().valueAndGradient(wrt.toArray(String[]::new)));
    }

    private ModelFunction function() {
        ModelFunction function = Mg.load(path).with(settings).function(call.function());
        for (Map.Entry<String, Integer> size : call.sizes().entrySet()) {
            function = function.size(size.getKey(), size.getValue());
        }
        return function;
    }

    private List<Tensor> run(ModelFunction function) {
        ModelFunction.Instance instance = function.instance(types(function.arguments()));
        List<String> known = instance.function().arguments().stream().map(Argument::name).toList();
        if (!known.containsAll(call.arguments().keySet())) {
            // Says what is wrong, as a user would hear it.
            function.instance(types(List.copyOf(call.arguments().keySet())));
        }
        Verifier.check(instance.program());
        List<Tensor> arguments = arguments(instance);
        return Backends.compile(settings, instance.program(), instance.name()).call(arguments);
    }

    /// The types of those arguments; a program in text form has all types itself.
    private Map<String, Type> types(List<String> names) {
        var types = new HashMap<String, Type>();
        call.arguments().forEach((name, literal) -> {
            boolean field = names.contains(name.split("\\.")[0]);
            if (!path.toString().endsWith(".ir") && (field || names.contains(name))) {
                types.put(name, literal.type());
            }
        });
        return types;
    }

    private List<Tensor> arguments(ModelFunction.Instance instance) {
        Function function = instance.function();
        var arguments = new ArrayList<Tensor>();
        for (Argument a : function.arguments()) {
            Literal given = call.arguments().get(a.name());
            if (given == null && !a.parameter()) {
                throw new IllegalArgumentException("argument '" + a.name() + "' has no value");
            }
            arguments.add(given == null ? instance.parameters().get(a.name()) : given.value(a.type().element()));
        }
        return arguments;
    }
}
