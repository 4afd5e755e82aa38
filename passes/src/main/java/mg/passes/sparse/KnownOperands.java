package mg.passes.sparse;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mg.ir.Block;
import mg.ir.Builder;
import mg.ir.Function;
import mg.ir.Instruction;
import mg.ir.Program;
import mg.ir.Tensor;
import mg.ir.Var;
import mg.passes.FreeValues;

/// Values in a function under construction that are made of constants alone.
final class KnownOperands {
    private KnownOperands() {}

    /// The values of those operands that are, by position.
    static Map<Integer, Tensor> of(Builder b, Program program, List<Var> operands) {
        var known = new HashMap<Integer, Tensor>();
        for (int k = 0; k < operands.size(); k++) {
            int position = k;
            value(b, program, operands.get(k)).ifPresent(value -> known.put(position, value));
        }
        return known;
    }

    private static Optional<Tensor> value(Builder b, Program program, Var x) {
        Optional<List<Instruction>> list = definitions(b, x);
        if (list.isEmpty()) {
            return Optional.empty();
        }
        String name = "value";
        while (program.find(name).isPresent()) {
            name += "_";
        }
        var block = new Block(List.of(), list.get(), List.of(x));
        Program all = program.plus(mg.ir.Renumber.run(new Function(name, List.of(), List.of("result"), block)));
        return Optional.ofNullable(Pattern.results(all, name, List.of()).getFirst().known());
    }

    /// The instructions that make a value, in order, unless they need an argument.
    private static Optional<List<Instruction>> definitions(Builder b, Var x) {
        var order = new ArrayList<Instruction>();
        var done = new HashSet<Var>();
        var open = new ArrayDeque<>(List.of(x));
        while (!open.isEmpty()) {
            Optional<Instruction> definition = b.definition(open.peek());
            if (definition.isEmpty()) {
                return Optional.empty();
            }
            List<Var> missing = FreeValues.of(definition.get()).stream().filter(v -> !done.contains(v)).toList();
            missing.forEach(open::push);
            if (missing.isEmpty() && !done.contains(open.pop())) {
                order.add(definition.get());
                done.addAll(definition.get().results());
            }
        }
        return Optional.of(order);
    }
}
