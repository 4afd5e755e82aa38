package mg.passes;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import mg.ir.Block;
import mg.ir.Builder;
import mg.ir.Function;
import mg.ir.Instruction;
import mg.ir.Kind;
import mg.ir.Operation;
import mg.ir.Var;
import mg.ir.VarMap;

/// Rewrites the loops that have no derivative rule of their own into ones that have: a loop that does not run becomes
/// what it gives, a product of reals a carry, a bounded loop with state a full one with an `if`, or a `while`.
final class PrepareLoops {
    private PrepareLoops() {}

    /// For forward mode.
    static Function forForward(Function function, List<Integer> wrt) {
        return carried(Rewriter.run(function, PrepareLoops::empty), wrt, false);
    }

    /// For reverse mode, which also needs the states of a bounded loop, of a `while` and of long loops.
    static Function forReverse(Function function, List<Integer> wrt) {
        Function carried = carried(Rewriter.run(function, PrepareLoops::empty), wrt, true);
        Activity bounded = activity(carried, wrt);
        Function full = Rewriter.run(carried, (b, i) -> bounds(b, i, bounded));
        Function counted = CountedWhiles.run(full, activity(full, wrt));
        return LongLoops.run(counted, activity(counted, wrt));
    }

    private static Activity activity(Function f, List<Integer> wrt) {
        return Activity.of(f.body(), wrt.stream().map(k -> f.body().arguments().get(k)).toList());
    }

    private static List<Var> empty(Builder b, Instruction i) {
        return i.operation() instanceof Operation.For loop && loop.n() == 0
                ? EmptyLoop.results(b, i, loop)
                : List.of();
    }

    /// The function with what has no rule as carries.
    private static Function carried(Function function, List<Integer> wrt, boolean reverse) {
        Activity activity = activity(function, wrt);
        return Expand.run(Rewriter.run(function, (b, i) -> {
            if (!(i.operation() instanceof Operation.For loop)) {
                return List.of();
            }
            List<Integer> which = carried(i, loop, activity, reverse);
            return which.isEmpty() ? List.of() : CarriedResults.run(b, i, loop, which);
        }));
    }

    /// The results to carry: products; of a bounded loop that has state extremes for forward mode, and for reverse mode
    /// everything where it becomes a `while`.
    private static List<Integer> carried(Instruction i, Operation.For loop, Activity activity, boolean reverse) {
        List<Integer> products = results(loop, k ->
                loop.kinds().get(k) == Kind.PROD && activity.isActive(i.results().get(k)));
        boolean state = loop.carries() > 0 || !products.isEmpty();
        if (!loop.bounded() || !state || !isActive(i, activity)) {
            return products;
        }
        long bytes = Stream.concat(i.operands().subList(0, loop.carries()).stream(),
                products.stream().map(i.results()::get)).mapToLong(v -> Memory.bytes(v.type())).sum();
        if (reverse) {
            return isTooLong(loop, bytes) ? results(loop, _ -> true) : products;
        }
        return results(loop, k -> activity.isActive(i.results().get(k)) && switch (loop.kinds().get(k)) {
            case MAX, MIN, PROD -> true;
            case CARRY, COLLECT, SUM, ARGMAX, ARGMIN, ANY, ALL -> false;
        });
    }

    private static List<Integer> results(Operation.For loop, IntPredicate condition) {
        return IntStream.range(loop.carries(), loop.kinds().size()).filter(condition).boxed().toList();
    }

    private static boolean isActive(Instruction i, Activity activity) {
        return i.results().stream().anyMatch(activity::isActive);
    }

    /// Whether a bounded loop would take too long, or too much memory, if it ran as often as it may.
    private static boolean isTooLong(Operation.For loop, long state) {
        return Math.max(1, state) > Memory.LOOP / loop.n();
    }

    /// A bounded loop with state, as reverse mode takes it.
    private static List<Var> bounds(Builder b, Instruction i, Activity activity) {
        if (!(i.operation() instanceof Operation.For loop)
                || !loop.bounded()
                || loop.carries() == 0
                || !isActive(i, activity)) {
            return List.of();
        }
        long state = i.operands().subList(0, loop.carries()).stream().mapToLong(v -> Memory.bytes(v.type())).sum();
        return isTooLong(loop, state) && loop.carries() == loop.kinds().size()
                ? whileLoop(b, i, loop)
                : full(b, i, loop);
    }

    /// `for i in 0..n until h { body }` = `while i < h { body }`, with `i` as further state.
    private static List<Var> whileLoop(Builder b, Instruction i, Operation.For loop) {
        Var bound = checked(b, loop, i.operands().getLast());
        List<Var> initial = i.operands().subList(0, loop.carries());
        List<Var> results = b.whileLoop(
                Lists.concat(List.of(b.constant(0L)), initial),
                state -> b.lt(state.getFirst(), bound),
                state -> {
                    Var next = b.add(state.getFirst(), b.constant(1L));
                    Var index = loop.down() ? b.sub(bound, next) : state.getFirst();
                    return Lists.concat(List.of(next), body(b, i, index, state.subList(1, state.size())));
                });
        return results.subList(1, results.size());
    }

    /// `for i in 0..n until h { body }` = `for i in 0..n { if i < h { body } else { what changes nothing } }`.
    private static List<Var> full(Builder b, Instruction i, Operation.For loop) {
        Var bound = checked(b, loop, i.operands().getLast());
        var full = new Operation.For(loop.n(), loop.kinds(), false, loop.down());
        return b.forLoop(full, i.operands().subList(0, loop.carries()), (index, carries) -> b.ifElse(
                b.lt(index, bound), () -> body(b, i, index, carries), () -> {
                    var yields = new ArrayList<>(carries);
                    for (int k = loop.carries(); k < loop.kinds().size(); k++) {
                        yields.add(EmptyLoop.neutral(
                                b, loop.kinds().get(k), i.block().results().get(k).type()));
                    }
                    return yields;
                }));
    }

    /// The bound, after the fault that one above `n` is: that of a bounded loop which adds up zeros.
    private static Var checked(Builder b, Operation.For loop, Var bound) {
        if (loop.n() == Long.MAX_VALUE) {
            return bound;
        }
        var empty = new Operation.For(loop.n(), List.of(Kind.SUM), true, false);
        Var zero = b.forLoop(empty, List.of(bound), (_, _) -> List.of(b.constant(0L))).getFirst();
        return b.add(bound, zero);
    }

    /// Emits the loop's body again, for these arguments.
    static List<Var> body(Builder b, Instruction loop, Var index, List<Var> carries) {
        Block block = loop.block();
        var map = new VarMap<Var>();
        FreeValues.of(loop).forEach(v -> map.put(v, v));
        map.put(block.arguments().getFirst(), index);
        map.putAll(block.arguments().subList(1, block.arguments().size()), carries);
        b.copy(block.instructions(), map);
        return map.all(block.results());
    }
}
