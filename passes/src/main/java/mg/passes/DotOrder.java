package mg.passes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mg.ir.Block;
import mg.ir.Function;
import mg.ir.Instruction;
import mg.ir.Operation;
import mg.ir.Var;

/// `dot(x, y)` = `transpose(dot(y, x))`, with the free axes of `x` and `y` exchanged, where all that reads the product
/// is the other transpose: [Identities] then drops both. The adjoint of `W` in `transpose(W)` is such a product, which
/// would be written column by column. Products commute, and the order of each sum stays.
public final class DotOrder {
    private final Map<Var, List<Instruction>> readers = new HashMap<>();
    private final Set<Var> yielded = new HashSet<>();

    private DotOrder() {}

    public static Function run(Function function) {
        if (!Values.any(function.body(), i -> i.operation() instanceof Operation.Dot)) {
            return function;
        }
        var order = new DotOrder();
        order.read(function.body());
        return Rewriter.run(function, order::isReadSwapped, (b, i) -> {
            var dot = (Operation.Dot) i.operation();
            var swapped = new Operation.Dot(dot.rightBatch(), dot.leftBatch(), dot.rightSum(), dot.leftSum());
            Var product = b.emit(swapped, i.operand(1), i.operand(0));
            return List.of(b.transpose(product, exchange(dot.leftBatch().size(), free(dot.rightSum(), dot, i, 1),
                    free(dot.leftSum(), dot, i, 0))));
        });
    }

    private void read(Block block) {
        for (Instruction i : block.instructions()) {
            i.operands().forEach(x -> readers.computeIfAbsent(x, _ -> new ArrayList<>()).add(i));
            i.blocks().forEach(this::read);
        }
        yielded.addAll(block.results());
    }

    private boolean isReadSwapped(Instruction i) {
        if (!(i.operation() instanceof Operation.Dot dot)) {
            return false;
        }
        List<Instruction> all = readers.getOrDefault(i.result(), List.of());
        int left = free(dot.leftSum(), dot, i, 0);
        int right = free(dot.rightSum(), dot, i, 1);
        var wanted = new Operation.Transpose(exchange(dot.leftBatch().size(), left, right));
        return left > 0 && right > 0 && !all.isEmpty() && !yielded.contains(i.result())
                && all.stream().allMatch(reader -> reader.operation().equals(wanted));
    }

    /// How many axes of an operand are neither summed over nor run together with the other's.
    private static int free(List<Integer> summed, Operation.Dot dot, Instruction i, int operand) {
        return i.operand(operand).type().rank() - summed.size() - dot.leftBatch().size();
    }

    /// The batch axes stay in front; then come `second` axes that stood behind `first` others, then these.
    private static List<Integer> exchange(int batch, int first, int second) {
        var axes = new ArrayList<Integer>();
        for (int k = 0; k < batch; k++) {
            axes.add(k);
        }
        for (int k = 0; k < second; k++) {
            axes.add(batch + first + k);
        }
        for (int k = 0; k < first; k++) {
            axes.add(batch + k);
        }
        return axes;
    }
}
