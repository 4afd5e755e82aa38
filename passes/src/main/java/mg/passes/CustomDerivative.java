package mg.passes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import mg.ir.Builder;
import mg.ir.Function;
import mg.ir.Program;
import mg.ir.Type;
import mg.ir.Var;

/// The derivative that a function states for itself. A function `f` of a program may come with
///
/// - `f.tangent`: takes the arguments of `f`, then a tangent for each real one; gives the tangents of the real results;
/// - `f.pullback`: takes the arguments of `f`, then a cotangent for each real result; gives the adjoints of the real
///   arguments.
///
/// Either is enough: both are linear in what follows the arguments, so reverse mode through the one gives the other.
/// Calls of `f` in them have the stated derivative too, when they are differentiated again; `vjp @f` and `jvp @f` in
/// them are those of its list.
public final class CustomDerivative {
    private static final String TANGENT = ".tangent";
    private static final String PULLBACK = ".pullback";

    private CustomDerivative() {}

    /// The names under which a function's own derivatives stand in its program: of the tangent, of the pullback.
    public static List<String> names(String function) {
        return List.of(function + TANGENT, function + PULLBACK);
    }

    /// The derivatives that a function states.
    public static List<Function> of(Program program, String function) {
        return names(function).stream().flatMap(n -> program.find(n).stream()).toList();
    }

    /// Whether a function states its derivative.
    public static boolean states(Program program, String function) {
        return !of(program, function).isEmpty();
    }

    /// Whether `caller` differentiates `callee` by the derivative that `callee` states.
    static boolean stands(Program program, String callee, Function caller) {
        return !names(callee).contains(caller.name()) && states(program, callee);
    }

    /// Emits the tangents of the real results of a call.
    ///
    /// @param functions without calls and derivatives, by name
    static List<Var> tangents(
            Builder b, Map<String, Function> functions, String callee, List<Var> operands, List<Var> tangents) {
        return apply(b, functions, callee + TANGENT, callee + PULLBACK, operands, tangents);
    }

    /// Emits the adjoints of the real arguments of a call.
    static List<Var> adjoints(
            Builder b, Map<String, Function> functions, String callee, List<Var> operands, List<Var> cotangents) {
        return apply(b, functions, callee + PULLBACK, callee + TANGENT, operands, cotangents);
    }

    private static List<Var> apply(
            Builder b, Map<String, Function> functions, String direct, String other, List<Var> operands, List<Var> d) {
        Function stated = functions.get(direct);
        if (stated != null) {
            return b.inline(stated, Lists.concat(operands, d));
        }
        // L is linear in its last arguments u; its transpose is the derivative of <d, L u> by u, at any u.
        Function linear = functions.get(other);
        List<Integer> last =
                IntStream.range(operands.size(), linear.arguments().size()).boxed().toList();
        Function transposed = ReverseMode.run(linear, last, functions);
        var arguments = new ArrayList<>(operands);
        for (int k : last) {
            Type type = linear.arguments().get(k).type();
            arguments.add(b.zeros(type));
        }
        arguments.addAll(d);
        List<Var> results = b.inline(transposed, arguments);
        return results.subList(results.size() - last.size(), results.size());
    }
}
