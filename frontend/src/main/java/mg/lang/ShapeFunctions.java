package mg.lang;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import mg.ir.ElementType;
import mg.ir.Operation;
import mg.ir.Type;
import mg.ir.Var;

/// Functions that ask for shapes and change them.
final class ShapeFunctions {
    private ShapeFunctions() {}

    static long length(NativeCall n, Operand operand) {
        if (operand.meaning() instanceof Meaning.Tuple(List<Meaning> items)) {
            return items.size();
        }
        List<Integer> shape = Elementwise.shape(operand.meaning());
        if (shape.isEmpty()) {
            throw new Rejection(n.span(), "'len' takes an array, not " + n.evaluator().type(operand.meaning()),
                    n.evaluator().note(operand));
        }
        return shape.getFirst();
    }

    static Meaning size(NativeCall n) {
        Operand x = n.take(2, 2).getFirst();
        List<Integer> shape = Elementwise.shape(x.meaning());
        return new Meaning.Whole(shape.get(Reductions.axis(n, n.arguments().get(1), shape.size(), x)));
    }

    static Meaning filled(NativeCall n, Operand value, List<Integer> shape) {
        Var scalar = n.array(value);
        if (!scalar.type().isScalar()) {
            throw new Rejection(n.span(), "'" + n.name() + "' takes a number to fill with, not "
                    + n.evaluator().type(value.meaning()), n.evaluator().note(value));
        }
        return new Meaning.Computed(n.builder().broadcast(scalar, shape));
    }

    static Meaning like(NativeCall n, double value) {
        Var x = n.array(n.one());
        Type type = x.type().element().isNumeric() ? x.type() : x.type().as(n.evaluator().program().real());
        return new Meaning.Computed(n.builder().filled(type, value));
    }

    static Meaning reshape(NativeCall n) {
        Var x = n.array(0);
        Type type = x.type().shaped(n.known(1));
        if (type.size() != x.type().size()) {
            throw new Rejection(n.span(), n.evaluator().type(x.type()) + " has " + x.type().size() + " elements, "
                    + n.evaluator().type(type) + " has " + type.size(), n.evaluator().note(n.arguments().getFirst()));
        }
        return new Meaning.Computed(n.builder().reshape(x, type.shape()));
    }

    static Meaning broadcast(NativeCall n) {
        Var x = n.array(0);
        List<Integer> shape = n.known(1);
        if (!shape.equals(Elementwise.broadcast(x.type().shape(), shape))) {
            throw new Rejection(n.span(), n.evaluator().type(x.type()) + " does not broadcast to " + Shown.shape(shape),
                    n.evaluator().note(n.arguments().getFirst()));
        }
        return new Meaning.Computed(n.evaluator().elementwise().broadcast(x, shape));
    }

    /// Axes in another order; without one, reversed.
    static Meaning transpose(NativeCall n) {
        Var x = n.array(0);
        List<Integer> axes = n.arguments().size() > 1
                ? n.known(1)
                : IntStream.range(0, x.type().rank()).map(k -> x.type().rank() - 1 - k).boxed().toList();
        if (!axes.stream().sorted().toList().equals(IntStream.range(0, x.type().rank()).boxed().toList())) {
            throw new Rejection(n.span(), "'transpose' of " + n.evaluator().type(x.type())
                    + " takes each of the axes 0.."
                    + (x.type().rank() - 1) + " once, not " + axes, n.evaluator().note(n.arguments().getFirst()));
        }
        return new Meaning.Computed(n.builder().transpose(x, axes));
    }

    static Meaning concat(NativeCall n) {
        n.take(1, Integer.MAX_VALUE);
        boolean truths = n.arguments().stream().allMatch(o -> Elementwise.isTruth(o.meaning()));
        ElementType type = truths ? ElementType.BOOL : n.evaluator().elementwise()
                .number(n.arguments(), n.span(), n.name());
        var parts = new ArrayList<Var>();
        for (Operand argument : n.arguments()) {
            Var part = n.evaluator().elementwise().as(argument, type);
            parts.add(part.type().isScalar() ? n.builder().reshape(part, List.of(1)) : part);
        }
        int axis = n.named().containsKey("axis")
                ? Reductions.axis(n, n.named().get("axis"), parts.getFirst().type().rank(), n.arguments().getFirst())
                : 0;
        for (int k = 1; k < parts.size(); k++) {
            if (!alike(parts.getFirst().type(), parts.get(k).type(), axis)) {
                throw new Rejection(n.span(), "'concat' along axis " + axis + " does not take "
                        + n.evaluator().type(parts.getFirst().type()) + " and "
                        + n.evaluator().type(parts.get(k).type()),
                        n.evaluator().note(n.arguments().getFirst()), n.evaluator().note(n.arguments().get(k)));
            }
        }
        return new Meaning.Computed(n.builder().emit(new Operation.Concat(axis), parts));
    }

    private static boolean alike(Type a, Type b, int axis) {
        return a.rank() == b.rank()
                && IntStream.range(0, a.rank()).allMatch(k -> k == axis || a.size(k) == b.size(k));
    }
}
