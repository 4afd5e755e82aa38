package mg.passes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mg.ir.Block;
import mg.ir.Builder;
import mg.ir.Function;
import mg.ir.Instruction;
import mg.ir.Kind;
import mg.ir.Operation;
import mg.ir.Var;

/// `broadcast (collect_i v)` = `collect_i broadcast v`, where nothing else reads what is collected and it is so large
/// that it would have left the caches before it is repeated.
///
/// It is the converse of a rule of [Copies], for when no pass is left that looks for broadcasts.
public final class RepeatedRows {
    /// Half of what a core has of the caches, or less.
    private static final long LARGE = 1L << 20;

    private RepeatedRows() {}

    public static Function run(Function function) {
        if (!Values.any(function.body(), RepeatedRows::repeatsRows)) {
            return function;
        }
        var readers = new HashMap<Var, List<Instruction>>();
        readers(function.body(), readers);
        return Rewriter.run(function, i -> i.operation() instanceof Operation.For || repeatsRows(i),
                (b, i) -> i.operation() instanceof Operation.For loop ? loop(b, i, loop, readers) : broadcast(i));
    }

    /// Whether each row of its operand becomes a row of the result, and there are many.
    private static boolean repeatsRows(Instruction i) {
        return i.operation() instanceof Operation.Broadcast(_, List<Integer> axes)
                && !axes.isEmpty() && axes.getFirst() == 0
                && Memory.bytes(i.operand(0).type()) >= LARGE;
    }

    /// Who reads a value; nobody for each time that it is a result.
    private static void readers(Block block, Map<Var, List<Instruction>> readers) {
        for (Instruction i : block.instructions()) {
            i.operands().forEach(v -> readers.computeIfAbsent(v, _ -> new ArrayList<>()).add(i));
            i.blocks().forEach(inner -> readers(inner, readers));
        }
        block.results().forEach(v -> readers.computeIfAbsent(v, _ -> new ArrayList<>()).add(null));
    }

    private static List<Var> loop(Builder b, Instruction i, Operation.For loop, Map<Var, List<Instruction>> readers) {
        var repeats = new ArrayList<Optional<Operation.Broadcast>>();
        for (int k = 0; k < loop.kinds().size(); k++) {
            repeats.add(loop.kinds().get(k) == Kind.COLLECT
                    ? repeat(readers.getOrDefault(i.results().get(k), List.of()))
                    : Optional.empty());
        }
        if (repeats.stream().allMatch(Optional::isEmpty)) {
            return List.of();
        }
        Block body = b.block(i.block().arguments(), () -> {
            b.splice(i.block().instructions());
            var yields = new ArrayList<>(i.block().results());
            for (int k = 0; k < yields.size(); k++) {
                if (repeats.get(k).isPresent()) {
                    yields.set(k, b.emit(row(repeats.get(k).get()), yields.get(k)));
                }
            }
            return yields;
        });
        return b.emit(loop, i.operands(), List.of(body));
    }

    private static Optional<Operation.Broadcast> repeat(List<Instruction> readers) {
        return readers.size() == 1 && readers.getFirst() != null && repeatsRows(readers.getFirst())
                ? Optional.of((Operation.Broadcast) readers.getFirst().operation())
                : Optional.empty();
    }

    /// What repeats one row.
    private static Operation.Broadcast row(Operation.Broadcast all) {
        return new Operation.Broadcast(
                all.shape().subList(1, all.shape().size()),
                all.axes().subList(1, all.axes().size()).stream().map(axis -> axis - 1).toList());
    }

    /// A broadcast whose operand has been repeated.
    private static List<Var> broadcast(Instruction i) {
        return i.operand(0).type().shape().equals(((Operation.Broadcast) i.operation()).shape())
                ? i.operands()
                : List.of();
    }
}
