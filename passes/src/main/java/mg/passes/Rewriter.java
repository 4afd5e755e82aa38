package mg.passes;

import java.util.List;
import mg.ir.Block;
import mg.ir.Builder;
import mg.ir.Function;
import mg.ir.Instruction;
import mg.ir.Operation;
import mg.ir.Var;
import mg.ir.VarMap;

/// Rebuilds a function in order, offering each instruction to a rule that may emit something else for it.
final class Rewriter {
    /// What a pass does with one instruction.
    interface Rule {
        /// The values that stand for the instruction's results, in its order; none to keep the instruction.
        /// Its operands and blocks are already rebuilt; its results are still the old ones.
        List<Var> rewrite(Builder b, Instruction instruction);
    }

    private final Builder b = new Builder();
    private final VarMap<Var> map = new VarMap<>();
    private final Rule rule;

    private Rewriter(Rule rule) {
        this.rule = rule;
    }

    /// The function rebuilt under a rule.
    static Function run(Function function, Rule rule) {
        var rewriter = new Rewriter(rule);
        rewriter.map.putAll(function.body().arguments(), rewriter.b.argumentsOf(function));
        rewriter.list(function.body().instructions());
        return rewriter.b.finish(
                function.name(), function.resultNames(), rewriter.map.all(function.body().results()));
    }

    private void list(List<Instruction> instructions) {
        for (Instruction old : instructions) {
            List<Block> blocks = old.blocks().isEmpty()
                    ? List.of()
                    : old.blocks().stream().map(inner -> block(old.operation(), inner)).toList();
            b.at(old.span());
            var rebuilt =
                    new Instruction(old.operation(), map.all(old.operands()), blocks, old.results(), old.span());
            List<Var> results = rule.rewrite(b, rebuilt);
            if (results.isEmpty()) {
                results = b.emit(rebuilt.operation(), rebuilt.operands(), blocks, Values.types(old.results()));
            }
            map.putAll(old.results(), results);
        }
    }

    private Block block(Operation operation, Block block) {
        List<Var> arguments = b.blockArguments(operation, block);
        map.putAll(block.arguments(), arguments);
        return b.block(arguments, () -> {
            list(block.instructions());
            return map.all(block.results());
        });
    }
}
