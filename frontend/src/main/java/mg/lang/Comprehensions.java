package mg.lang;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import mg.ir.Block;
import mg.ir.Builder;
import mg.ir.ElementOp;
import mg.ir.ElementType;
import mg.ir.Instruction;
import mg.ir.Kind;
import mg.ir.Operation;
import mg.ir.Span;
import mg.ir.Var;

/// Comprehensions and reductions over them. Each variable is one loop in the program.
final class Comprehensions {
    private final Evaluator evaluator;
    private final Builder builder;
    private final Branches branches;
    private final Ranges ranges;

    Comprehensions(Evaluator evaluator) {
        this.evaluator = evaluator;
        this.builder = evaluator.builder();
        this.branches = evaluator.branches();
        this.ranges = evaluator.loops().ranges();
    }

    /// `[body for …]`.
    Meaning collect(Expression body, List<Expression.Binder> binders, Scope scope, Span span) {
        return nest(Kind.COLLECT, body, binders, scope, span);
    }

    /// `sum(body for …)` and the like. Several variables are several loops.
    Meaning reduce(Kind kind, Expression body, List<Expression.Binder> binders, Scope scope, Span span) {
        if (kind.isIndex() && binders.size() > 1) {
            throw new Rejection(binders.get(1).span(), kind + " has one variable: it gives one position");
        }
        return nest(kind, body, binders, scope, span);
    }

    private Meaning nest(Kind kind, Expression body, List<Expression.Binder> binders, Scope scope, Span span) {
        Map<String, Integer> sizes = ranges.infer(binders, Set.of(), body, scope);
        return nest(kind, body, binders, sizes, scope.inner(), span);
    }

    private Meaning nest(
            Kind kind, Expression body, List<Expression.Binder> binders, Map<String, Integer> sizes, Scope scope,
            Span span) {
        if (binders.isEmpty()) {
            return evaluator.eval(body, scope);
        }
        Expression.Binder binder = binders.getFirst();
        Ranges.Trip trip = ranges.trip(binder, sizes, scope);
        if (kind == Kind.COLLECT && trip.bound().isPresent()) {
            throw Rejection.notKnown(binder.span(), "how many items there are is not known at compile time",
                    "hint: a reduction may stop at a computed bound, an array has a fixed size");
        }
        return one(kind, trip, span, i -> {
            scope.define(binder.name(), ranges.variable(trip, i, binder.span()), binder.span());
            return nest(kind, body, binders.subList(1, binders.size()), sizes, scope, span);
        });
    }

    /// What `body` gives at all positions of these sizes, in an array.
    ///
    /// @param outer the position so far
    Meaning each(List<Integer> sizes, List<Var> outer, Span span, Function<List<Var>, Meaning> body) {
        if (outer.size() == sizes.size()) {
            return body.apply(outer);
        }
        var trip = new Ranges.Trip(sizes.get(outer.size()), Optional.empty(), new Meaning.Whole(0));
        return one(Kind.COLLECT, trip, span, i -> {
            var position = new ArrayList<>(outer);
            position.add(i);
            return each(sizes, position, span, body);
        });
    }

    private Meaning one(Kind kind, Ranges.Trip trip, Span span, Function<Var, Meaning> body) {
        Supplier<Branches.Part> iteration = () -> {
            Var i = builder.counter(trip.n());
            return branches.part(List.of(i), span, () -> body.apply(i));
        };
        Branches.Part part = iteration.get();
        Loops.data(part.meaning(), span);
        Meaning item = branches.computedTemplate(part.meaning());
        check(kind, item, span);
        builder.at(span);
        boolean arrays = kind != Kind.COLLECT && kind != Kind.SUM
                && Meaning.leaves(item).stream().anyMatch(v -> !v.type().isScalar());
        List<Var> results = !arrays ? loop(kind, trip, branches.finish(part, item))
                : trip.bound().isEmpty() ? stacked(kind, trip, branches.finish(part, item))
                : elements(kind, trip, item, iteration);
        Meaning result = Meaning.with(item, results);
        return kind.isIndex() ? offset(result, trip, span) : result;
    }

    private List<Var> loop(Kind kind, Ranges.Trip trip, Block block) {
        var kinds = Collections.nCopies(block.results().size(), kind);
        var loop = new Operation.For(trip.n(), kinds, trip.bound().isPresent(), false);
        return builder.emit(loop, trip.bound().map(List::of).orElse(List.of()), List.of(block));
    }

    /// What is combined element by element: all of it first, then a reduction along the iterations.
    private List<Var> stacked(Kind kind, Ranges.Trip trip, Block block) {
        return loop(Kind.COLLECT, trip, block).stream().map(v -> builder.reduce(kind, List.of(0), v)).toList();
    }

    /// The same where it is not known how much that would be: a loop for each element.
    private List<Var> elements(Kind kind, Ranges.Trip trip, Meaning item, Supplier<Branches.Part> iteration) {
        List<Var> leaves = Meaning.leaves(item);
        var results = new ArrayList<Var>();
        for (int k = 0; k < leaves.size(); k++) {
            int leaf = k;
            results.add(elements(leaves.get(k).type().shape(), List.of(), position -> {
                Block block = branches.finish(iteration.get(), item);
                var element = new Var[1];
                List<Instruction> index = builder.record(
                        () -> element[0] = builder.index(block.results().get(leaf), position));
                return loop(kind, trip, new Block(
                        block.arguments(), Loops.joined(block.instructions(), index), List.of(element))).getFirst();
            }));
        }
        return results;
    }

    private Var elements(List<Integer> shape, List<Var> position, Function<List<Var>, Var> at) {
        return position.size() == shape.size()
                ? at.apply(position)
                : builder.forLoop(shape.get(position.size()), Kind.COLLECT, k -> {
                    var next = new ArrayList<>(position);
                    next.add(k);
                    return elements(shape, next, at);
                });
    }

    /// An index counts iterations; the variable may start elsewhere.
    private Meaning offset(Meaning result, Ranges.Trip trip, Span span) {
        return trip.from() instanceof Meaning.Whole(long from) && from == 0
                ? result
                : evaluator.operators().element(ElementOp.ADD, "..", span,
                        new Operand(result, "", span), new Operand(trip.from(), "", span));
    }

    private void check(Kind kind, Meaning item, Span span) {
        boolean logic = kind == Kind.ANY || kind == Kind.ALL;
        for (Var var : Meaning.leaves(item)) {
            boolean truth = var.type().element() == ElementType.BOOL;
            if (kind != Kind.COLLECT && kind != Kind.CARRY && logic != truth) {
                throw new Rejection(span, kind + " takes " + (logic ? "bools" : "numbers") + ", not "
                        + evaluator.type(var.type()), truth ? List.of("hint: int(…) makes 1 of true") : List.of());
            }
        }
        if (kind.isIndex() && !(item instanceof Meaning.Computed)) {
            throw new Rejection(span, kind + " takes numbers, not " + evaluator.type(item));
        }
    }
}
