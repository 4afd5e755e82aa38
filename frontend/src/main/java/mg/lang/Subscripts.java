package mg.lang;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mg.ir.Builder;
import mg.ir.ElementType;
import mg.ir.Kind;
import mg.ir.Operation;
import mg.ir.Span;
import mg.ir.Type;
import mg.ir.Var;

/// `A[i, 1:3, :]`. Positions known now are checked now; the others are checked when the program runs.
final class Subscripts {
    /// What is done to an axis once slices are cut.
    private sealed interface Axis {}

    private record Keep() implements Axis {}

    /// Cut to size 1, which then goes away.
    private record Drop() implements Axis {}

    private record Pick(Var position) implements Axis {}

    /// `count` from a position on that is known when the program runs.
    private record Run(Var start, int count, int stride) implements Axis {}

    private final Evaluator evaluator;
    private final Builder builder;

    Subscripts(Evaluator evaluator) {
        this.evaluator = evaluator;
        this.builder = evaluator.builder();
    }

    Meaning at(Expression.At at, Scope scope) {
        Operand array = evaluator.operand(at.array(), scope);
        if (array.meaning() instanceof Meaning.Tuple(List<Meaning> items)) {
            return item(items, array, at, scope);
        }
        Var x = evaluator.elementwise().computed(array, at.span());
        if (at.positions().size() > x.type().rank()) {
            throw new Rejection(at.span(), evaluator.type(x.type()) + " does not take " + at.positions().size()
                    + (at.positions().size() == 1 ? " position" : " positions"), evaluator.note(array));
        }
        return new Meaning.Computed(cut(x, array, at, scope));
    }

    private Meaning item(List<Meaning> items, Operand tuple, Expression.At at, Scope scope) {
        if (at.positions().size() == 1
                && at.positions().getFirst() instanceof Expression.Index(Span span, Expression position)
                && evaluator.eval(position, scope) instanceof Meaning.Whole(long k)) {
            checkIndex(k, items.size(), span, "a tuple of " + items.size() + " items", tuple);
            return items.get((int) k);
        }
        throw Rejection.notKnown(at.span(), "a tuple takes one position that is known at compile time",
                evaluator.note(tuple));
    }

    /// Picks what the positions before the first slice name, then cuts slices, then picks the rest.
    private Var cut(Var x, Operand array, Expression.At at, Scope scope) {
        Type type = x.type();
        var start = new ArrayList<Integer>();
        var stop = new ArrayList<Integer>();
        var stride = new ArrayList<Integer>();
        var axes = new ArrayList<Axis>();
        for (int k = 0; k < type.rank(); k++) {
            int size = type.size(k);
            start.add(0);
            stop.add(size);
            stride.add(1);
            switch (k < at.positions().size() ? at.positions().get(k) : null) {
                case null -> axes.add(new Keep());
                case Expression.Slice slice -> {
                    int step = step(slice.stride(), scope);
                    Optional<Operand> from = slice.start().map(e -> evaluator.operand(e, scope));
                    Optional<Operand> to = slice.stop().map(e -> evaluator.operand(e, scope));
                    if (isComputed(from) && isComputed(to)) {
                        axes.add(run(from.get(), to.get(), step, size, slice));
                        continue;
                    }
                    start.set(k, bound(slice.start(), from, 0, size, slice.span()));
                    stop.set(k, bound(slice.stop(), to, size, size, slice.span()));
                    stride.set(k, step);
                    if (start.get(k) > stop.get(k)) {
                        throw new Rejection(slice.span(), "this slice starts at " + start.get(k) + ", after its end "
                                + stop.get(k));
                    }
                    axes.add(new Keep());
                }
                case Expression.Index(Span span, Expression value) -> {
                    Operand index = evaluator.operand(value, scope);
                    if (index.meaning() instanceof Meaning.Whole(long i)) {
                        checkIndex(i, size, span, "axis " + k + " of " + evaluator.type(type), array);
                        if (axes.stream().anyMatch(Keep.class::isInstance)) {
                            start.set(k, (int) i);
                            stop.set(k, (int) i + 1);
                            axes.add(new Drop());
                            continue;
                        }
                    }
                    axes.add(new Pick(position(index, span)));
                }
            }
        }
        builder.at(at.span());
        List<Var> front = front(axes);
        int n = front.size();
        Var picked = builder.index(x, front);
        int rank = type.rank();
        return take(sliced(picked, start.subList(n, rank), stop.subList(n, rank), stride.subList(n, rank)),
                axes.subList(n, rank));
    }

    /// The positions before anything else.
    private static List<Var> front(List<Axis> axes) {
        var positions = new ArrayList<Var>();
        while (positions.size() < axes.size()
                && axes.get(positions.size()) instanceof Pick(Var position)
                && position.type().isScalar()) {
            positions.add(position);
        }
        return positions;
    }

    private Var position(Operand index, Span span) {
        Var p = evaluator.elementwise().computed(index, span);
        if (p.type().element() != ElementType.I64) {
            throw new Rejection(span, "a position is an int, not " + evaluator.type(p.type()),
                    evaluator.note(index), "hint: int(…) truncates toward zero; div(a, b) divides ints");
        }
        return p;
    }

