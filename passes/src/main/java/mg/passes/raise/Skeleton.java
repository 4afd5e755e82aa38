package mg.passes.raise;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import mg.ir.Block;
import mg.ir.Instruction;
import mg.ir.Operation;
import mg.ir.Type;
import mg.ir.Var;
import mg.ir.VarMap;

/// A list as steps, which compute, and names of what there is anyway: constants, elements, parts and other shapes of
/// arrays. Where those stand makes no difference, so only steps are looked at for what repeats.
final class Skeleton {
    /// A result of a step.
    record Made(int step, int result) {}

    /// Names of names of names end somewhere: what is deeper is a step.
    private static final int DEEPEST = 16;

    private static final VarMap<Integer> NOTHING = new VarMap<>();

    private final Block block;
    private final List<Instruction> steps = new ArrayList<>();
    private final VarMap<Made> made = new VarMap<>();
    private final VarMap<Instruction> names = new VarMap<>();
    private final VarMap<Integer> depth = new VarMap<>();
    private final int[] shapes;

    private final Pairs keys = new Pairs();
    private final Map<Object, Integer> objects = new HashMap<>();
    /// The number of the last value inside the step that is being looked at, counting downwards.
    private int number;

    Skeleton(Block block) {
        this.block = block;
        block.instructions().forEach(this::read);
        shapes = new int[steps.size()];
        for (int k = 0; k < shapes.length; k++) {
            number = 0;
            shapes[k] = shape(Pairs.EMPTY, steps.get(k), steps.get(k).blocks().isEmpty() ? NOTHING : new VarMap<>());
        }
    }

    private void read(Instruction i) {
        if (i.operation() instanceof Operation.Const) {
            names.put(i.result(), i);
            return;
        }
        if (isName(i.operation())) {
            int deep = 1 + i.operands().stream().mapToInt(v -> depth.has(v) ? depth.get(v) : 0).max().orElse(0);
            if (deep < DEEPEST) {
                names.put(i.result(), i);
                depth.put(i.result(), deep);
                return;
            }
        }
        for (int k = 0; k < i.results().size(); k++) {
            made.put(i.results().get(k), new Made(steps.size(), k));
        }
        steps.add(i);
        for (Block inner : i.blocks()) {
            constants(inner);
        }
    }

    /// Constants in lists inside may differ between steps that are alike: they count as read from outside.
    private void constants(Block inner) {
        for (Instruction i : inner.instructions()) {
            if (i.operation() instanceof Operation.Const) {
                names.put(i.result(), i);
            }
            i.blocks().forEach(this::constants);
        }
    }

    private static boolean isName(Operation operation) {
        return switch (operation) {
            case Operation.Index _, Operation.Slice _, Operation.Reshape _, Operation.Transpose _ -> true;
            default -> false;
        };
    }

    Block block() {
        return block;
    }

    /// What computes, in order.
    List<Instruction> steps() {
        return steps;
    }

    /// A number for each step, the same for steps that are alike but for what they read.
    int[] shapes() {
        return shapes;
    }

    /// The step that makes a value; null if none does.
    Made made(Var value) {
        return made.find(value);
    }

    /// The instruction that makes a name; null if the value is none.
    Instruction name(Var value) {
        return names.find(value);
    }

    /// The values that a step reads from outside, each as often as it reads it: as many, in the same order, as any
    /// other step of the same shape.
    List<Var> reads(int step) {
        Instruction i = steps.get(step);
        if (i.blocks().isEmpty()) {
            return i.operands();
        }
        var reads = new ArrayList<Var>();
        reads(i, new VarMap<>(), reads::add);
        return reads;
    }

    private void reads(Instruction i, VarMap<Integer> inside, Consumer<Var> reader) {
        i.operands().stream().filter(v -> !inside.has(v)).forEach(reader);
        for (Block inner : i.blocks()) {
            inner.arguments().forEach(v -> inside.put(v, 0));
            for (Instruction each : inner.instructions()) {
                if (!(each.operation() instanceof Operation.Const)) {
                    reads(each, inside, reader);
                    each.results().forEach(v -> inside.put(v, 0));
                }
            }
            inner.results().stream().filter(v -> !inside.has(v)).forEach(reader);
        }
    }

    private int shape(int key, Instruction i, VarMap<Integer> inside) {
        int all = keys.of(key, i.operation() instanceof Operation.Element(var op)
                ? op.ordinal()
                : object(i.operation()));
        for (Var v : i.operands()) {
            all = value(all, v, inside);
        }
        for (Block inner : i.blocks()) {
            inner.arguments().forEach(v -> inside.put(v, --number));
            for (Instruction each : inner.instructions()) {
                if (!(each.operation() instanceof Operation.Const)) {
                    all = shape(all, each, inside);
                    each.results().forEach(v -> inside.put(v, --number));
                }
            }
            for (Var v : inner.results()) {
                all = value(all, v, inside);
            }
        }
        for (Var v : i.results()) {
            all = keys.of(all, type(v));
        }
        return all;
    }

    private int value(int key, Var value, VarMap<Integer> inside) {
        return keys.of(keys.of(key, type(value)), inside.has(value) ? inside.get(value) : 1);
    }

    private int type(Var value) {
        Type type = value.type();
        return type.isScalar() ? type.element().ordinal() : object(type);
    }

    /// Numbers from 1,000 on are apart from those of element operations and types.
    private int object(Object object) {
        return objects.computeIfAbsent(object, _ -> 1000 + objects.size());
    }
}
