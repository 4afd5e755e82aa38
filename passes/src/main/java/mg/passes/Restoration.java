package mg.passes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mg.ir.Block;
import mg.ir.Builder;
import mg.ir.Instruction;
import mg.ir.Kind;
import mg.ir.Operation;
import mg.ir.Var;
import mg.ir.VarMap;

/// Makes the values of one iteration of a loop again, for its reversal: what the loop kept is loaded, the rest computed
/// from that. A loop inside whose own values are at hand does not run again as it was. Its states are loaded like
/// anything else it kept, so that its iterations no longer depend on each other, and no more is computed in them than
/// lies between what was kept and what is asked for.
final class Restoration {
    private final Builder b;
    private final VarMap<Var> map;
    private final Residuals residuals;

    /// @param map the new values of the primal's; receives those that are restored
    Restoration(Builder b, VarMap<Var> map, Residuals residuals) {
        this.b = b;
        this.map = map;
        this.residuals = residuals;
    }

    /// Emits what a list computes.
    ///
    /// @param kept      by value the stacks that hold it for every iteration
    /// @param iteration the one to restore
    void run(Block body, Map<Var, Var> kept, Var iteration) {
        for (Instruction i : body.instructions()) {
            b.at(i.span());
            boolean inParts = i.operation() instanceof Operation.For loop && isAtHand(i, loop, kept);
            if (!inParts) {
                b.copy(i, map);
            }
            for (Var value : i.results()) {
                Var stack = kept.get(value);
                if (stack != null) {
                    map.put(value, b.index(map.get(stack), iteration));
                }
            }
            if (inParts) {
                loop(i, (Operation.For) i.operation(), kept);
            }
        }
    }

    /// Whether all that a loop gives but the rows it collects was kept, and so were its states.
    private boolean isAtHand(Instruction i, Operation.For loop, Map<Var, Var> kept) {
        Residuals.Kept inner = residuals.kept(i.block().arguments().getFirst());
        if (inner == null || loop.bounded()) {
            return false;
        }
        for (int k = 0; k < loop.kinds().size(); k++) {
            if (loop.kinds().get(k) != Kind.COLLECT && !kept.containsKey(i.results().get(k))) {
                return false;
            }
        }
        List<Var> states = i.block().arguments().subList(1, 1 + loop.carries());
        return states.stream().allMatch(v -> kept.containsKey(inner.values().get(v)));
    }

    /// The rows that a loop collects and did not keep, each from what was kept of its own iteration.
    private void loop(Instruction i, Operation.For loop, Map<Var, Var> kept) {
        Block body = i.block();
        var inside = new LinkedHashMap<Var, Var>();
        residuals.kept(body.arguments().getFirst()).values().forEach((value, stack) -> {
            if (kept.containsKey(stack)) {
                inside.put(value, stack);
            }
        });
        var missing = new ArrayList<Integer>();
        for (int k = loop.carries(); k < loop.kinds().size(); k++) {
            if (!kept.containsKey(i.results().get(k))) {
                missing.add(k);
            }
        }
        if (missing.isEmpty()) {
            return;
        }
        var rows = new Operation.For(loop.n(), missing.stream().map(_ -> Kind.COLLECT).toList(), false, false);
        List<Var> results = b.forLoop(rows, List.of(), (j, _) -> {
            map.put(body.arguments().getFirst(), j);
            for (Var state : body.arguments().subList(1, body.arguments().size())) {
                map.put(state, b.index(map.get(inside.get(state)), j));
            }
            run(body, inside, j);
            return missing.stream().map(k -> map.get(body.results().get(k))).toList();
        });
        map.putAll(missing.stream().map(i.results()::get).toList(), results);
    }
}
