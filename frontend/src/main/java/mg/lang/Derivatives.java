package mg.lang;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import mg.ir.Builder;
import mg.ir.ElementType;
import mg.ir.Kind;
import mg.ir.Operation;
import mg.ir.Span;
import mg.ir.Type;
import mg.ir.Var;

/// Derivatives in the language. The function becomes one of the program, with what it captures as further arguments,
/// and an instruction `vjp` or `jvp` names it.
final class Derivatives {
    /// A function of the program that stands for one to be differentiated.
    ///
    /// @param operands  of a call
    /// @param first     the position among the operands of the first leaf of `arguments`
    /// @param arguments what it is differentiated by, as far as that is real
    private record Lifted(Instance instance, List<Var> operands, int first, List<Meaning> arguments) {
        List<Var> leaves() {
            return Meaning.leaves(arguments);
        }

        /// The positions of the real leaves of the arguments.
        List<Integer> wrt() {
            List<Var> leaves = leaves();
            return IntStream.range(0, leaves.size())
                    .filter(k -> leaves.get(k).type().isReal())
                    .mapToObj(k -> first + k)
                    .toList();
        }

        /// The real results.
        List<Type> outputs() {
            return instance.function().resultTypes().stream().filter(Type::isReal).toList();
        }
    }

    private final Evaluator evaluator;
    private final Builder builder;

    Derivatives(Evaluator evaluator) {
        this.evaluator = evaluator;
        this.builder = evaluator.builder();
    }

    Meaning apply(Meaning.Derived f, List<Operand> arguments, Span span) {
        return switch (f.kind()) {
            case GRAD -> gradient(f.of(), arguments, false, span);
            case VALUE_AND_GRAD -> gradient(f.of(), arguments, true, span);
            case JACOBIAN -> jacobian(f.of(), arguments, span);
            case HESSIAN -> jacobian(new Meaning.Derived(Meaning.Derivative.GRAD, f.of()), arguments, span);
        };
    }

    private Meaning gradient(Meaning.Callable f, List<Operand> arguments, boolean value, Span span) {
        Lifted lifted = lift(f, arguments, span);
        Meaning result = lifted.instance().result();
        if (!(result instanceof Meaning.Computed(Var out)) || !out.type().isReal() || !out.type().isScalar()) {
            throw new Rejection(span, "grad takes a function with one real result, this one gives "
                    + evaluator.shown().meaning(result), "hint: jacobian(f), or vjp(f, x, ct)");
        }
        List<Var> results = vjp(lifted, List.of(one(out.type())), span);
        Meaning gradient = single(adjoints(lifted.arguments(), results.subList(1, results.size())));
        return value ? new Meaning.Tuple(List.of(new Meaning.Computed(results.getFirst()), gradient)) : gradient;
    }

    private Var one(Type type) {
        return builder.filled(type, 1);
    }

    /// `vjp(f, x, ct)`: the value and the adjoint of `x`.
    Meaning vjp(Meaning.Callable f, Operand x, Operand ct, Span span) {
        Lifted lifted = lift(f, spread(f, x, span), span);
        List<Var> cotangents = tangents(lifted.instance().result(), ct, "the cotangent", span);
        List<Var> results = vjp(lifted, cotangents, span);
        int n = lifted.instance().function().resultTypes().size();
        return new Meaning.Tuple(List.of(
                Meaning.with(lifted.instance().result(), results.subList(0, n)),
                single(adjoints(lifted.arguments(), results.subList(n, results.size())))));
    }

