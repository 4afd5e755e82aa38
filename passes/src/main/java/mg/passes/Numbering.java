package mg.passes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import mg.ir.Block;
import mg.ir.ElementOp;
import mg.ir.Function;
import mg.ir.Instruction;
import mg.ir.Kind;
import mg.ir.Operation;
import mg.ir.Renumber;
import mg.ir.Var;
import mg.ir.VarMap;

/// One walk that numbers values by what they compute and, on request, places each at the level of its deepest operand.
/// Level 0 is the function's list; each nested list is one deeper.
final class Numbering {
    /// What may be moved out of a list.
    private enum Exit {
        ANYTHING,
        WHAT_CANNOT_FAULT,
        NOTHING
    }

    /// Branches of more instructions are not compared with others, so that a walk stays linear in the length of a list.
    private static final int LONG = 64;

    /// An open list: what was placed in it, and the keys that end with it.
    private record Level(Exit exit, List<Instruction> instructions, List<Structure> keys) {}

    private final boolean hoist;
    private final VarMap<Integer> depth = new VarMap<>();
    private final VarMap<Var> same = new VarMap<>();
    private final List<Level> levels = new ArrayList<>();
    private final Map<Structure, List<Var>> known = new HashMap<>();
    private boolean changed;

    private Numbering(boolean hoist) {
        this.hoist = hoist;
    }

    static Function run(Function f, boolean hoist) {
        var numbering = new Numbering(hoist);
        Block body = numbering.block(f.body(), Exit.NOTHING);
        return numbering.changed ? Renumber.run(new Function(f.name(), f.arguments(), f.resultNames(), body)) : f;
    }

    private Block block(Block block, Exit exit) {
        var level = new Level(exit, new ArrayList<>(), new ArrayList<>());
        levels.add(level);
        block.arguments().forEach(v -> depth.put(v, levels.size() - 1));
        block.instructions().forEach(this::visit);
        levels.removeLast();
        if (!levels.isEmpty()) {
            level.keys().forEach(known::remove);
        }
        return new Block(block.arguments(), level.instructions(), current(block.results()));
    }

    private List<Var> current(List<Var> values) {
        for (Var v : values) {
            if (same.has(v)) {
                changed = true;
                return values.stream().map(w -> same.has(w) ? same.get(w) : w).toList();
            }
        }
        return values;
    }

    private void visit(Instruction old) {
        List<Var> operands = current(old.operands());
        if (old.operation() instanceof Operation.For loop) {
            unchanged(old, loop, operands);
        }
        List<Block> blocks = switch (old.operation()) {
            case Operation.For loop -> List.of(block(old.block(), exit(loop)));
            default -> old.blocks().isEmpty()
                    ? old.blocks()
                    : old.blocks().stream().map(b -> block(b, Exit.NOTHING)).toList();
        };
        boolean kept = operands == old.operands() && blocks.isEmpty();
        var i = kept ? old : new Instruction(old.operation(), operands, blocks, old.results(), old.span());
        if (old.operation() instanceof Operation.For loop) {
            i = distinct(i, loop);
        }
        Structure key = switch (i.operation()) {
            case Operation.If _ -> Structure.of(i, LONG);
            // A broadcast of a constant is cheaper to write again than to keep.
            case Operation.Broadcast _ -> null;
            default -> blocks.isEmpty() ? Structure.of(i.operation(), ordered(i.operation(), operands)) : null;
        };
        if (key == null) {
            place(i, i.operation() instanceof Operation.Broadcast ? levels.size() - 1 : target(i));
            return;
        }
        List<Var> before = known.get(key);
        if (before != null) {
            changed = true;
            same.putAll(i.results(), before);
            return;
        }
        int target = target(i);
        known.put(key, i.results());
        levels.get(target).keys().add(key);
        place(i, target);
    }

    /// What a loop carries and yields as it is, is what it started as. (The loop goes on to carry it; that is dead.)
    private void unchanged(Instruction i, Operation.For loop, List<Var> operands) {
        for (int k = 0; k < loop.carries(); k++) {
            Var carried = i.block().arguments().get(1 + k);
            if (i.block().results().get(k).equals(carried)) {
                same.put(carried, operands.get(k));
                same.put(i.results().get(k), operands.get(k));
            }
        }
    }

