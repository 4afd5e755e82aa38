package mg.passes;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import mg.ir.Builder;
import mg.ir.ElementOp;
import mg.ir.Instruction;
import mg.ir.Kind;
import mg.ir.Operation;
import mg.ir.Type;
import mg.ir.Var;

/// What the iterations of a loop combine as state that it carries: `prod v` = `carry p = 1` with `yield p·v`.
final class CarriedResults {
    private final Builder b;
    private final Operation.For loop;
    private final List<Integer> which;
    private final List<Integer> rest;

    private CarriedResults(Builder b, Operation.For loop, List<Integer> which) {
        this.b = b;
        this.loop = loop;
        this.which = which;
        this.rest = IntStream.range(loop.carries(), loop.kinds().size())
                .filter(k -> !which.contains(k))
                .boxed()
                .toList();
    }

    /// The results of a loop, those at `which` carried. None of these is a `collect`.
    static List<Var> run(Builder b, Instruction i, Operation.For loop, List<Integer> which) {
        return new CarriedResults(b, loop, which).emit(i);
    }

    private List<Var> emit(Instruction i) {
        int carries = loop.carries();
        var operands = new ArrayList<>(i.operands().subList(0, carries));
        which.forEach(k -> operands.addAll(start(loop.kinds().get(k), i.block().results().get(k).type())));
        var kinds = new ArrayList<Kind>();
        operands.forEach(_ -> kinds.add(Kind.CARRY));
        int states = kinds.size();
        rest.forEach(k -> kinds.add(loop.kinds().get(k)));
        operands.addAll(i.operands().subList(carries, i.operands().size()));
        var carrying = new Operation.For(loop.n(), kinds, loop.bounded(), loop.down());
        List<Var> results = b.forLoop(carrying, operands, (index, state) -> {
            List<Var> yields = PrepareLoops.body(b, i, index, state.subList(0, carries));
            var next = new ArrayList<>(yields.subList(0, carries));
            for (int k : which) {
                List<Var> now = state.subList(next.size(), next.size() + width(k));
                next.addAll(next(loop.kinds().get(k), now, yields.get(k), index));
            }
            rest.forEach(k -> next.add(yields.get(k)));
            return next;
        });
        var restored = new ArrayList<>(results);
        int state = carries;
        for (int k : which) {
            state += width(k);
            restored.set(k, results.get(state - 1));
        }
        for (int k = 0; k < rest.size(); k++) {
            restored.set(rest.get(k), results.get(states + k));
        }
        return restored.subList(0, loop.kinds().size());
    }

    /// A position stands behind the value that it belongs to.
    private int width(int k) {
        return loop.kinds().get(k).isIndex() ? 2 : 1;
    }

    private List<Var> start(Kind kind, Type type) {
        Var neutral = EmptyLoop.neutral(b, kind, type);
        return kind.isIndex() ? List.of(neutral, b.constant(0L)) : List.of(neutral);
    }

    private List<Var> next(Kind kind, List<Var> state, Var v, Var index) {
        Var now = state.getFirst();
        return switch (kind) {
            case SUM, PROD, ANY, ALL -> List.of(b.element(kind.operation(), now, v));
            case MAX, MIN -> List.of(b.select(wins(kind == Kind.MAX, v, now), v, now));
            case ARGMAX, ARGMIN -> {
                Var wins = wins(kind == Kind.ARGMAX, v, now);
                yield List.of(b.select(wins, v, now), b.select(wins, index, state.getLast()));
            }
            case CARRY, COLLECT -> throw new AssertionError("nothing is combined: " + kind);
        };
    }

    /// Whether a value takes over: it is beyond the best, or the first NaN.
    private Var wins(boolean greatest, Var v, Var best) {
        Var beyond = greatest ? b.lt(best, v) : b.lt(v, best);
        if (!v.type().isReal()) {
            return beyond;
        }
        Var first = b.element(ElementOp.AND, isNan(v), b.element(ElementOp.NOT, isNan(best)));
        return b.element(ElementOp.OR, beyond, first);
    }

    private Var isNan(Var v) {
        return b.element(ElementOp.NE, v, v);
    }
}
