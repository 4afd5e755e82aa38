package mg.ir;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// The types that calls and derivatives of a function take and return.
public final class Signatures {
    private Signatures() {}

    /// The function an operation calls or differentiates, if it does.
    public static Optional<String> callee(Operation operation) {
        return switch (operation) {
            case Operation.Call(String function) -> Optional.of(function);
            case Operation.Jvp(String function, _) -> Optional.of(function);
            case Operation.Vjp(String function, _) -> Optional.of(function);
            default -> Optional.empty();
        };
    }

    /// The types of the results of a call or a derivative of `function`.
    ///
    /// @throws IllegalArgumentException if it does not take such operands, saying why
    public static List<Type> results(Operation operation, List<Type> operands, Function function) {
        var wanted = new ArrayList<>(function.argumentTypes());
        var results = new ArrayList<>(function.resultTypes());
        List<Type> reals = results.stream().filter(Type::isReal).toList();
        switch (operation) {
            case Operation.Jvp(_, List<Integer> wrt) -> {
                wanted.addAll(differentiated(function, wrt));
                results.addAll(reals);
            }
            case Operation.Vjp(_, List<Integer> wrt) -> {
                wanted.addAll(reals);
                results.addAll(differentiated(function, wrt));
            }
            default -> {}
        }
        if (!operands.equals(wanted)) {
            throw new IllegalArgumentException("takes " + wanted + ", not " + operands);
        }
        return results;
    }

    private static List<Type> differentiated(Function function, List<Integer> wrt) {
        var seen = new HashSet<Integer>();
        var types = new ArrayList<Type>();
        for (int k : wrt) {
            if (k < 0 || k >= function.arguments().size() || !seen.add(k)) {
                throw new IllegalArgumentException(wrt + " are not arguments of @" + function.name()
                        + ", which has " + function.arguments().size());
            }
            Argument argument = function.arguments().get(k);
            if (!argument.type().isReal()) {
                throw new IllegalArgumentException("argument '" + argument.name() + "' of @" + function.name() + " is "
                        + argument.type() + ": there is no derivative with respect to it");
            }
            types.add(argument.type());
        }
        return types;
    }
}