    private static Exit exit(Operation.For loop) {
        return loop.n() > 0 && !loop.bounded() ? Exit.ANYTHING : Exit.WHAT_CANNOT_FAULT;
    }

    private void place(Instruction i, int level) {
        changed |= level < levels.size() - 1;
        levels.get(level).instructions().add(i);
        for (Var result : i.results()) {
            depth.put(result, level);
        }
    }

    /// The outermost level that the instruction may be placed at.
    private int target(Instruction i) {
        int here = levels.size() - 1;
        if (!hoist) {
            return here;
        }
        int least = deepest(i, here);
        while (here > least) {
            Exit exit = levels.get(here).exit();
            if (exit == Exit.NOTHING || exit == Exit.WHAT_CANNOT_FAULT && mayFault(i)) {
                break;
            }
            here--;
        }
        return here;
    }

    /// The level of the deepest value from outside that an instruction reads.
    private int deepest(Instruction i, int here) {
        int deepest = 0;
        for (Var v : i.operands()) {
            deepest = Math.max(deepest, depth.get(v) <= here ? depth.get(v) : 0);
        }
        for (Block block : i.blocks()) {
            for (Instruction inner : block.instructions()) {
                deepest = Math.max(deepest, deepest(inner, here));
            }
            for (Var v : block.results()) {
                deepest = Math.max(deepest, depth.get(v) <= here ? depth.get(v) : 0);
            }
        }
        return deepest;
    }

    /// Whether an instruction can fault on some values of its operands.
    static boolean mayFault(Instruction i) {
        return switch (i.operation()) {
            case Operation.Index _, Operation.Place _, Operation.Gather _, Operation.ScatterAdd _ -> true;
            case Operation.Element(ElementOp op) ->
                (op == ElementOp.DIV || op == ElementOp.REM) && !i.result().type().isReal();
            case Operation.While _, Operation.Call _, Operation.Jvp _, Operation.Vjp _ -> true;
            case Operation.For loop -> loop.bounded() || anyMayFault(i);
            case Operation.If _ -> anyMayFault(i);
            default -> false;
        };
    }

    private static boolean anyMayFault(Instruction i) {
        return i.blocks().stream().flatMap(b -> b.instructions().stream()).anyMatch(Numbering::mayFault);
    }

    /// `x + y` and `y + x` are the same value.
    private static List<Var> ordered(Operation operation, List<Var> operands) {
        boolean commutes = operation instanceof Operation.Element(ElementOp op)
                && switch (op) {
                    case ADD, MUL, EQ, NE, AND, OR -> true;
                    default -> false;
                };
        return commutes && operands.get(0).id() > operands.get(1).id() ? operands.reversed() : operands;
    }

    /// A loop that gives the same value twice in the same way gives it once.
    private Instruction distinct(Instruction i, Operation.For loop) {
        record Result(Kind kind, Var yield) {}
        var seen = new HashMap<Result, Var>();
        var repeated = new HashSet<Integer>();
        for (int k = loop.carries(); k < loop.kinds().size(); k++) {
            var result = new Result(loop.kinds().get(k), i.block().results().get(k));
            Var first = seen.putIfAbsent(result, i.results().get(k));
            if (first != null) {
                same.put(i.results().get(k), first);
                repeated.add(k);
            }
        }
        if (repeated.isEmpty()) {
            return i;
        }
        changed = true;
        var kinds = new ArrayList<Kind>();
        var yields = new ArrayList<Var>();
        var results = new ArrayList<Var>();
        for (int k = 0; k < loop.kinds().size(); k++) {
            if (!repeated.contains(k)) {
                kinds.add(loop.kinds().get(k));
                yields.add(i.block().results().get(k));
                results.add(i.results().get(k));
            }
        }
        Block body = new Block(i.block().arguments(), i.block().instructions(), yields);
        var shorter = new Operation.For(loop.n(), kinds, loop.bounded(), loop.down());
        return new Instruction(shorter, i.operands(), List.of(body), results, i.span());
    }
}
