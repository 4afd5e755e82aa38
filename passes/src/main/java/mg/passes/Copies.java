package mg.passes;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import mg.ir.Block;
import mg.ir.Builder;
import mg.ir.Function;
import mg.ir.Instruction;
import mg.ir.Kind;
import mg.ir.Operation;
import mg.ir.Tensor;
import mg.ir.Var;

/// - `collect_i A[k…, i]` = `A[k…]`, when `k` does not change in the loop and the axis is as long as it
/// - `collect_i v` = `broadcast v`, when `v` does not change in the loop
/// - `collect_i broadcast v` = `broadcast (collect_i v)` otherwise
public final class Copies {
    /// A value that something collected repeats, whether it is from outside of the loop, and its axes there.
    private record Repeated(Var value, boolean outside, List<Integer> axes) {}

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
        var repeated = new ArrayList<Optional<Repeated>>();
        for (int k = 0; k < loop.kinds().size(); k++) {
            boolean collect = loop.kinds().get(k) == Kind.COLLECT;
            copied.add(collect ? source(b, i, loop, k, inside) : List.of());
            repeated.add(collect ? repeated(b, i.block().results().get(k), inside) : Optional.empty());
        }
        if (copied.stream().allMatch(List::isEmpty) && repeated.stream().allMatch(Optional::isEmpty)) {
            return List.of();
        }
        // The loop still computes what is found outside of it; what nobody reads any more is dead.
        var yields = new ArrayList<>(i.block().results());
        for (int k = 0; k < yields.size(); k++) {
            Repeated value = repeated.get(k).orElse(null);
            if (value != null && !value.outside()) {
                yields.set(k, value.value());
            }
        }
        Block body = new Block(i.block().arguments(), i.block().instructions(), yields);
        var results = new ArrayList<>(b.emit(loop, i.operands(), List.of(body)));
        for (int k = 0; k < results.size(); k++) {
            List<Var> source = copied.get(k);
            if (!source.isEmpty()) {
                results.set(k, b.index(source.getFirst(), source.subList(1, source.size())));
            } else if (repeated.get(k).isPresent()) {
                Repeated value = repeated.get(k).get();
                var broadcast = new Operation.Broadcast(i.results().get(k).type().shape(), value.axes());
                results.set(k, b.emit(broadcast, value.outside() ? value.value() : results.get(k)));
            }
        }
        return results;
    }

    /// What `yield` repeats, in one iteration or in all; nothing if it is made in each.
    private static Optional<Repeated> repeated(Builder b, Var yield, Set<Var> inside) {
        Var value = yield;
        List<Integer> axes = IntStream.range(0, yield.type().rank()).boxed().toList();
        while (inside.contains(value) && b.operation(value).orElse(null) instanceof Operation.Broadcast(_, var inner)) {
            value = b.definition(value).orElseThrow().operand(0);
            axes = inner.stream().map(axes::get).toList();
        }
        if (inside.contains(value) && b.operation(value).orElse(null) instanceof Operation.Const(Tensor constant)) {
            value = b.constant(constant);
        }
        boolean outside = !inside.contains(value);
        var shifted = new ArrayList<Integer>(outside ? List.of() : List.of(0));
        axes.forEach(axis -> shifted.add(axis + 1));
        return outside || !value.equals(yield) ? Optional.of(new Repeated(value, outside, shifted)) : Optional.empty();
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
