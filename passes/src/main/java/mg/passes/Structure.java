package mg.passes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import mg.ir.Block;
import mg.ir.Instruction;
import mg.ir.Operation;
import mg.ir.Var;

/// What an instruction computes from which values, up to the names of what its nested lists define: two instructions
/// with equal structures give equal results.
///
/// @param parts of an instruction without nested lists, its operation and the numbers of its operands. Otherwise, in
///              the order of the text, for each instruction its operation, how many operands, results and lists it has, and its operands;
///              for each list how many arguments and instructions, the instructions, and the results. A value from outside is
///              itself, one that is defined inside its place among those.
record Structure(List<Object> parts) {
    /// The structure of an instruction without nested lists.
    static Structure of(Operation operation, List<Var> operands) {
        var parts = new ArrayList<Object>(operands.size() + 1);
        parts.add(operation);
        for (Var operand : operands) {
            parts.add(operand.id());
        }
        return new Structure(parts);
    }

    /// That of an instruction with nested lists of at most `most` instructions together; otherwise `null`.
    static Structure of(Instruction instruction, int most) {
        return size(instruction, most) > most ? null : new Writer().of(instruction);
    }

    private static int size(Instruction instruction, int most) {
        int size = 0;
        for (Block block : instruction.blocks()) {
            for (Instruction inner : block.instructions()) {
                size += 1 + (size < most ? size(inner, most - size) : 0);
                if (size > most) {
                    return size;
                }
            }
        }
        return size;
    }

    private static final class Writer {
        private final List<Object> parts = new ArrayList<>();
        private final Map<Var, Integer> inside = new HashMap<>();

        Structure of(Instruction instruction) {
            write(instruction);
            return new Structure(parts);
        }

        private void write(Instruction i) {
            parts.addAll(List.of(i.operation(), i.operands().size(), i.results().size(), i.blocks().size()));
            i.operands().forEach(this::write);
            for (Block block : i.blocks()) {
                parts.addAll(List.of(block.arguments().size(), block.instructions().size()));
                block.arguments().forEach(this::define);
                for (Instruction inner : block.instructions()) {
                    write(inner);
                    inner.results().forEach(this::define);
                }
                block.results().forEach(this::write);
            }
        }

        private void write(Var value) {
            Integer place = inside.get(value);
            parts.add(place == null ? value : place);
        }

        private void define(Var value) {
            inside.put(value, inside.size());
        }
    }
}
