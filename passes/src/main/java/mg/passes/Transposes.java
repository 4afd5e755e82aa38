package mg.passes;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import mg.ir.Builder;
import mg.ir.Instruction;
import mg.ir.Kind;
import mg.ir.Operation;
import mg.ir.Type;
import mg.ir.Var;

/// The transposes of the linear array operations: from the adjoint of the result, the adjoint of an operand.
final class Transposes {
    private Transposes() {}

    /// For the operations of one operand that only move elements.
    static Var unary(Builder b, Instruction i, Var d) {
        Type x = i.operand(0).type();
        return switch (i.operation()) {
            case Operation.Broadcast broadcast -> broadcast(b, broadcast, d);
            case Operation.Reshape _ -> b.reshape(d, x.shape());
            case Operation.Transpose(List<Integer> axes) -> b.transpose(d, inverse(axes));
            case Operation.Slice slice -> b.emit(new Operation.Pad(x.shape(), slice.start(), slice.stride()), d);
            case Operation.Pad pad -> b.emit(new Operation.Slice(pad.start(), stops(pad, x), pad.stride()), d);
            default -> throw new AssertionError(i.operation());
        };
    }

    /// Sums over the axes that the broadcast added.
    private static Var broadcast(Builder b, Operation.Broadcast broadcast, Var d) {
        List<Integer> shape = broadcast.shape();
        List<Integer> added =
                IntStream.range(0, shape.size()).filter(k -> !broadcast.axes().contains(k)).boxed().toList();
        List<Integer> outer = broadcast.axes().stream().map(shape::get).toList();
        return Nest.collect(b, outer, at -> Nest.reduce(b, Kind.SUM, added.stream().map(shape::get).toList(), over -> {
            var position = new ArrayList<Var>();
            for (int axis = 0; axis < shape.size(); axis++) {
                int kept = broadcast.axes().indexOf(axis);
                position.add(kept >= 0 ? at.get(kept) : over.get(added.indexOf(axis)));
            }
            return b.index(d, position);
        }));
    }

    private static List<Integer> stops(Operation.Pad pad, Type x) {
        return IntStream.range(0, x.rank())
                .mapToObj(k -> x.size(k) == 0
                        ? pad.start().get(k)
                        : pad.start().get(k) + (x.size(k) - 1) * pad.stride().get(k) + 1)
                .toList();
    }

    /// The parts of `d` that belong to the operands of a concatenation.
    static List<Var> split(Builder b, List<Var> operands, int axis, Var d) {
        var parts = new ArrayList<Var>();
        int rank = d.type().rank();
        int start = 0;
        for (Var operand : operands) {
            var from = new ArrayList<>(Collections.nCopies(rank, 0));
            var to = new ArrayList<>(d.type().shape());
            from.set(axis, start);
            start += operand.type().size(axis);
            to.set(axis, start);
            parts.add(b.emit(new Operation.Slice(from, to, Collections.nCopies(rank, 1)), d));
        }
        return parts;
    }

    /// The adjoint of the left operand of a `dot`: the result's adjoint with the right operand, over the right's own
    /// axes.
    static Var left(Builder b, Operation.Dot dot, Type left, Var right, Var d) {
        int batch = dot.leftBatch().size();
        int own = left.rank() - batch - dot.leftSum().size();
        List<Integer> rightOwn = others(right.type().rank(), dot.rightBatch(), dot.rightSum());
        var product = new Operation.Dot(
                range(0, batch), dot.rightBatch(), range(batch + own, d.type().rank()), rightOwn);
        Var raw = b.emit(product, d, right);
        // raw: batch axes, the left's own axes, the summed axes in the order of the right.
        var axes = new ArrayList<Integer>(dot.leftBatch());
        axes.addAll(others(left.rank(), dot.leftBatch(), dot.leftSum()));
        dot.rightSum().stream().sorted().forEach(r -> axes.add(dot.leftSum().get(dot.rightSum().indexOf(r))));
        return b.transpose(raw, inverse(axes));
    }

    /// The adjoint of the right operand of a `dot`: the left operand's with the result's adjoint, over the left's own
    /// axes.
    static Var right(Builder b, Operation.Dot dot, Var left, Type right, Var d) {
        int batch = dot.leftBatch().size();
        List<Integer> leftOwn = others(left.type().rank(), dot.leftBatch(), dot.leftSum());
        var product = new Operation.Dot(dot.leftBatch(), range(0, batch), leftOwn,
                range(batch, batch + leftOwn.size()));
        Var raw = b.emit(product, left, d);
        // raw: batch axes, the summed axes in the order of the left, the right's own axes.
        var axes = new ArrayList<Integer>(dot.rightBatch());
        dot.leftSum().stream().sorted().forEach(l -> axes.add(dot.rightSum().get(dot.leftSum().indexOf(l))));
        axes.addAll(others(right.rank(), dot.rightBatch(), dot.rightSum()));
        return b.transpose(raw, inverse(axes));
    }

    private static List<Integer> range(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }

    private static List<Integer> others(int rank, List<Integer> a, List<Integer> b) {
        return IntStream.range(0, rank).filter(k -> !a.contains(k) && !b.contains(k)).boxed().toList();
    }

    /// The permutation that undoes another one.
    static List<Integer> inverse(List<Integer> axes) {
        return IntStream.range(0, axes.size()).mapToObj(axes::indexOf).toList();
    }
}
