package mg.passes;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import mg.ir.Builder;
import mg.ir.Function;
import mg.ir.Instruction;
import mg.ir.Kind;
import mg.ir.Operation;
import mg.ir.Tensor;
import mg.ir.Var;

/// `collect_i A[k…, i]` = `A[k…]`, when `k` does not change in the loop and the axis is as long as it.
/// `collect_i s` = `broadcast s`, when the scalar `s` does not change in the loop; `s` may itself be repeated.
public final class Copies {
    private Copies() {}

    public static Function run(Function function) {
        return Rewriter.run(
                function,
                i -> i.operation() instanceof Operation.For loop && !loop.bounded(),
                (b, i) -> replace(b, i, (Operation.For) i.operation()));
    }

    private static List<Var> replace(Builder b, Instruction i, Operation.For loop) {
        Set<Var> inside = new HashSet<>(i.block().arguments());
        i.block().instructions().forEach(inner -> inside.addAll(inner.results()));
        var copied = new ArrayList<List<Var>>();
        var repeated = new ArrayList<Optional<Var>>();
        for (int k = 0; k < loop.kinds().size(); k++) {
            boolean collect = loop.kinds().get(k) == Kind.COLLECT;
            copied.add(collect ? source(b, i, loop, k, inside) : List.of());
            repeated.add(collect ? repeated(b, i.block().results().get(k), inside) : Optional.empty());
        }
        if (copied.stream().allMatch(List::isEmpty) && repeated.stream().allMatch(Optional::isEmpty)) {
            return List.of();
        }
        // The loop still computes all its results; those nobody reads any more are dead.
        var results = new ArrayList<>(b.emit(loop, i.operands(), i.blocks()));
        for (int k = 0; k < results.size(); k++) {
            List<Var> source = copied.get(k);
            if (!source.isEmpty()) {
                results.set(k, b.index(source.getFirst(), source.subList(1, source.size())));
            } else if (repeated.get(k).isPresent()) {
                results.set(k, b.broadcast(repeated.get(k).get(), results.get(k).type().shape()));
            }
        }
        return results;
    }

    /// The scalar outside of the loop that every element of `yield` is, if there is one.
    private static Optional<Var> repeated(Builder b, Var yield, Set<Var> inside) {
        if (!inside.contains(yield)) {
            return yield.type().isScalar() ? Optional.of(yield) : Optional.empty();
        }
        return switch (b.operation(yield).orElse(null)) {
            case Operation.Const(Tensor value) when value.type().isScalar() -> Optional.of(b.constant(value));
            case Operation.Broadcast(_, List<Integer> axes) when axes.isEmpty() ->
                repeated(b, b.definition(yield).orElseThrow().operand(0), inside);
            case null, default -> Optional.empty();
        };
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
