package mg.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import mg.Backends;
import mg.ModelFunction;
import mg.Settings;
import mg.ir.Argument;
import mg.ir.Block;
import mg.ir.Builder;
import mg.ir.Diagnostic;
import mg.ir.DiagnosticException;
import mg.ir.ElementType;
import mg.ir.Executable;
import mg.ir.Function;
import mg.ir.Operation;
import mg.ir.Program;
import mg.ir.Tensor;
import mg.ir.Type;
import mg.ir.Var;
import mg.passes.Gradient;

/// A function made into one real number, its gradient, and its derivative in forward mode, as one program. The number
/// is the only real result if that is a scalar, otherwise the sum of all real results times random weights.
///
/// @param wrt the arguments and parameters that it is differentiated by
record CheckedFunction(Program program, List<String> wrt) {
    /// The number.
    static final String VALUE = "check.value";
    /// The number and its gradient.
    static final String GRADIENT = "check.gradient";
    /// The number and its derivative along tangents.
    static final String FORWARD = "check.forward";

    /// @throws DiagnosticException if no result is real
    static CheckedFunction of(ModelFunction.Instance instance, List<String> wrt, long seed) {
        Function value = value(instance, seed);
        List<Integer> positions = wrt.stream().map(value::indexOf).toList();
        Program program = Gradient.of(instance.program().plus(value), VALUE, positions, GRADIENT);
        return new CheckedFunction(program.plus(forward(value, positions)), wrt);
    }

    private static Function value(ModelFunction.Instance instance, long seed) {
        var b = new Builder();
        List<Var> results = b.call(instance.function(), b.argumentsOf(instance.function())).stream()
                .filter(r -> r.type().isReal())
                .toList();
        if (results.isEmpty()) {
            throw new DiagnosticException(
                    Diagnostic.of("'" + instance.name() + "' gives no real number to differentiate"));
        }
        if (results.size() == 1 && results.getFirst().type().isScalar()) {
            return b.finish(VALUE, List.of("value"), results);
        }
        ElementType widest = results.stream().anyMatch(r -> r.type().element() == ElementType.F64)
                ? ElementType.F64
                : ElementType.F32;
        RandomGenerator random = RandomValues.generator(seed, "weights");
        Var sum = b.constant(Tensor.zeros(Type.scalar(widest)));
        for (Var r : results) {
            Var weights = b.constant(Tensor.reals(r.type(), _ -> 2 * random.nextDouble() - 1));
            Var weighted = b.sumAll(b.mul(weights, r));
            sum = b.add(sum, r.type().element() == widest ? weighted : b.emit(new Operation.Cast(widest), weighted));
        }
        return b.finish(VALUE, List.of("value"), List.of(sum));
    }

    private static Function forward(Function value, List<Integer> positions) {
        var b = new Builder();
        var operands = new ArrayList<>(b.argumentsOf(value));
        for (int k : positions) {
            Argument a = value.arguments().get(k);
            operands.add(b.argument(tangent(a.name()), a.type()));
        }
        Type type = value.resultTypes().getFirst();
        List<Var> results =
                b.emit(new Operation.Jvp(VALUE, positions), operands, List.of(), List.of(type, type));
        return b.finish(FORWARD, List.of("value", "tangent"), results);
    }

    /// What the tangent of an argument is called.
    static String tangent(String argument) {
        return argument + ".tangent";
    }

    /// The number, under the name "", and the gradient by argument.
    Map<String, Tensor> all(Settings settings, Map<String, Tensor> arguments) {
        List<Tensor> results = call(Backends.compile(settings, program, GRADIENT), arguments);
        var named = new LinkedHashMap<String, Tensor>();
        named.put("", results.getFirst());
        for (int k = 0; k < wrt.size(); k++) {
            named.put(wrt.get(k), results.get(k + 1));
        }
        return named;
    }

    /// The results for arguments by name.
    static List<Tensor> call(Executable executable, Map<String, Tensor> arguments) {
        return executable.call(executable.function().arguments().stream().map(a -> arguments.get(a.name())).toList());
    }

    /// Whether some value on the way is an `f32`.
    boolean isSingle() {
        return program.functions().stream().anyMatch(f -> isSingle(f.body()));
    }

    private static boolean isSingle(Block block) {
        return block.arguments().stream().anyMatch(CheckedFunction::isSingle)
                || block.instructions().stream().anyMatch(i ->
                        i.results().stream().anyMatch(CheckedFunction::isSingle)
                                || i.blocks().stream().anyMatch(CheckedFunction::isSingle));
    }

    private static boolean isSingle(Var value) {
        return value.type().element() == ElementType.F32;
    }
}
