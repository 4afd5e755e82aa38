package mg.lang;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import mg.ir.Function;
import mg.ir.Span;
import mg.ir.Type;
import mg.ir.Var;

/// Builds the derivatives that functions state for themselves, for the types that these were built for.
///
/// A pullback takes the arguments of its function and the cotangent of its result; it gives the adjoints of the real
/// arguments, as `grad` does. A tangent takes a tangent for each real argument instead, and gives that of the result.
final class StatedDerivatives {
    private final Instantiator instantiator;

    StatedDerivatives(Instantiator instantiator) {
        this.instantiator = instantiator;
    }

    /// The names of the derivatives that a function of the program states, which are built now if they are not yet.
    List<String> of(Function function) {
        Instantiator.Built built = instantiator.built(function.name());
        if (!(built.key().function() instanceof Meaning.Named named) || !isDifferentiable(built)) {
            return List.of();
        }
        var names = new ArrayList<String>();
        boolean failed = false;
        for (Declaration.Stated stated : named.unit().stated(named.fn())) {
            String name = function.name() + "." + stated.mode();
            try {
                if (!instantiator.functions().containsKey(name)) {
                    build(name, named, stated, built);
                }
                names.add(name);
            } catch (Rejection e) {
                instantiator.report(e);
                failed = true;
            }
        }
        if (failed) {
            throw Rejection.already();
        }
        return names;
    }

    private static boolean isDifferentiable(Instantiator.Built built) {
        return Meaning.leaves(built.key().arguments()).stream().anyMatch(v -> v.type().isReal())
                && Meaning.leaves(built.instance().result()).stream().anyMatch(v -> v.type().isReal());
    }

    private void build(String name, Meaning.Named f, Declaration.Stated stated, Instantiator.Built built) {
        instantiator.require(stated);
        List<Meaning> arguments = built.key().arguments();
        captured(f, stated, arguments);
        unparameterized(f.fn().name(), stated, built.instance());
        List<Meaning> real = Derivatives.adjoints(arguments, reals(arguments));
        Meaning result = built.instance().result();
        boolean pullback = stated.mode() == Declaration.Mode.PULLBACK;
        var takes = new ArrayList<>(arguments);
        takes.addAll(pullback ? List.of(Derivatives.real(result, reals(List.of(result)))) : real);
        Meaning gives = pullback ? Derivatives.single(real) : result;
        List<Declaration.Formal> formals = stated.fn().formals();
        if (formals.size() != takes.size()) {
            throw new Rejection(stated.span(), arity(stated, f.fn(), takes.size() - arguments.size()),
                    "'" + f.fn().name() + "' is declared at " + f.fn().span());
        }
        var itself = new Meaning.Named(f.unit(), stated.fn());
        var key = new Instantiator.Key(
                new Meaning.Native(name), takes.stream().map(Meaning::template).toList(), List.of());
        List<String> names = IntStream.range(0, formals.size()).mapToObj(k -> formals.get(k).name() + "." + k).toList();
        Instance instance = instantiator.companion(name, key, names, (inside, values) -> {
            List<Operand> operands = IntStream.range(0, values.size())
                    .mapToObj(k -> new Operand(values.get(k), formals.get(k).name(), Span.NONE))
                    .toList();
            Formals.Fitted fitted = Formals.fit(inside, itself, operands, stated.span());
            Meaning value = Calls.body(inside, itself, fitted.arguments(), fitted.sizes());
            List<Var> leaves = inside.calls().derivatives().tangents(gives, value, () -> mismatch(
                    stated, inside.type(value), inside.type(gives)));
            return new Meaning.Tuple(leaves.stream().<Meaning>map(Meaning.Computed::new).toList());
        });
        unparameterized(f.fn().name(), stated, instance);
    }

    /// What a derivative should take.
    ///
    /// @param more how many cotangents or tangents
    static String arity(Declaration.Stated stated, Declaration.Fn fn, int more) {
        int n = fn.formals().size();
        String those = "the " + (n == 1 ? "argument" : n + " arguments") + " of '" + fn.name() + "'";
        return "'" + stated.name() + "' takes " + those + (stated.mode() == Declaration.Mode.PULLBACK
                ? " and the cotangent of its result"
                : ", and a tangent for each that is real") + ": " + (n + more) + ", not " + stated.fn().formals().size();
    }

    private static Rejection mismatch(Declaration.Stated stated, String given, String expected) {
        return new Rejection(stated.span(), "'" + stated.name() + "' gives " + given + ", not " + expected,
                stated.mode() == Declaration.Mode.PULLBACK
                        ? "a pullback gives the adjoints of the real arguments of '" + stated.of() + "'"
                        : "a tangent gives that of the result of '" + stated.of() + "'");
    }

    private static List<Var> reals(List<Meaning> meanings) {
        return Meaning.leaves(meanings).stream().filter(v -> v.type().isReal()).toList();
    }

    /// What a function argument captures would have no derivative.
    private static void captured(Meaning.Named f, Declaration.Stated stated, List<Meaning> arguments) {
        for (int k = 0; k < arguments.size(); k++) {
            if (arguments.get(k) instanceof Meaning.Callable && !reals(List.of(arguments.get(k))).isEmpty()) {
                List<String> names = Results.leafNames("", arguments.get(k));
                List<Type> types = Meaning.leaves(arguments.get(k)).stream().map(Var::type).toList();
                String name = IntStream.range(0, names.size()).filter(j -> types.get(j).isReal())
                        .mapToObj(names::get).findFirst().orElseThrow();
                throw new Rejection(stated.span(), "'" + f.fn().formals().get(k).name() + "' is here a function that uses '"
                        + name + "', for which '" + stated.name() + "' gives no derivative",
                        "hint: make what it uses an argument of '" + f.fn().name() + "'");
            }
        }
    }

    private static void unparameterized(String function, Declaration.Stated stated, Instance instance) {
        if (!instance.parameters().isEmpty()) {
            throw new Rejection(stated.span(), "'" + instance.function().name() + "' uses parameter '"
                    + instance.parameters().getFirst() + "', for which '" + stated.name() + "' gives no derivative",
                    "hint: make it an argument of '" + function + "'");
        }
    }
}
