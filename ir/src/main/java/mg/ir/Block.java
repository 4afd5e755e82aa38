package mg.ir;

import java.util.List;

/// A Wengert list: instructions in order, each value assigned before its use, then the results.
public record Block(List<Var> arguments, List<Instruction> instructions, List<Var> results) {
    public Block {
        arguments = List.copyOf(arguments);
        instructions = List.copyOf(instructions);
        results = List.copyOf(results);
    }
}
