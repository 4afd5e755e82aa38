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
/// What it does not speak of, [ImplicitInputs], has the derivative of the function's text.
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
        Instance instance = built.instance();
        boolean pullback = stated.mode() == Declaration.Mode.PULLBACK;
        List<Var> inputs = Meaning.leaves(arguments);
        List<Meaning> real = Derivatives.adjoints(
                arguments, Meaning.real(arguments).stream().map(inputs::get).toList());
        int more = pullback ? 1 : real.size();
        List<Declaration.Formal> formals = stated.fn().formals();
        if (formals.size() != arguments.size() + more) {
            throw new Rejection(stated.span(), arity(stated, f.fn(), more),
                    "'" + f.fn().name() + "' is declared at " + f.fn().span());
        }
        var implicit = new ImplicitInputs(instance, arguments);
        var takes = new ArrayList<>(arguments);
        takes.addAll(pullback
                ? List.of(Derivatives.real(instance.result(), reals(instance.result())))
                : implicit.tangents());
        Meaning gives = pullback ? Derivatives.single(real) : instance.result();
        var itself = new Meaning.Named(f.unit(), stated.fn());
        var key = new Instantiator.Key(
                new Meaning.Native(name), takes.stream().map(Meaning::template).toList(), List.of());
        List<String> names = IntStream.range(0, takes.size())
                .mapToObj(k -> (k < arguments.size() ? formals.get(k).name() : "d") + "." + k)
                .toList();
        Instance companion = instantiator.companion(name, key, names, (inside, values) -> {
            List<Meaning> given = values.subList(0, arguments.size());
            List<Meaning> directions = values.subList(arguments.size(), values.size());
            var actual = new ArrayList<>(given);
            actual.addAll(pullback ? directions : Derivatives.leaves(given, implicit.explicit(directions)));
            List<Operand> operands = IntStream.range(0, actual.size())
                    .mapToObj(k -> new Operand(actual.get(k), formals.get(k).name(), Span.NONE))
                    .toList();
            Formals.Fitted fitted = Formals.fit(inside, itself, operands, stated.span());
            Meaning value = Calls.body(inside, itself, fitted.arguments(), fitted.sizes());
            List<Var> leaves = inside.calls().derivatives().tangents(gives, value, () -> mismatch(
                    stated, inside.type(value), inside.type(gives)));
            List<Var> all = pullback
                    ? implicit.adjoints(inside, given, Meaning.leaves(directions), leaves)
                    : implicit.tangents(inside, given, Meaning.leaves(directions), leaves);
            return new Meaning.Tuple(all.stream().<Meaning>map(Meaning.Computed::new).toList());
        });
        companion.parameters().stream().filter(p -> !instance.parameters().contains(p)).findFirst().ifPresent(p -> {
            throw new Rejection(stated.span(),
                    "'" + stated.name() + "' uses parameter '" + p + "', which '" + f.fn().name()
                    + "' does not", "hint: make it an argument of '" + f.fn().name() + "'");
        });
    }

    /// What a derivative should take.
    ///
    /// @param more how many cotangents or tangents
    static String arity(Declaration.Stated stated, Declaration.Fn fn, int more) {
        int n = fn.formals().size();
        String those = "the " + (n == 1 ? "argument" : n + " arguments") + " of '" + fn.name() + "'";
        return "'" + stated.name() + "' takes " + those + (stated.mode() == Declaration.Mode.PULLBACK
                ? " and the cotangent of its result"
                : ", and a tangent for each that is real") + ": " + (n + more) + ", not "
                + stated.fn().formals().size();
    }

    private static Rejection mismatch(Declaration.Stated stated, String given, String expected) {
        return new Rejection(stated.span(), "'" + stated.name() + "' gives " + given + ", not " + expected,
                stated.mode() == Declaration.Mode.PULLBACK
                        ? "a pullback gives the adjoints of the real arguments of '" + stated.of() + "'"
                        : "a tangent gives that of the result of '" + stated.of() + "'");
    }

    private static List<Var> reals(Meaning meaning) {
        return Meaning.leaves(meaning).stream().filter(v -> v.type().isReal()).toList();
    }
}