    /// `jvp(f, x, dx)`: the value and its tangent.
    Meaning jvp(Meaning.Callable f, Operand x, Operand dx, Span span) {
        Lifted lifted = lift(f, spread(f, x, span), span);
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
                + evaluator.shown().meaning(x.meaning()), evaluator.shown().note(x));
    }

    private List<Var> vjp(Lifted f, List<Var> cotangents, Span span) {
        return emit(new Operation.Vjp(f.instance().function().name(), f.wrt()), f, cotangents,
                f.leaves().stream().map(Var::type).filter(Type::isReal).toList(), span);
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

    // Jacobians

    /// Row by row in reverse, or column by column forward, whichever is less.
    private Meaning jacobian(Meaning.Callable f, List<Operand> arguments, Span span) {
        Lifted lifted = lift(f, arguments, span);
        List<Type> inputs = lifted.leaves().stream().map(Var::type).filter(Type::isReal).toList();
        List<Type> outputs = lifted.outputs();
        long rows = outputs.stream().mapToLong(Type::size).sum();
        long columns = inputs.stream().mapToLong(Type::size).sum();
        Var[][] blocks = rows <= columns ? reverse(lifted, inputs, outputs, span) : forward(lifted, inputs, outputs, span);
        var next = new int[1];
        Meaning result = lifted.instance().result();
        Meaning.leaves(result).stream().filter(v -> !v.type().isReal()).findAny().ifPresent(v -> {
            throw new Rejection(span, "jacobian takes a function with real results, this one gives "
                    + evaluator.shown().meaning(result));
        });
        return nested(result, () -> single(adjoints(lifted.arguments(), List.of(blocks[next[0]++]))));
    }

    /// The structure of a result with another structure for each leaf.
    private static Meaning nested(Meaning meaning, java.util.function.Supplier<Meaning> leaf) {
        return switch (meaning) {
            case Meaning.Computed _ -> leaf.get();
            case Meaning.Tuple(List<Meaning> items) ->
                new Meaning.Tuple(items.stream().map(m -> nested(m, leaf)).toList());
            case Meaning.Record(List<String> names, List<Meaning> values) ->
                new Meaning.Record(names, values.stream().map(m -> nested(m, leaf)).toList());
            case Meaning.Whole _, Meaning.Number _, Meaning.Truth _, Meaning.Callable _, Meaning.Broken _ -> meaning;
        };
    }

    private Var[][] reverse(Lifted f, List<Type> inputs, List<Type> outputs, Span span) {
        int values = f.instance().function().resultTypes().size();
        var blocks = new Var[outputs.size()][];
        for (int j = 0; j < blocks.length; j++) {
            int leaf = j;
            List<Var> rows = basis(outputs.get(j), one -> {
                List<Var> all = vjp(f, oneOf(outputs, leaf, one), span);
                return all.subList(values, all.size());
            });
            blocks[j] = IntStream.range(0, inputs.size())
                    .mapToObj(k -> builder.reshape(rows.get(k), joined(outputs.get(leaf), inputs.get(k))))
                    .toArray(Var[]::new);
        }
        return blocks;
    }

    private Var[][] forward(Lifted f, List<Type> inputs, List<Type> outputs, Span span) {
        int values = f.instance().function().resultTypes().size();
        var blocks = new Var[outputs.size()][inputs.size()];
        for (int k = 0; k < inputs.size(); k++) {
            int leaf = k;
            List<Var> columns = basis(inputs.get(k), one -> {
                List<Var> all = jvp(f, oneOf(inputs, leaf, one), span);
                return all.subList(values, all.size());
            });
            for (int j = 0; j < outputs.size(); j++) {
                blocks[j][k] = builder.reshape(last(columns.get(j), inputs.get(k)), joined(outputs.get(j), inputs.get(k)));
            }
        }
        return blocks;
    }

    /// The same with its first axis, the direction, last. For a scalar there is no such axis.
    private Var last(Var columns, Type input) {
        if (input.isScalar()) {
            return columns;
        }
        var axes = new ArrayList<>(IntStream.range(1, columns.type().rank()).boxed().toList());
        axes.add(0);
        return builder.transpose(columns, axes);
    }

    private static List<Integer> joined(Type output, Type input) {
        var shape = new ArrayList<>(output.shape());
        shape.addAll(input.shape());
        return shape;
    }

    /// What `f` gives for each unit of a type, stacked; for a scalar, for 1.
    private List<Var> basis(Type type, java.util.function.Function<Var, List<Var>> f) {
        if (type.isScalar()) {
            return f.apply(one(type));
        }
        Var i = builder.counter(type.size());
        var block = builder.block(List.of(i), () -> {
            Var flat = builder.place(List.of(type.size()), one(Type.scalar(type.element())), List.of(i));
            return f.apply(builder.reshape(flat, type.shape()));
        });
        List<Kind> kinds = Collections.nCopies(block.results().size(), Kind.COLLECT);
        return builder.emit(new Operation.For(type.size(), kinds, false, false), List.of(), List.of(block));
    }

    private List<Var> oneOf(List<Type> types, int leaf, Var one) {
        return IntStream.range(0, types.size())
                .mapToObj(k -> k == leaf ? one : builder.zeros(types.get(k)))
                .toList();
    }

    // Structures

    /// What the arguments' real parts have as adjoints, in their structure. Arguments without real parts are left out.
    private List<Meaning> adjoints(List<Meaning> arguments, List<Var> adjoints) {
        var next = adjoints.iterator();
        var result = new ArrayList<Meaning>();
        for (Meaning argument : arguments) {
            if (Meaning.leaves(argument).stream().anyMatch(v -> v.type().isReal())) {
                result.add(real(argument, next));
            }
        }
        return result;
    }

    private static Meaning single(List<Meaning> items) {
        return items.size() == 1 ? items.getFirst() : new Meaning.Tuple(items);
    }

    private static Meaning real(Meaning structure, List<Var> leaves) {
        return real(structure, leaves.iterator());
    }

    /// A structure with other leaves for the real ones; what is not real has the derivative 0.
    private static Meaning real(Meaning structure, java.util.Iterator<Var> leaves) {
        return switch (structure) {
            case Meaning.Computed(Var var) ->
                var.type().isReal() ? new Meaning.Computed(leaves.next()) : new Meaning.Number(0);
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
        var result = new ArrayList<Var>();
        tangents(structure, direction.meaning(), result, () -> new Rejection(span, what + " is "
                + evaluator.shown().meaning(direction.meaning()) + ", it goes with " + evaluator.shown().meaning(structure),
                evaluator.shown().note(direction)));
        return result;
    }

    private void tangents(
            Meaning structure, Meaning direction, List<Var> result, java.util.function.Supplier<Rejection> mismatch) {
        switch (structure) {
            case Meaning.Computed(Var var) when var.type().isReal() -> {
                boolean number = Elementwise.isKnown(direction) || direction instanceof Meaning.Computed;
                if (!number || Elementwise.isTruth(direction) || !Elementwise.shape(direction).equals(var.type().shape())) {
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

    // Lifting

    /// A declared function stands for itself; anything else becomes a function of what it captures and its arguments.
    private Lifted lift(Meaning.Callable f, List<Operand> arguments, Span span) {
        List<Operand> real = arguments(f, arguments, span);
        Lifted lifted = f instanceof Meaning.Named named && named.fn().formals().size() == real.size()
                ? direct(named, real, span)
                : wrapped(f, real, span);
        if (lifted.wrt().isEmpty()) {
            throw new Rejection(span, "there is nothing real to differentiate by",
                    real.stream().map(o -> evaluator.shown().note(o)).toList());
        }
        return lifted;
    }

    /// The arguments as the function takes them. Integers that are known are real if they are not declared `int`.
    private List<Operand> arguments(Meaning.Callable f, List<Operand> arguments, Span span) {
        Meaning.Callable root = f;
        while (root instanceof Meaning.Derived(_, Meaning.Callable of)) {
            root = of;
        }
        if (!(root instanceof Meaning.Named named) || named.fn().formals().size() != arguments.size()) {
            return arguments.stream().map(o -> with(o, constantsReal(o.meaning()))).toList();
        }
        List<Operand> open = IntStream.range(0, arguments.size())
                .mapToObj(k -> named.fn().formals().get(k).type().isPresent()
                        ? arguments.get(k)
                        : with(arguments.get(k), constantsReal(arguments.get(k).meaning())))
                .toList();
        List<Meaning> fitted = Formals.fit(evaluator, named, open, span).arguments();
        return IntStream.range(0, fitted.size()).mapToObj(k -> with(open.get(k), fitted.get(k))).toList();
    }

    private static Operand with(Operand operand, Meaning meaning) {
        return new Operand(meaning, operand.text(), operand.origin());
    }

    private Meaning constantsReal(Meaning meaning) {
        ElementType real = evaluator.program().real();
        return switch (meaning) {
            case Meaning.Whole _, Meaning.Number _ -> new Meaning.Computed(evaluator.elementwise().as(meaning, real));
            case Meaning.Computed(Var var) -> isKnownInteger(var)
                    ? new Meaning.Computed(evaluator.elementwise().as(meaning, real))
                    : meaning;
            case Meaning.Tuple(List<Meaning> items) ->
                new Meaning.Tuple(items.stream().map(this::constantsReal).toList());
            case Meaning.Record(List<String> names, List<Meaning> values) ->
                new Meaning.Record(names, values.stream().map(this::constantsReal).toList());
            case Meaning.Truth _, Meaning.Callable _, Meaning.Broken _ -> meaning;
        };
    }

    /// Whether it is made of integers in the text alone.
    private boolean isKnownInteger(Var var) {
        return var.type().element() == ElementType.I64
                && builder.definition(var).filter(i -> switch (i.operation()) {
                    case Operation.Const _ -> true;
                    case Operation.Concat _, Operation.Reshape _, Operation.Broadcast _ ->
                        i.operands().stream().allMatch(this::isKnownInteger);
                    default -> false;
                }).isPresent();
    }

    private Lifted direct(Meaning.Named f, List<Operand> arguments, Span span) {
        Formals.Fitted fitted = Formals.fit(evaluator, f, arguments, span);
        Instance instance = evaluator.calls().instance(f, fitted, span);
        if (!evaluator.branches().computedTemplate(instance.result()).equals(instance.result())) {
            return wrapped(f, arguments, span);
        }
        return lifted(instance, List.of(), fitted.arguments());
    }

    private Lifted wrapped(Meaning.Callable f, List<Operand> arguments, Span span) {
        List<Meaning> values = arguments.stream().map(Operand::meaning).toList();
        var all = new ArrayList<Meaning>();
        all.add(f);
        all.addAll(values);
        List<Meaning> templates = all.stream().map(Meaning::template).toList();
        List<String> names = IntStream.range(0, all.size()).mapToObj(k -> k == 0 ? "captured" : "x" + (k - 1)).toList();
        var key = new Instantiator.Key(new Meaning.Native("lifted"), templates, List.of());
        Instance instance = evaluator.program().instance(key, evaluator.function() + ".lambda", names, span, (inside, given) -> {
            List<Operand> operands = IntStream.range(1, given.size())
                    .mapToObj(k -> new Operand(given.get(k), arguments.get(k - 1).text(), arguments.get(k - 1).origin()))
                    .toList();
            Meaning result = inside.calls().apply((Meaning.Callable) given.getFirst(), operands, Map.of(), span);
            return inside.branches().computed(realised(inside, result));
        });
        return lifted(instance, Meaning.leaves((Meaning) f), values);
    }

    /// A known integer as a result is the constant real function.
    private static Meaning realised(Evaluator inside, Meaning result) {
        return result instanceof Meaning.Whole(long value) ? new Meaning.Number(value) : result;
    }

    private Lifted lifted(Instance instance, List<Var> captured, List<Meaning> arguments) {
        var operands = new ArrayList<Var>();
        instance.parameters().forEach(p -> operands.add(evaluator.parameter(p)));
        operands.addAll(captured);
        int first = operands.size();
        operands.addAll(Meaning.leaves(arguments));
        return new Lifted(instance, operands, first, arguments);
    }
}
