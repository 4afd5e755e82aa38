package mg;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import mg.ir.Argument;
import mg.ir.Diagnostic;
import mg.ir.DiagnosticException;
import mg.ir.ElementType;
import mg.ir.Executable;
import mg.ir.Function;
import mg.ir.Program;
import mg.ir.Tensor;
import mg.ir.Type;
import mg.passes.Gradient;

/// A function of a model, or the gradient of one. Compiled when it is first used with arguments of some types, and
/// kept. Immutable and thread-safe. Parameters have their first values unless others are given.
public final class ModelFunction {
    /// The name under which a gradient is compiled: `NAME_grad`.
    private static final String SUFFIX = "_grad";

    private final Model model;
    private final String name;
    private final List<String> wrt;
    private final boolean gradient;
    private final Map<String, Tensor> parameters;
    private final Map<Map<String, Type>, Compiled> compiled = new ConcurrentHashMap<>();

    ModelFunction(Model model, String name, List<String> wrt, boolean gradient, Map<String, Tensor> parameters) {
        this.model = model;
        this.name = name;
        this.wrt = List.copyOf(wrt);
        this.gradient = gradient;
        this.parameters = Map.copyOf(parameters);
    }

    /// A program with this function in it, what it is called there, and the values of its parameters.
    public record Instance(Program program, String name, Map<String, Tensor> parameters) {
        /// The function.
        public Function function() {
            return program.function(name);
        }

        /// The same with these values of some parameters; those that it does not have are left out.
        ///
        /// @throws DiagnosticException if a value has another shape than its parameter
        public Instance with(Map<String, Tensor> values) {
            var all = new LinkedHashMap<>(parameters);
            values.forEach((parameter, value) -> {
                if (all.containsKey(parameter)) {
                    Type type = program.parameter(parameter).type();
                    if (!value.type().shape().equals(type.shape())) {
                        throw new DiagnosticException(
                                Diagnostic.of("parameter '" + parameter + "' is " + type + ", not " + value.type()));
                    }
                    all.put(parameter, value.cast(type.element()));
                }
            });
            return new Instance(program, name, all);
        }
    }

    private record Compiled(Executable executable, Instance instance) {}

    /// This function compiled by another backend.
    public ModelFunction on(String backend) {
        return new ModelFunction(model.with(model.settings().on(backend)), name, wrt, gradient, parameters);
    }

    /// This function with a size given by name, where it does not follow from arguments. An int argument may be given
    /// so too: it is then known at compile time.
    public ModelFunction size(String size, int n) {
        return new ModelFunction(model.with(model.settings().size(size, n)), name, wrt, gradient, parameters);
    }

    /// This function with these values of some parameters.
    public ModelFunction parameters(Map<String, Tensor> values) {
        var more = new HashMap<>(parameters);
        more.putAll(values);
        return new ModelFunction(model, name, wrt, gradient, more);
    }

    /// The value and the gradient of this function, with respect to the named arguments and parameters, or to all real
    /// ones. Results: `value`, then `grad_NAME` for each.
    public ModelFunction valueAndGradient(String... arguments) {
        return new ModelFunction(model, name, List.of(arguments), true, parameters);
    }

    /// The gradient alone, as [#valueAndGradient] without the value.
    public GradientFunction gradient(String... arguments) {
        return new GradientFunction(valueAndGradient(arguments));
    }

    /// The program of this function for arguments of these types; those left out follow from its declaration.
    ///
    /// @throws DiagnosticException if the types do not fit or do not suffice
    public Instance instance(Map<String, Type> types) {
        Program program = model.program(name, types);
        Instance value = new Instance(program, name, model.initial(program)).with(parameters);
        if (!gradient) {
            return value;
        }
        Function f = program.function(name);
        List<Integer> positions = wrt.isEmpty()
                ? Gradient.reals(f)
                : wrt.stream().map(argument -> position(f, argument)).toList();
        return new Instance(Gradient.of(program, name, positions, name + SUFFIX), name + SUFFIX, value.parameters());
    }

    private static int position(Function f, String argument) {
        int position = f.indexOf(argument);
        if (position < 0) {
            throw new DiagnosticException(Diagnostic.of("'" + f.name() + "' has no argument '" + argument + "'",
                    "it has " + String.join(", ", f.arguments().stream().map(Argument::name).toList())));
        }
        return position;
    }

    /// Does something with a program of this function; errors and faults of data that it throws come with the lines of
    /// the model's text.
    public <T> T located(Supplier<T> action) {
        return model.located(action);
    }

    /// What it is called in its model.
    public String name() {
        return name;
    }

    /// The names of the arguments, without parameters and without ints that are given as sizes.
    public List<String> arguments() {
        return model.source().arguments(name).stream()
                .filter(a -> !model.settings().sizes().containsKey(a))
                .toList();
    }

    /// The names of the arguments that are declared as one int: [#size] takes these too.
    public List<String> ints() {
        List<String> ints = model.source().ints(name);
        return arguments().stream().filter(ints::contains).toList();
    }

