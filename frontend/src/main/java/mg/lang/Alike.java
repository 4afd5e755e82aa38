package mg.lang;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import mg.ir.Builder;
import mg.ir.Instruction;
import mg.ir.Operation;
import mg.ir.Var;

/// Which values are the same because they are computed by the same operations from the same values, without loops or
/// branches of their own.
final class Alike {
    private final Map<Var, Var> firsts = new HashMap<>();

    private record Computed(Operation operation, List<Var> operands, int result) {}

    /// Among these values and all that they are computed from.
    Alike(List<Var> values, Builder builder) {
        var computed = new HashMap<Computed, Var>();
        for (Var var : all(values, builder).values()) {
            firsts.put(var, builder.definition(var)
                    .filter(i -> i.blocks().isEmpty())
                    .map(i -> computed.computeIfAbsent(new Computed(i.operation(),
                            i.operands().stream().map(firsts::get).toList(), i.results().indexOf(var)), _ -> var))
                    .orElse(var));
        }
    }

    /// By number: what is computed first comes first.
    private static TreeMap<Integer, Var> all(List<Var> values, Builder builder) {
        var all = new TreeMap<Integer, Var>();
        var left = new ArrayDeque<>(values);
        while (!left.isEmpty()) {
            Var next = left.pop();
            if (all.put(next.id(), next) == null) {
                left.addAll(builder.definition(next).map(Instruction::operands).orElse(List.of()));
            }
        }
        return all;
    }

    /// The first value that is the same as this one.
    Var first(Var var) {
        return firsts.get(var);
    }
}
