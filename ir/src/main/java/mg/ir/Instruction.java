package mg.ir;

import java.util.List;

/// `results = operation operands { blocks }`, and the place in the user's text it was made from.
public record Instruction(Operation operation, List<Var> operands, List<Block> blocks, List<Var> results, Span span) {
    public Instruction {
        operands = List.copyOf(operands);
        blocks = List.copyOf(blocks);
        results = List.copyOf(results);
    }

    /// The only result.
    public Var result() {
        return results.getFirst();
    }

    /// Operand `k`.
    public Var operand(int k) {
        return operands.get(k);
    }

    /// The only block, or the first.
    public Block block() {
        return blocks.getFirst();
    }
}
