package mg.passes;

import mg.ir.Block;
import mg.ir.Function;

/// Counts the values of a function.
final class Values {
    private Values() {}

    /// The number of values: their numbers are below it.
    static int count(Function function) {
        return count(function.body());
    }

    private static int count(Block block) {
        int count = block.arguments().size();
        for (var i : block.instructions()) {
            count += i.results().size();
            for (Block inner : i.blocks()) {
                count += count(inner);
            }
        }
        return count;
    }
}
