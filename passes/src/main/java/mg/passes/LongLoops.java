package mg.passes;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import mg.ir.Builder;
import mg.ir.Function;
import mg.ir.Instruction;
import mg.ir.Kind;
import mg.ir.Operation;
import mg.ir.Type;
import mg.ir.Var;

/// Checkpointing: a sequential loop whose states take more than [Memory#LOOP] becomes a loop over stretches of about
/// `√n` iterations. Reverse mode then keeps the states between the stretches, and those within one at a time, at the
/// price of running each stretch once more (Griewank and Walther 2008, chapter 12).
final class LongLoops {
    private LongLoops() {}

    /// Splits the loops that reverse mode will walk back and whose states need too much memory.
    static Function run(Function function, Activity activity) {
        return Rewriter.run(function, (b, i) -> i.operation() instanceof Operation.For loop && isLong(i, loop, activity)
                ? split(b, i, loop)
                : List.of());
    }

    /// Splits the loops that a condition names.
    static Function run(Function function, Predicate<Operation.For> condition) {
        return Rewriter.run(function, (b, i) -> i.operation() instanceof Operation.For loop && condition.test(loop)
                ? split(b, i, loop)
                : List.of());
    }

    private static boolean isLong(Instruction i, Operation.For loop, Activity activity) {
        long state = i.operands().subList(0, loop.carries()).stream()
                .mapToLong(v -> Memory.bytes(v.type()))
                .sum();
        return !loop.bounded()
                && loop.n() > 3
                && state > Memory.LOOP / loop.n()
                && i.results().stream().anyMatch(activity::isActive);
    }

    /// `for i in 0..n { body(i) }` = `for o in 0..p { for k in 0..q { if o·q + k < n { body(o·q + k) } else { … } } }`.
    private static List<Var> split(Builder b, Instruction i, Operation.For loop) {
        long q = (long) Math.ceil(Math.sqrt(loop.n()));
        long p = Math.ceilDiv(loop.n(), q);
        var extremes = new ArrayList<Integer>();
        for (int k = 0; k < loop.kinds().size(); k++) {
            if (loop.kinds().get(k).isIndex()) {
                extremes.add(k);
            }
        }
        // Beside the position of an extreme in its stretch stands its value, to find the stretch by.
        var inner = new ArrayList<>(loop.kinds());
        var outer = new ArrayList<>(loop.kinds());
        for (int k : extremes) {
            inner.add(loop.kinds().get(k) == Kind.ARGMAX ? Kind.MAX : Kind.MIN);
            outer.add(Kind.COLLECT);
        }
        List<Var> results = b.forLoop(
                new Operation.For(p, outer, false, loop.down()), i.operands(), (o, states) -> {
                    Var start = b.mul(o, b.constant(q));
                    var stretch = new ArrayList<>(b.forLoop(
                            new Operation.For(q, inner, false, loop.down()), states,
                            (k, state) -> step(b, i, loop, b.add(start, k), state, p * q > loop.n(), extremes)));
                    for (int e = 0; e < extremes.size(); e++) {
                        int at = extremes.get(e);
                        int value = loop.kinds().size() + e;
                        Var position = b.add(start, stretch.get(at));
                        stretch.set(at, stretch.get(value));
                        stretch.set(value, position);
                    }
                    return stretch;
                });
        var restored = new ArrayList<Var>();
        for (int k = 0; k < loop.kinds().size(); k++) {
            Var result = results.get(k);
            Type type = i.results().get(k).type();
            restored.add(switch (loop.kinds().get(k)) {
                case COLLECT -> flat(b, result, type, p * q);
                case ARGMAX, ARGMIN -> b.index(results.get(loop.kinds().size() + extremes.indexOf(k)), result);
                case CARRY, SUM, PROD, MAX, MIN, ANY, ALL -> result;
            });
        }
        return restored;
    }

    private static List<Var> step(
            Builder b, Instruction i, Operation.For loop, Var index, List<Var> state, boolean guarded,
            List<Integer> extremes) {
        if (!guarded) {
            return withExtremes(PrepareLoops.body(b, i, index, state), extremes);
        }
        return b.ifElse(
                b.lt(index, b.constant(loop.n())),
                () -> withExtremes(PrepareLoops.body(b, i, index, state), extremes),
                () -> {
                    var nothing = new ArrayList<>(state);
                    for (int k = loop.carries(); k < loop.kinds().size(); k++) {
                        Type type = i.block().results().get(k).type();
                        Kind kind = loop.kinds().get(k);
                        nothing.add(kind == Kind.COLLECT ? b.zeros(type) : EmptyLoop.neutral(b, kind, type));
                    }
                    return withExtremes(nothing, extremes);
                });
    }

    private static List<Var> withExtremes(List<Var> yields, List<Integer> extremes) {
        return Lists.concat(yields, extremes.stream().map(yields::get).toList());
    }

    /// `[p, q, …]` as `[n, …]`.
    private static Var flat(Builder b, Var result, Type type, long length) {
        Type all = type.row(1).stacked(Math.toIntExact(length));
        Var flat = b.reshape(result, all.shape());
        if (all.equals(type)) {
            return flat;
        }
        int rank = type.rank();
        return b.emit(
                new Operation.Slice(Collections.nCopies(rank, 0), type.shape(), Collections.nCopies(rank, 1)), flat);
    }
}
