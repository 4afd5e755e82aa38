package mg.passes;

import java.util.HashMap;
import java.util.Map;
import mg.ir.Block;
import mg.ir.Function;
import mg.ir.Instruction;
import mg.ir.Operation;
import mg.ir.Span;
import mg.ir.Type;
import mg.ir.Var;

/// Which integer arguments a function uses as positions, and how large they may be: what data can be checked for before
/// it runs. Only direct uses count; others are checked when they happen.
public final class IndexRanges {
    /// Positions must be in `0..size`, says the place of the use.
    public record Range(int size, Span span) {}

    /// The argument whose elements a value is made of.
    private final Map<Var, String> origins = new HashMap<>();

    private final Map<String, Range> ranges = new HashMap<>();

    private IndexRanges() {}

    /// The ranges by argument name, for a function without calls.
    public static Map<String, Range> of(Function function) {
        var analysis = new IndexRanges();
        function.arguments().forEach(a -> analysis.origins.put(a.var(), a.name()));
        analysis.block(function.body());
        return analysis.ranges;
    }

    private void block(Block block) {
        for (Instruction i : block.instructions()) {
            switch (i.operation()) {
                case Operation.Index _ -> {
                    positions(i, i.operand(0).type());
                    if (origins.containsKey(i.operand(0))) {
                        origins.put(i.result(), origins.get(i.operand(0)));
                    }
                }
                case Operation.Place _ -> positions(i, i.result().type());
                case Operation.Gather _ -> position(i.operand(1), i.operand(0).type().size(0), i.span());
                case Operation.ScatterAdd(int n) -> position(i.operand(1), n, i.span());
                case Operation.Reshape _, Operation.Transpose _, Operation.Slice _, Operation.Broadcast _ -> {
                    if (origins.containsKey(i.operand(0))) {
                        origins.put(i.result(), origins.get(i.operand(0)));
                    }
                }
                // What happens in a branch need not happen.
                case Operation.If _ -> {}
                default -> i.blocks().forEach(this::block);
            }
        }
    }

    private void positions(Instruction i, Type array) {
        for (int axis = 0; axis < i.operands().size() - 1; axis++) {
            position(i.operand(axis + 1), array.size(axis), i.span());
        }
    }

    private void position(Var position, int size, Span span) {
        String argument = origins.get(position);
        if (argument != null) {
            ranges.merge(argument, new Range(size, span), (a, b) -> a.size() <= b.size() ? a : b);
        }
    }
}
