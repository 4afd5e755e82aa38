package mg.passes;

import java.util.ArrayList;
import java.util.List;
import mg.ir.Block;
import mg.ir.Builder;
import mg.ir.Function;
import mg.ir.Instruction;
import mg.ir.Kind;
import mg.ir.Operation;
import mg.ir.Var;
import mg.ir.VarMap;

/// Rewrites the loops that have no derivative rule of their own into ones that have: a loop that does not run becomes
/// what it gives, a product of reals a carry, a bounded loop with state or extremes a full one with an `if`.
final class PrepareLoops {
    private PrepareLoops() {}

    /// For either mode.
    static Function run(Function function) {
        Function running = Rewriter.run(function, PrepareLoops::empty);
        return Rewriter.run(Rewriter.run(running, PrepareLoops::products), PrepareLoops::bounds);
    }

    /// For reverse mode, which also needs the states of a `while` and of long loops.
    static Function forReverse(Function function, List<Integer> wrt) {
        Function counted = CountedWhiles.run(function, activity(function, wrt));
        Function full = run(counted);
        return LongLoops.run(full, activity(full, wrt));
    }

    private static Activity activity(Function f, List<Integer> wrt) {
        return Activity.of(f.body(), wrt.stream().map(k -> f.body().arguments().get(k)).toList());
    }

    private static List<Var> empty(Builder b, Instruction i) {
        return i.operation() instanceof Operation.For loop && loop.n() == 0
                ? EmptyLoop.results(b, i, loop)
                : List.of();
    }

    /// `prod v` = `carry p = 1` with `yield p·v`.
    private static List<Var> products(Builder b, Instruction i) {
        if (!(i.operation() instanceof Operation.For loop)) {
            return List.of();
        }
        var products = new ArrayList<Integer>();
        for (int k = 0; k < loop.kinds().size(); k++) {
            if (loop.kinds().get(k) == Kind.PROD && i.results().get(k).type().isReal()) {
                products.add(k);
            }
        }
        if (products.isEmpty()) {
            return List.of();
        }
        var order = new ArrayList<Integer>();
        for (int k = 0; k < loop.carries(); k++) {
            order.add(k);
        }
        order.addAll(products);
        for (int k = loop.carries(); k < loop.kinds().size(); k++) {
            if (!products.contains(k)) {
                order.add(k);
            }
        }
        List<Kind> kinds = order.stream().map(k -> products.contains(k) ? Kind.CARRY : loop.kinds().get(k)).toList();
        var operands = new ArrayList<>(i.operands().subList(0, loop.carries()));
        products.forEach(k -> operands.add(b.filled(i.results().get(k).type(), 1)));
        operands.addAll(i.operands().subList(loop.carries(), i.operands().size()));
        List<Var> results = b.forLoop(
                new Operation.For(loop.n(), kinds, loop.bounded(), loop.down()), operands, (index, carries) -> {
                    List<Var> yields = body(b, i, index, carries.subList(0, loop.carries()));
                    var next = new ArrayList<Var>();
                    for (int k : order) {
                        int p = products.indexOf(k);
                        next.add(p < 0 ? yields.get(k) : b.mul(carries.get(loop.carries() + p), yields.get(k)));
                    }
                    return next;
                });
        var restored = new ArrayList<Var>();
        for (int k = 0; k < order.size(); k++) {
            restored.add(results.get(order.indexOf(k)));
        }
        return restored;
    }

    /// `for i in 0..n until h { body }` = `for i in 0..n { if i < h { body } else { what changes nothing } }`.
    private static List<Var> bounds(Builder b, Instruction i) {
        if (!(i.operation() instanceof Operation.For loop)
                || !loop.bounded()
                || loop.carries() == 0 && loop.kinds().stream().allMatch(k -> k == Kind.SUM)) {
            return List.of();
        }
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
