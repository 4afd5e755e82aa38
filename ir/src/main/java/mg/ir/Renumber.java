package mg.ir;

import java.util.ArrayList;
import java.util.List;

/// Numbers the values of a function 0, 1, … in the order of the text, so that functions alike but for numbers are
/// equal.
public final class Renumber {
    private final VarMap<Var> map = new VarMap<>();
    private int next;

    private Renumber() {}

    /// The same function with its values numbered in order.
    ///
    /// @throws IllegalArgumentException if a value is used before it is defined
    public static Function run(Function function) {
        var renumber = new Renumber();
        Block body = renumber.block(function.body());
        var arguments = new ArrayList<Argument>();
        for (int k = 0; k < function.arguments().size(); k++) {
            Argument a = function.arguments().get(k);
            arguments.add(new Argument(a.name(), body.arguments().get(k), a.parameter()));
        }
        return new Function(function.name(), arguments, function.resultNames(), body);
    }

    private Block block(Block block) {
        List<Var> arguments = define(block.arguments());
        var instructions = new ArrayList<Instruction>(block.instructions().size());
        for (Instruction i : block.instructions()) {
            instructions.add(instruction(i));
        }
        return new Block(arguments, instructions, map.all(block.results()));
    }

    private Instruction instruction(Instruction i) {
        List<Var> operands = map.all(i.operands());
        List<Var> results = define(i.results());
        if (i.blocks().isEmpty()) {
            boolean same = operands.equals(i.operands()) && results.equals(i.results());
            return same ? i : new Instruction(i.operation(), operands, List.of(), results, i.span());
        }
        List<Block> blocks = i.blocks().stream().map(this::block).toList();
        return new Instruction(i.operation(), operands, blocks, results, i.span());
    }

    private List<Var> define(List<Var> vars) {
        if (vars.size() == 1) {
            return List.of(define(vars.getFirst()));
        }
        var fresh = new ArrayList<Var>(vars.size());
        for (Var var : vars) {
            fresh.add(define(var));
        }
        return fresh;
    }

    private Var define(Var var) {
        Var numbered = var.id() == next ? var : new Var(next, var.type());
        next++;
        map.put(var, numbered);
        return numbered;
    }
}
