package mg.passes;

import java.util.List;
import java.util.function.Predicate;
import mg.ir.Block;
import mg.ir.Builder;
import mg.ir.Function;
import mg.ir.Instruction;
import mg.ir.Operation;
import mg.ir.Var;
import mg.ir.VarMap;

/// Goes through a function in order, offering each instruction to a rule that may emit something else for it. What no
/// rule touches stays the object that it is, and so does the whole function.
final class Rewriter {
    /// What a pass does with one instruction.
    interface Rule {
        /// The values that stand for the instruction's results, in its order; none to keep the instruction.
        /// Its operands and blocks are already rebuilt; its results are still the old ones.
        List<Var> rewrite(Builder b, Instruction instruction);
    }

    private final Builder b;
    /// What stands for values that are no more.
    private final VarMap<Var> map = new VarMap<>();
    private final Predicate<Instruction> candidates;
    private final Rule rule;

    private Rewriter(Function function, Predicate<Instruction> candidates, Rule rule) {
        this.b = Builder.continuing(function, Values.count(function));
        this.candidates = candidates;
        this.rule = rule;
    }

    /// The function rebuilt under a rule; itself if that keeps every instruction.
    static Function run(Function function, Rule rule) {
        return rebuilt(function, _ -> true, rule);
    }

    /// The function rebuilt under a rule for those instructions that are candidates; itself if that keeps all of them.
    static Function run(Function function, Predicate<Instruction> candidates, Rule rule) {
        return Values.any(function.body(), candidates) ? rebuilt(function, candidates, rule) : function;
    }

    private static Function rebuilt(Function function, Predicate<Instruction> candidates, Rule rule) {
        var rewriter = new Rewriter(function, candidates, rule);
        boolean same = rewriter.keeps(function.body().instructions());
        return same
                ? function
                : rewriter.b.finish(
                        function.name(), function.resultNames(), rewriter.current(function.body().results()));
    }

    /// Rebuilds a list in the open block; whether it stays what it is.
    private boolean keeps(List<Instruction> instructions) {
        boolean same = true;
        for (Instruction old : instructions) {
            same &= keeps(old);
        }
        return same;
    }

    private boolean keeps(Instruction old) {
        Instruction rebuilt = rebuilt(old);
        b.at(old.span());
        List<Var> results = candidates.test(rebuilt) ? rule.rewrite(b, rebuilt) : List.of();
        if (results.isEmpty()) {
            b.keep(rebuilt);
        } else {
            map.putAll(old.results(), results);
        }
        return rebuilt == old && results.isEmpty();
    }

    private Instruction rebuilt(Instruction old) {
        List<Var> operands = current(old.operands());
        List<Block> blocks = old.blocks();
        boolean same = operands == old.operands();
        if (!blocks.isEmpty()) {
            blocks = blocks.stream().map(inner -> rebuilt(old.operation(), inner)).toList();
            for (int k = 0; k < blocks.size(); k++) {
                same &= blocks.get(k) == old.blocks().get(k);
            }
        }
        return same ? old : new Instruction(old.operation(), operands, blocks, old.results(), old.span());
    }

    private Block rebuilt(Operation operation, Block block) {
        b.keepArguments(operation, block);
        boolean[] same = new boolean[1];
        Block rebuilt = b.block(block.arguments(), () -> {
            same[0] = keeps(block.instructions());
            return current(block.results());
        });
        return same[0] && rebuilt.results().equals(block.results()) ? block : rebuilt;
    }

    private List<Var> current(List<Var> values) {
        for (Var v : values) {
            if (map.has(v)) {
                return values.stream().map(w -> map.has(w) ? map.get(w) : w).toList();
            }
        }
        return values;
    }
}