    /// The types of the arguments by name, without parameters, if they follow from the declaration and the settings'
    /// sizes alone. Parts of records and tuples are named `ARGUMENT.PART`.
    public Optional<Map<String, Type>> declaredTypes() {
        if (!model.source().isDeclared(name)) {
            return Optional.empty();
        }
        try {
            var types = new LinkedHashMap<String, Type>();
            for (Argument a : model.program(name, Map.of()).function(name).arguments()) {
                if (!a.parameter()) {
                    types.put(a.name(), a.type());
                }
            }
            return Optional.of(types);
        } catch (DiagnosticException e) {
            // A size is missing. If something else is wrong, it will be so again for arguments of given types.
            return Optional.empty();
        }
    }

    /// The function compiled for arguments of these types: what it takes are the parameters, then the arguments.
    public Executable executable(Map<String, Type> types) {
        return compiled(types).executable();
    }

    private Compiled compiled(Map<String, Type> types) {
        return compiled.computeIfAbsent(Map.copyOf(types), key -> {
            Instance instance = instance(key);
            Executable executable = located(() ->
                    Backends.compile(model.settings(), instance.program(), instance.name()));
            return new Compiled(executable, instance);
        });
    }

    /// The first operation that makes a NaN or an infinity out of finite numbers when the function is called with these
    /// arguments, and whether that is in the forward or, for a gradient, in the backward part; nothing if there is
    /// none.
    public Optional<Diagnostic> trapNan(Map<String, Tensor> arguments) {
        Instance instance = instance(types(arguments));
        List<Tensor> operands = operands(instance.function(), instance, arguments);
        Optional<Diagnostic> forward = NanTrap.find(instance.program(), name, operands, "forward");
        Optional<Diagnostic> found = forward.isPresent() || !gradient
                ? forward
                : NanTrap.find(instance.program(), instance.name(), operands, "backward");
        return found.map(model::located);
    }

    /// The results for these arguments by name.
    public List<Tensor> call(Map<String, Tensor> arguments) {
        Compiled c = compiled(types(arguments));
        return c.executable().call(operands(c.executable().function(), c.instance(), arguments));
    }

    private static Map<String, Type> types(Map<String, Tensor> arguments) {
        var types = new HashMap<String, Type>();
        arguments.forEach((argument, value) -> types.put(argument, value.type()));
        return types;
    }

    private List<Tensor> operands(Function f, Instance instance, Map<String, Tensor> arguments) {
        var operands = new ArrayList<Tensor>();
        for (Argument a : f.arguments()) {
            Tensor value = a.parameter() ? instance.parameters().get(a.name()) : arguments.get(a.name());
            if (value == null) {
                throw new IllegalArgumentException("argument '" + a.name() + "' of '" + name + "' is missing");
            }
            operands.add(value);
        }
        return operands;
    }

    /// The results by name for these arguments by name.
    public SequencedMap<String, Tensor> results(Map<String, Tensor> arguments) {
        List<Tensor> values = call(arguments);
        List<String> names = executable(types(arguments)).function().resultNames();
        var results = new LinkedHashMap<String, Tensor>();
        for (int k = 0; k < values.size(); k++) {
            results.put(names.get(k), values.get(k));
        }
        return results;
    }

    /// The results for these arguments in order.
    public List<Tensor> call(Tensor... arguments) {
        List<String> names = arguments();
        if (arguments.length != names.size()) {
            throw new IllegalArgumentException(
                    "'" + name + "' takes " + names.size() + " arguments, not " + arguments.length);
        }
        var byName = new LinkedHashMap<String, Tensor>();
        for (int k = 0; k < arguments.length; k++) {
            byName.put(names.get(k), arguments[k]);
        }
        return call(byName);
    }

    /// The elements of all results, one after the other, for these scalar arguments in order.
    public double[] call(double... arguments) {
        ElementType real = model.settings().real();
        Tensor[] scalars = IntStream.range(0, arguments.length)
                .mapToObj(k -> Tensor.scalar(real, arguments[k]))
                .toArray(Tensor[]::new);
        return flat(call(scalars));
    }

    static double[] flat(List<Tensor> results) {
        return results.stream()
                .flatMapToDouble(t -> IntStream.range(0, t.type().size()).mapToDouble(t::real))
                .toArray();
    }

    /// This function behind the one abstract method of an interface, as [Executable#bind] says. A model with parameters
    /// is bound with their values as constants.
    public <T> T bind(Class<T> type) {
        return bind(type, Map.of());
    }

    /// As [#bind(Class)], for arguments of these types where the declaration leaves them open.
    public <T> T bind(Class<T> type, Map<String, Type> types) {
        Instance instance = instance(types);
        Program frozen = mg.passes.Freeze.run(instance.program(), instance.parameters());
        return located(() -> Backends.compile(model.settings(), frozen, instance.name())).bind(type);
    }
}
