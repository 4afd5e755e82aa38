package mg.passes.lower;

import mg.ir.Block;
import mg.ir.Function;
import mg.ir.Instruction;
import mg.ir.Var;
import mg.ir.VarMap;

/// Where each value of a function is made and how often it is used.
final class Uses {
    private record Maker(Instruction instruction, int position, Block block) {}

    private final VarMap<Maker> makers = new VarMap<>();
    private final VarMap<Integer> counts = new VarMap<>();

    /// The uses in a function, those in nested lists included.
    Uses(Function function) {
        visit(function.body());
    }

    private void visit(Block block) {
        for (int k = 0; k < block.instructions().size(); k++) {
            visit(block.instructions().get(k), k, block);
        }
        block.results().forEach(this::count);
    }

    private void visit(Instruction instruction, int position, Block block) {
        for (Var operand : instruction.operands()) {
            count(operand);
        }
        for (Var result : instruction.results()) {
            makers.put(result, new Maker(instruction, position, block));
        }
        for (Block inner : instruction.blocks()) {
            visit(inner);
        }
    }

    private void count(Var var) {
        Integer before = counts.find(var);
        counts.put(var, before == null ? 1 : before + 1);
    }

    /// Whether the value is used exactly once, in whatever list.
    boolean once(Var var) {
        Integer count = counts.find(var);
        return count != null && count == 1;
    }

    /// Whether an instruction of this very list makes the value.
    boolean madeIn(Block block, Var var) {
        Maker maker = makers.find(var);
        return maker != null && maker.block == block;
    }

    /// The instruction that makes the value.
    Instruction maker(Var var) {
        return makers.get(var).instruction;
    }

    /// The position in its list of the instruction that makes the value.
    int position(Var var) {
        return makers.get(var).position;
    }
}