    private void checkIndex(long i, int size, Span span, String where, Operand array) {
        if (i < 0 || i >= size) {
            String range = size == 0 ? "which is empty" : "whose positions are 0.." + (size - 1);
            var notes = new ArrayList<>(List.of(evaluator.note(array)));
            if (i < 0 && size > 0) {
                notes.add("hint: positions count from the start; the last is len(…) - 1");
            }
            throw new Rejection(span, "index " + i + " is outside " + where + ", " + range, notes);
        }
    }

    private static boolean isComputed(Optional<Operand> bound) {
        return bound.isPresent() && bound.get().meaning() instanceof Meaning.Computed;
    }

    /// Both bounds are known when the program runs, but how far they are apart is known now.
    private Axis run(Operand from, Operand to, int stride, int size, Expression.Slice slice) {
        Var start = position(from, slice.start().orElseThrow().span());
        Var stop = position(to, slice.stop().orElseThrow().span());
        if (!start.type().isScalar() || !stop.type().isScalar()) {
            throw new Rejection(slice.span(), "the bounds of a slice are numbers, not arrays");
        }
        long length = Distance.between(start, stop, builder).orElseThrow(() -> Rejection.notKnown(slice.span(),
                "how long this slice is must be known at compile time", evaluator.note(from), evaluator.note(to),
                "hint: x[i : i + n] takes n from a computed position, if n is known"));
        if (length < 0 || length > size) {
            throw new Rejection(slice.span(), length < 0
                    ? "this slice starts " + -length + " after its end"
                    : "this slice of " + length + " is longer than its axis of " + size);
        }
        return new Run(start, (int) Math.ceilDiv(length, stride), stride);
    }

    private int bound(Optional<Expression> text, Optional<Operand> value, int otherwise, int size, Span span) {
        long bound = value.isEmpty() ? otherwise : known(text.orElseThrow(), value.get());
        if (bound < 0 || bound > size) {
            throw new Rejection(span, "slice bound " + bound + " is outside 0.." + size,
                    bound < 0 ? List.of("hint: positions count from the start; the end is len(…)") : List.of());
        }
        return (int) bound;
    }

    private int step(Optional<Expression> value, Scope scope) {
        long step = value.isEmpty() ? 1 : known(value.get(), evaluator.operand(value.get(), scope));
        if (step <= 0 || step > Integer.MAX_VALUE) {
            throw new Rejection(value.get().span(), "the step of a slice is positive, not " + step);
        }
        return (int) step;
    }

    private long known(Expression value, Operand operand) {
        if (operand.meaning() instanceof Meaning.Whole(long known)) {
            return known;
        }
        throw Rejection.notKnown(value.span(), "the bounds of a slice are integers known at compile time",
                evaluator.note(operand), "hint: x[i : i + n] takes n from a computed position, if n is known");
    }

    private Var sliced(Var x, List<Integer> start, List<Integer> stop, List<Integer> stride) {
        boolean all = stop.equals(x.type().shape())
                && start.stream().allMatch(s -> s == 0)
                && stride.stream().allMatch(s -> s == 1);
        return all ? x : builder.emit(new Operation.Slice(start, stop, stride), x);
    }

    /// Picks from the front while it can. An axis that is kept before one that is picked from becomes a loop.
    private Var take(Var x, List<Axis> axes) {
        if (axes.stream().noneMatch(a -> a instanceof Pick || a instanceof Run)) {
            var shape = new ArrayList<Integer>();
            for (int k = 0; k < axes.size(); k++) {
                if (axes.get(k) instanceof Keep) {
                    shape.add(x.type().size(k));
                }
            }
            return builder.reshape(x, shape);
        }
        return switch (axes.getFirst()) {
            case Keep _ -> builder.forLoop(x.type().size(0), Kind.COLLECT,
                    i -> take(builder.index(x, i), axes.subList(1, axes.size())));
            case Run(Var start, int count, int stride) -> builder.forLoop(count, Kind.COLLECT,
                    i -> take(builder.index(x, builder.add(start, builder.mul(i, builder.constant((long) stride)))),
                            axes.subList(1, axes.size())));
            case Drop _ -> take(builder.index(x, builder.constant(0L)), axes.subList(1, axes.size()));
            case Pick(Var position) when !position.type().isScalar() -> gather(x, position, axes);
            case Pick _ -> {
                List<Var> positions = front(axes);
                yield take(builder.index(x, positions), axes.subList(positions.size(), axes.size()));
            }
        };
    }

    /// The rows at an array of positions; what follows is taken from each.
    private Var gather(Var x, Var positions, List<Axis> axes) {
        List<Axis> rest = axes.subList(1, axes.size());
        Var rows = builder.emit(new Operation.Gather(), x, positions);
        var all = new ArrayList<Axis>();
        positions.type().shape().forEach(_ -> all.add(new Keep()));
        all.addAll(rest);
        return take(rows, all);
    }
}
