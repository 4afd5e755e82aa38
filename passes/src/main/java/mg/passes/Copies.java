package mg.passes;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import mg.ir.Builder;
import mg.ir.Function;
import mg.ir.Instruction;
import mg.ir.Kind;
import mg.ir.Operation;
import mg.ir.Var;

/// `collect_i A[k…, i]` = `A[k…]`, when `k` does not change in the loop and the axis is as long as it.
public final class Copies {
    private Copies() {}

    public static Function run(Function function) {
        return Rewriter.run(function, (b, i) -> i.operation() instanceof Operation.For loop && !loop.bounded()
                ? replace(b, i, loop)
                : List.of());
    }

    private static List<Var> replace(Builder b, Instruction i, Operation.For loop) {
        Set<Var> inside = new HashSet<>(i.block().arguments());
        i.block().instructions().forEach(inner -> inside.addAll(inner.results()));
        var copied = new ArrayList<List<Var>>();
        for (int k = 0; k < loop.kinds().size(); k++) {
            copied.add(loop.kinds().get(k) == Kind.COLLECT ? source(b, i, loop, k, inside) : List.of());
        }
        if (copied.stream().allMatch(List::isEmpty)) {
            return List.of();
        }
        // The loop still computes all its results; those nobody reads any more are dead.
        var results = new ArrayList<>(b.emit(loop, i.operands(), i.blocks()));
        for (int k = 0; k < results.size(); k++) {
            List<Var> source = copied.get(k);
            if (!source.isEmpty()) {
                results.set(k, b.index(source.getFirst(), source.subList(1, source.size())));
            }
        }
        return results;
    }

    /// `A` and `k…` where result `result` is `collect_i A[k…, i]`; nothing otherwise.
    private static List<Var> source(Builder b, Instruction i, Operation.For loop, int result, Set<Var> inside) {
        Var yield = i.block().results().get(result);
        Instruction index = b.definition(yield).orElse(null);
        if (index == null || !inside.contains(yield) || !(index.operation() instanceof Operation.Index)) {
            return List.of();
        }
        List<Var> fixed = index.operands().subList(0, index.operands().size() - 1);
        boolean rows = index.operands().getLast().equals(i.block().arguments().getFirst())
                && fixed.stream().noneMatch(inside::contains)
                && fixed.getFirst().type().size(fixed.size() - 1) == loop.n();
        return rows ? fixed : List.of();
    }
}
