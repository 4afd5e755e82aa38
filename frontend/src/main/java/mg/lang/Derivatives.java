package mg.lang;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import mg.ir.Builder;
import mg.ir.Operation;
import mg.ir.Span;
import mg.ir.Type;
import mg.ir.Var;

/// Derivatives in the language. The function becomes one of the program, with what it captures as further arguments,
/// and an instruction `vjp` or `jvp` names it.
final class Derivatives {
    private final Evaluator evaluator;
    private final Builder builder;
    private final Lifting lifting;
    private final Jacobians jacobians;

    Derivatives(Evaluator evaluator) {
        this.evaluator = evaluator;
        this.builder = evaluator.builder();
        this.lifting = new Lifting(evaluator);
        this.jacobians = new Jacobians(evaluator, lifting);
    }

    /// The arguments of a function as what it is differentiated by.
    List<Operand> arguments(Meaning.Callable f, List<Operand> arguments, Span span) {
        return lifting.arguments(f, arguments, span);
    }

    Meaning apply(Meaning.Derived f, List<Operand> arguments, Span span) {
        return switch (f.kind()) {
            case GRAD -> gradient(f.of(), arguments, false, span);
            case VALUE_AND_GRAD -> gradient(f.of(), arguments, true, span);
            case JACOBIAN -> jacobians.of(f.of(), arguments, span);
            case SPARSE_JACOBIAN -> jacobians.sparse(f.of(), arguments, span);
            case HESSIAN -> jacobians.of(new Meaning.Derived(Meaning.Derivative.GRAD, f.of()), arguments, span);
        };
    }

    private Meaning gradient(Meaning.Callable f, List<Operand> arguments, boolean value, Span span) {
        Lifted lifted = lifting.lift(f, arguments, span);
        Meaning result = lifted.instance().result();
        if (!(result instanceof Meaning.Computed(Var out)) || !out.type().isReal() || !out.type().isScalar()) {
            throw new Rejection(span, "grad takes a function with one real result, this one gives "
                    + evaluator.type(result), "hint: jacobian(f), or vjp(f, x, ct)");
        }
        List<Var> results = vjp(lifted, List.of(builder.filled(out.type(), 1)), span);
        Meaning gradient = single(adjoints(lifted.arguments(), results.subList(1, results.size())));
        return value ? new Meaning.Tuple(List.of(new Meaning.Computed(results.getFirst()), gradient)) : gradient;
    }

    /// `vjp(f, x, ct)`: the value and the adjoint of `x`.
    Meaning vjp(Meaning.Callable f, Operand x, Operand ct, Span span) {
        Lifted lifted = lifting.lift(f, spread(f, x, span), span);
        List<Var> cotangents = tangents(lifted.instance().result(), ct, "the cotangent", span);
        List<Var> results = vjp(lifted, cotangents, span);
        int n = lifted.instance().function().resultTypes().size();
        return new Meaning.Tuple(List.of(
                Meaning.with(lifted.instance().result(), results.subList(0, n)),
                single(adjoints(lifted.arguments(), results.subList(n, results.size())))));
    }

    /// `jvp(f, x, dx)`: the value and its tangent.
    Meaning jvp(Meaning.Callable f, Operand x, Operand dx, Span span) {
        Lifted lifted = lifting.lift(f, spread(f, x, span), span);
        List<Meaning> arguments = lifted.arguments();
        Meaning structure = arguments.size() == 1 ? arguments.getFirst() : new Meaning.Tuple(arguments);
        List<Var> results = jvp(lifted, tangents(structure, dx, "the tangent", span), span);
        int n = lifted.instance().function().resultTypes().size();
        Meaning value = lifted.instance().result();
        return new Meaning.Tuple(List.of(
                Meaning.with(value, results.subList(0, n)), real(value, results.subList(n, results.size()))));
    }

    /// A function of several arguments takes a tuple of them.
    private List<Operand> spread(Meaning.Callable f, Operand x, Span span) {
        if (Calls.arity(f) == 1) {
            return List.of(x);
        }
        if (x.meaning() instanceof Meaning.Tuple(List<Meaning> items)) {
            return items.stream().map(m -> new Operand(m, x.text(), x.origin())).toList();
        }
        throw new Rejection(span, "a function of " + Calls.arity(f) + " arguments takes a tuple of as many here, not "
                + evaluator.type(x.meaning()), evaluator.note(x));
    }

    private List<Var> vjp(Lifted f, List<Var> cotangents, Span span) {
        return emit(new Operation.Vjp(f.instance().function().name(), f.wrt()), f, cotangents, f.inputs(), span);
    }

