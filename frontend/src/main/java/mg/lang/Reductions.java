package mg.lang;

import java.util.List;
import java.util.stream.IntStream;
import mg.ir.Kind;
import mg.ir.Var;

/// Reductions of whole arrays, and along axes.
final class Reductions {
    private Reductions() {}

    static Meaning reduce(NativeCall n, Kind kind) {
        if (n.arguments().size() == 2 && n.named().isEmpty()) {
            throw new Rejection(n.span(), "'" + n.name() + "' takes one array",
                    "hint: write " + n.name() + "(…, axis = …) to reduce along an axis");
        }
        Operand operand = n.one();
        Var x = n.array(operand);
        boolean logic = kind == Kind.ANY || kind == Kind.ALL;
        if (logic != Elementwise.isTruth(operand.meaning())) {
            throw new Rejection(n.span(), "'" + n.name() + "' takes " + (logic ? "bools" : "numbers") + ", not "
                    + n.evaluator().type(operand.meaning()), n.evaluator().note(operand));
        }
        if (n.named().containsKey("axis")) {
            return axes(n, kind, operand, x, n.named().get("axis"));
        }
        if (kind.isIndex()) {
            Var flat = n.builder().reshape(x, List.of(x.type().size()));
            return new Meaning.Computed(n.builder().reduce(kind, List.of(0), flat));
        }
        return x.type().isScalar()
                ? operand.meaning()
                : new Meaning.Computed(n.builder().reduce(kind, IntStream.range(0, x.type().rank()).boxed().toList(),
                x));
    }

    private static Meaning axes(NativeCall n, Kind kind, Operand operand, Var x, Operand axis) {
        return new Meaning.Computed(n.builder().reduce(kind, axes(n, axis, x.type().rank(), operand), x));
    }

    /// One axis or a tuple of them, in order.
    static List<Integer> axes(NativeCall n, Operand axis, int rank, Operand of) {
        List<Meaning> items = axis.meaning() instanceof Meaning.Tuple(List<Meaning> several) ? several
                : List.of(axis.meaning());
        List<Integer> axes = items.stream().map(m -> axis(n, n.operand(m), rank, of)).sorted().toList();
        for (int k = 1; k < axes.size(); k++) {
            if (axes.get(k).equals(axes.get(k - 1))) {
                throw new Rejection(n.span(), "axis " + axes.get(k) + " is given twice");
            }
        }
        return axes;
    }

    static int axis(NativeCall n, Operand axis, int rank, Operand of) {
        if (!(axis.meaning() instanceof Meaning.Whole(long k))) {
            throw Rejection.notKnown(n.span(), "an axis is an int known at compile time, not "
                    + n.evaluator().open(axis.meaning()));
        }
        if (k < 0 || k >= rank) {
            throw new Rejection(n.span(), n.evaluator().type(of.meaning()) + " has no axis " + k,
                    n.evaluator().note(of));
        }
        return (int) k;
    }
}
