package mg.passes.raise;

import java.util.Iterator;
import java.util.List;
import mg.ir.Block;
import mg.ir.Builder;
import mg.ir.Instruction;
import mg.ir.Operation;
import mg.ir.Type;
import mg.ir.Var;
import mg.ir.VarMap;

/// A copy of a step that reads other values from outside: they are used up in the order of [Skeleton#reads].
final class Copy {
    private final Builder b;
    private final VarMap<Var> inside = new VarMap<>();
    private final Iterator<Var> outside;

    Copy(Builder b, List<Var> reads) {
        this.b = b;
        this.outside = reads.iterator();
    }

    /// Emits the copy; its results.
    List<Var> of(Instruction i) {
        b.at(i.span());
        List<Var> operands = values(i.operands());
        List<Block> blocks = i.blocks().stream().map(inner -> block(i.operation(), inner)).toList();
        List<Type> types = i.results().stream().map(Var::type).toList();
        b.at(i.span());
        return b.emit(i.operation(), operands, blocks, types);
    }

    private Block block(Operation operation, Block block) {
        List<Var> arguments = b.blockArguments(operation, block);
        inside.putAll(block.arguments(), arguments);
        return b.block(arguments, () -> {
            for (Instruction each : block.instructions()) {
                if (!(each.operation() instanceof Operation.Const)) {
                    inside.putAll(each.results(), of(each));
                }
            }
            return values(block.results());
        });
    }

    private List<Var> values(List<Var> old) {
        return old.stream().map(v -> inside.has(v) ? inside.get(v) : outside.next()).toList();
    }
}