    private List<Var> jvp(Lifted f, List<Var> tangents, Span span) {
        return emit(new Operation.Jvp(f.instance().function().name(), f.wrt()), f, tangents, f.outputs(), span);
    }

    private List<Var> emit(Operation operation, Lifted f, List<Var> more, List<Type> derivatives, Span span) {
        var operands = new ArrayList<>(f.operands());
        operands.addAll(more);
        var types = new ArrayList<>(f.instance().function().resultTypes());
        types.addAll(derivatives);
        builder.at(span);
        return builder.emit(operation, operands, List.of(), types);
    }

    // Structures

    /// What the arguments' real parts have as adjoints, in their structure. Arguments without real parts are left out.
    static List<Meaning> adjoints(List<Meaning> arguments, List<Var> adjoints) {
        return leaves(arguments, computed(adjoints));
    }

    private static List<Meaning> computed(List<Var> leaves) {
        return leaves.stream().<Meaning>map(Meaning.Computed::new).toList();
    }

    /// The arguments with other leaves for the real ones. Arguments without real parts are left out.
    static List<Meaning> leaves(List<Meaning> arguments, List<Meaning> leaves) {
        var next = leaves.iterator();
        var result = new ArrayList<Meaning>();
        for (Meaning argument : arguments) {
            if (!Meaning.real(List.of(argument)).isEmpty()) {
                result.add(real(argument, next));
            }
        }
        return result;
    }

    static Meaning single(List<Meaning> items) {
        return items.size() == 1 ? items.getFirst() : new Meaning.Tuple(items);
    }

    /// A structure with other leaves for the real ones; what is not real has the derivative 0.
    static Meaning real(Meaning structure, List<Var> leaves) {
        return real(structure, computed(leaves).iterator());
    }

    private static Meaning real(Meaning structure, java.util.Iterator<Meaning> leaves) {
        return switch (structure) {
            case Meaning.Computed(Var var) ->
                var.type().isReal() ? leaves.next() : new Meaning.Number(0);
            case Meaning.Tuple(List<Meaning> items) ->
                new Meaning.Tuple(items.stream().map(m -> real(m, leaves)).toList());
            case Meaning.Record(List<String> names, List<Meaning> values) ->
                new Meaning.Record(names, values.stream().map(m -> real(m, leaves)).toList());
            case Meaning.Whole _, Meaning.Number _, Meaning.Truth _ -> new Meaning.Number(0);
            case Meaning.Callable _, Meaning.Broken _ -> structure;
        };
    }

    /// One direction for each real leaf of a structure, of the same shape.
    private List<Var> tangents(Meaning structure, Operand direction, String what, Span span) {
        return tangents(structure, direction.meaning(), () -> new Rejection(span, what + " is "
                + evaluator.type(direction.meaning()) + ", it goes with " + evaluator.type(structure),
                evaluator.note(direction)));
    }

    /// One direction for each real leaf of a structure, of the same shape; otherwise `mismatch`.
    List<Var> tangents(Meaning structure, Meaning direction, java.util.function.Supplier<Rejection> mismatch) {
        var result = new ArrayList<Var>();
        tangents(structure, direction, result, mismatch);
        return result;
    }

    private void tangents(
            Meaning structure, Meaning direction, List<Var> result, java.util.function.Supplier<Rejection> mismatch) {
        switch (structure) {
            case Meaning.Computed(Var var) when var.type().isReal() -> {
                boolean number = Elementwise.isKnown(direction) || direction instanceof Meaning.Computed;
                if (!number || Elementwise.isTruth(direction)
                        || !Elementwise.shape(direction).equals(var.type().shape())) {
                    throw mismatch.get();
                }
                result.add(evaluator.elementwise().as(direction, var.type().element()));
            }
            case Meaning.Tuple(List<Meaning> items)
                    when direction instanceof Meaning.Tuple(List<Meaning> parts) && parts.size() == items.size() ->
                IntStream.range(0, items.size())
                        .forEach(k -> tangents(items.get(k), parts.get(k), result, mismatch));
            case Meaning.Record(List<String> names, List<Meaning> values)
                    when direction instanceof Meaning.Record(List<String> given, List<Meaning> parts)
                            && given.size() == names.size() && given.containsAll(names) ->
                IntStream.range(0, names.size()).forEach(k ->
                        tangents(values.get(k), parts.get(given.indexOf(names.get(k))), result, mismatch));
            case Meaning.Tuple _, Meaning.Record _ -> throw mismatch.get();
            case Meaning.Computed _, Meaning.Whole _, Meaning.Number _, Meaning.Truth _, Meaning.Callable _,
                    Meaning.Broken _ -> {}
        }
    }
}
