package mg.passes;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import mg.ir.Block;
import mg.ir.Instruction;
import mg.ir.Var;

/// The values that an instruction reads from outside, its lists included.
public final class FreeValues {
    private FreeValues() {}

    /// All of them, in the order in which they are read.
    public static Set<Var> of(Instruction i) {
        var free = new LinkedHashSet<>(i.operands());
        i.blocks().forEach(b -> collect(b, new HashSet<>(), free));
        return free;
    }

    /// Those that a list reads from outside.
    public static Set<Var> of(Block block) {
        var free = new LinkedHashSet<Var>();
        collect(block, new HashSet<>(), free);
        return free;
    }

    private static void collect(Block block, Set<Var> bound, Set<Var> free) {
        bound.addAll(block.arguments());
        for (Instruction i : block.instructions()) {
            i.operands().stream().filter(v -> !bound.contains(v)).forEach(free::add);
            i.blocks().forEach(b -> collect(b, bound, free));
            bound.addAll(i.results());
        }
        block.results().stream().filter(v -> !bound.contains(v)).forEach(free::add);
    }
}
