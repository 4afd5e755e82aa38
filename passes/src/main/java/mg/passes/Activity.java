package mg.passes;

import java.util.BitSet;
import java.util.List;
import mg.ir.Block;
import mg.ir.Instruction;
import mg.ir.Operation;
import mg.ir.Var;

/// Which values depend, through differentiable operations on reals, on what is differentiated with respect to.
final class Activity {
    private final BitSet active = new BitSet();

    /// The activity of a block's values, when these are active.
    static Activity of(Block block, List<Var> sources) {
        var activity = new Activity();
        sources.forEach(activity::set);
        activity.list(block);
        return activity;
    }

    boolean isActive(Var value) {
        return active.get(value.id());
    }

    private void set(Var value) {
        if (value.type().isReal()) {
            active.set(value.id());
        }
    }

    private void list(Block block) {
        for (Instruction i : block.instructions()) {
            switch (i.operation()) {
                case Operation.For _ ->
                        loop(i, i.block(), i.block().arguments().subList(1, i.block().arguments().size()));
                case Operation.While _ -> loop(i, i.blocks().get(1), i.blocks().get(1).arguments());
                case Operation.If _ -> {
                    i.blocks().forEach(this::list);
                    i.blocks().forEach(b -> flow(b.results(), i.results()));
                }
                case Operation.StopGradient _ -> {}
                case Operation.Element(var op) -> {
                    for (int k = 0; k < op.arity(); k++) {
                        if (isActive(i.operand(k)) && op.derivative(k) != mg.ir.Rule.ZERO) {
                            set(i.result());
                        }
                    }
                }
                default -> {
                    if (i.operands().stream().anyMatch(this::isActive)) {
                        i.results().forEach(this::set);
                    }
                }
            }
        }
    }

    /// The state of a loop is active when its first value is, or what follows it in some iteration: a fixed point.
    private void loop(Instruction i, Block body, List<Var> state) {
        flow(i.operands().subList(0, state.size()), state);
        int before;
        do {
            before = active.cardinality();
            list(body);
            flow(body.results().subList(0, state.size()), state);
        } while (active.cardinality() > before);
        flow(state, i.results().subList(0, state.size()));
        flow(body.results(), i.results());
    }

    private void flow(List<Var> from, List<Var> to) {
        for (int k = 0; k < to.size(); k++) {
            if (isActive(from.get(k))) {
                set(to.get(k));
            }
        }
    }
}
