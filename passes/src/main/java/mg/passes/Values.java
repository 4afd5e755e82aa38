package mg.passes;

import java.util.List;
import java.util.function.Predicate;
import mg.ir.Block;
import mg.ir.Function;
import mg.ir.Instruction;
import mg.ir.Type;
import mg.ir.Var;
import mg.ir.VarMap;

/// Facts about values and what makes them.
final class Values {
    private Values() {}

    /// The number of values: their numbers are below it.
    static int count(Function function) {
        return count(function.body());
    }

    /// Their types.
    static List<Type> types(List<Var> values) {
        return values.size() == 1
                ? List.of(values.getFirst().type())
                : values.stream().map(Var::type).toList();
    }

    /// Whether any instruction of a list, or of one nested in it, is such a one.
    static boolean any(Block block, Predicate<Instruction> wanted) {
        for (Instruction i : block.instructions()) {
            if (wanted.test(i)) {
                return true;
            }
            for (Block inner : i.blocks()) {
                if (any(inner, wanted)) {
                    return true;
                }
            }
        }
        return false;
    }

    /// How often each value is read.
    static VarMap<Integer> uses(Function function) {
        var uses = new VarMap<Integer>();
        uses(function.body(), uses);
        return uses;
    }

    private static void uses(Block block, VarMap<Integer> uses) {
        for (Instruction i : block.instructions()) {
            i.operands().forEach(v -> use(v, uses));
            i.blocks().forEach(inner -> uses(inner, uses));
        }
        block.results().forEach(v -> use(v, uses));
    }

    private static void use(Var value, VarMap<Integer> uses) {
        uses.put(value, uses.has(value) ? uses.get(value) + 1 : 1);
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
