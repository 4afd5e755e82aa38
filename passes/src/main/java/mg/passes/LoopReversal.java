package mg.passes;

import java.util.ArrayList;
import java.util.List;
import mg.ir.Block;
import mg.ir.Builder;
import mg.ir.Instruction;
import mg.ir.Kind;
import mg.ir.Operation;
import mg.ir.Var;
import mg.ir.VarMap;

/// The reversal of one `for`: a loop whose body computes or loads the values of the primal's body and then walks it
/// backwards. What the body reads from outside receives a sum over the iterations; states run in the other direction.
final class LoopReversal {
    private final ReverseMode mode;
    private final Builder b;
    private final VarMap<Var> map;
    private final Instruction i;
    private final Operation.For loop;
    private final Block body;
    private final Residuals.Kept kept;
    private final Adjoints outside;

    LoopReversal(ReverseMode mode, Instruction i, Operation.For loop, Adjoints outside) {
        this.mode = mode;
        this.b = mode.b;
        this.map = mode.map;
        this.i = i;
        this.loop = loop;
        this.body = i.block();
        this.kept = mode.residuals.kept(body.arguments().getFirst());
        this.outside = outside;
    }

    /// Emits it; what the loop reads from outside and how it starts receive their adjoints.
    void run() {
        boolean sequential = loop.carries() > 0;
        var rest = new ArrayList<Integer>();
        for (int k = 0; k < i.results().size(); k++) {
            boolean extreme = loop.kinds().get(k) == Kind.MAX || loop.kinds().get(k) == Kind.MIN;
            if (outside.has(i.results().get(k))) {
                if (extreme && !sequential) {
                    extreme(k);
                } else {
                    rest.add(k);
                }
            }
        }
        if (!rest.isEmpty()) {
            loop(rest);
        }
    }

    /// The maximum is the body's value at one iteration: that one alone is reversed, in place. A bounded loop may not
    /// have run at all.
    private void extreme(int k) {
        var inside = new Adjoints(b, mode.activity);
        if (!loop.bounded()) {
            extreme(k, inside);
            mode.free(inside, body).forEach(v -> outside.add(v, inside.get(v)));
            return;
        }
        List<Instruction> reversed = b.record(() -> extreme(k, inside));
        List<Var> free = mode.free(inside, body);
        if (free.isEmpty()) {
            return;
        }
        Var runs = b.lt(b.constant(0L), map.get(i.operands().getLast()));
        List<Var> adjoints = b.ifElse(runs, () -> {
            b.splice(reversed);
            return free.stream().map(inside::get).toList();
        }, () -> free.stream().map(v -> b.zeros(v.type())).toList());
        for (int j = 0; j < free.size(); j++) {
            outside.add(free.get(j), adjoints.get(j));
        }
    }

    private void extreme(int k, Adjoints inside) {
        Var position = map.get(kept.positions().get(i.results().get(k)));
        map.put(body.arguments().getFirst(), position);
        restore(position);
        inside.add(body.results().get(k), outside.get(i.results().get(k)));
        mode.reverse(body.instructions(), inside);
    }

    /// Everything but extremes of independent iterations: the results at `rest` have adjoints.
    private void loop(List<Integer> rest) {
        List<Var> state = body.arguments().subList(1, body.arguments().size());
        List<Integer> active = new ArrayList<>();
        var operands = new ArrayList<Var>();
        for (int k = 0; k < loop.carries(); k++) {
            if (mode.activity.isActive(state.get(k))) {
                active.add(k);
                operands.add(outside.orZeros(i.results().get(k)));
            }
        }
        Var j = b.counter(loop.n());
        var arguments = new ArrayList<Var>(List.of(j));
        operands.forEach(v -> arguments.add(b.fresh(v.type())));
        var free = new ArrayList<Var>();
        Block reversed = b.block(arguments, () -> {
            map.put(body.arguments().getFirst(), j);
            for (Var carry : state) {
                map.put(carry, b.index(map.get(kept.values().get(carry)), j));
            }
            restore(j);
            var inside = new Adjoints(b, mode.activity);
            for (int k : rest) {
                Var d = outside.get(i.results().get(k));
                Var yield = body.results().get(k);
                switch (loop.kinds().get(k)) {
                    case SUM -> inside.add(yield, d);
                    case COLLECT -> inside.add(yield, b.index(d, j));
                    case MAX, MIN -> {
                        Var position = map.get(kept.positions().get(i.results().get(k)));
                        inside.add(yield, b.select(b.eq(j, position), d, b.like(d, 0)));
                    }
                    case CARRY -> {}
                    case PROD, ARGMAX, ARGMIN, ANY, ALL ->
                            throw new AssertionError("no adjoint: " + loop.kinds().get(k));
                }
            }
            for (int k = 0; k < active.size(); k++) {
                inside.add(body.results().get(active.get(k)), arguments.get(k + 1));
            }
            mode.reverse(body.instructions(), inside);
            var yields = new ArrayList<Var>();
            active.forEach(k -> yields.add(inside.orZeros(state.get(k))));
            free.addAll(mode.free(inside, body));
            free.forEach(v -> yields.add(inside.get(v)));
            return yields;
        });
        var kinds = new ArrayList<Kind>();
        active.forEach(_ -> kinds.add(Kind.CARRY));
        free.forEach(_ -> kinds.add(Kind.SUM));
        if (loop.bounded()) {
            operands.add(map.get(i.operands().getLast()));
        }
        boolean down = loop.carries() > 0 ? !loop.down() : loop.down();
        List<Var> results = b.emit(
                new Operation.For(loop.n(), kinds, loop.bounded(), down), operands, List.of(reversed));
        for (int k = 0; k < active.size(); k++) {
            outside.add(i.operand(active.get(k)), results.get(k));
        }
        for (int k = 0; k < free.size(); k++) {
            outside.add(free.get(k), results.get(active.size() + k));
        }
    }

    private void restore(Var iteration) {
        new Restoration(b, map, mode.residuals).run(body, kept.values(), iteration);
    }
}
