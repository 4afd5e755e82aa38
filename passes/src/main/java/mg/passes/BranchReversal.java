package mg.passes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import mg.ir.Block;
import mg.ir.Builder;
import mg.ir.Instruction;
import mg.ir.Var;

/// The reversal of one `if`.
final class BranchReversal {
    private BranchReversal() {}

    /// Only the branch that was taken is reversed; a value that just one of them reads gets zeros from the other.
    static void run(ReverseMode mode, Instruction i, Adjoints outside) {
        Builder b = mode.b;
        var inside = List.of(new Adjoints(b, mode.activity), new Adjoints(b, mode.activity));
        var lists = new ArrayList<List<Instruction>>();
        var free = new LinkedHashMap<Var, Boolean>();
        for (int side = 0; side < 2; side++) {
            Block branch = i.blocks().get(side);
            Adjoints adjoints = inside.get(side);
            lists.add(b.record(() -> {
                b.copy(branch.instructions(), mode.map);
                for (int k = 0; k < i.results().size(); k++) {
                    if (outside.has(i.results().get(k))) {
                        adjoints.add(branch.results().get(k), outside.get(i.results().get(k)));
                    }
                }
                mode.reverse(branch.instructions(), adjoints);
            }));
            mode.free(adjoints, branch).forEach(v -> free.put(v, true));
        }
        if (free.isEmpty()) {
            return;
        }
        var blocks = new ArrayList<Block>();
        for (int side = 0; side < 2; side++) {
            Adjoints adjoints = inside.get(side);
            List<Instruction> list = lists.get(side);
            blocks.add(b.block(List.of(), () -> {
                b.splice(list);
                return free.keySet().stream().map(adjoints::orZeros).toList();
            }));
        }
        List<Var> results = b.emit(i.operation(), List.of(mode.map.get(i.operand(0))), blocks);
        int k = 0;
        for (Var value : free.keySet()) {
            outside.add(value, results.get(k++));
        }
    }
}
