package mg.passes;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import mg.ir.Block;
import mg.ir.Builder;
import mg.ir.ElementOp;
import mg.ir.Function;
import mg.ir.Instruction;
import mg.ir.Operation;
import mg.ir.Type;
import mg.ir.Var;

/// `pad(x) + pad(y) + …` = `concat(x, y, …)`, where `x`, `y`, … are apart from each other along the first axis and
/// whole along the others: the adjoint of an array that is used in parts. Zeros stand where there is none of them.
///
/// It is exact but for `-0.0`, which stays what it is instead of becoming `-0.0 + 0.0`.
public final class PadSums {
    /// A part of the sum: its rows begin at `start`.
    private record Part(Var rows, int start) {
        int end() {
            return start + rows.type().size(0);
        }
    }

    private PadSums() {}

    public static Function run(Function function) {
        Set<Var> added = new HashSet<>();
        collect(function.body(), added);
        return Rewriter.run(function, i -> isSum(i) && !added.contains(i.result()), PadSums::rewrite);
    }

    /// The addends of sums.
    private static void collect(Block block, Set<Var> added) {
        for (Instruction i : block.instructions()) {
            if (isSum(i)) {
                added.addAll(i.operands());
            }
            for (Block inner : i.blocks()) {
                collect(inner, added);
            }
        }
    }

    private static boolean isSum(Instruction i) {
        return i.operation() instanceof Operation.Element(ElementOp op)
                && op == ElementOp.ADD
                && !i.result().type().isScalar();
    }

    /// The sum that ends in this addition, if all its addends are parts.
    private static List<Var> rewrite(Builder b, Instruction sum) {
        var parts = new ArrayList<Part>();
        var open = new ArrayDeque<Var>(sum.operands());
        while (!open.isEmpty()) {
            Instruction source = b.definition(open.pop()).orElse(null);
            if (source != null && isSum(source)) {
                source.operands().forEach(open::push);
            } else if (source != null
                    && source.operation() instanceof Operation.Pad(List<Integer> shape, List<Integer> start,
                    List<Integer> stride)
                    && stride.getFirst() == 1
                    && isWhole(source.operand(0).type(), shape)) {
                parts.add(new Part(source.operand(0), start.getFirst()));
            } else {
                return List.of();
            }
        }
        parts.sort(Comparator.comparingInt(Part::start));
        boolean apart = IntStream.range(1, parts.size()).allMatch(k -> parts.get(k - 1).end() <= parts.get(k).start());
        return apart ? List.of(concat(b, parts, sum.result().type())) : List.of();
    }

    private static boolean isWhole(Type rows, List<Integer> shape) {
        return !shape.isEmpty() && rows.shape().subList(1, rows.rank()).equals(shape.subList(1, shape.size()));
    }

    private static Var concat(Builder b, List<Part> parts, Type type) {
        var rows = new ArrayList<Var>();
        int at = 0;
        for (Part part : parts) {
            gap(b, rows, at, part.start(), type);
            rows.add(part.rows());
            at = part.end();
        }
        gap(b, rows, at, type.size(0), type);
        return b.emit(new Operation.Concat(0), rows);
    }

    private static void gap(Builder b, List<Var> rows, int from, int to, Type type) {
        if (from < to) {
            rows.add(b.zeros(type.row(1).stacked(to - from)));
        }
    }
}
