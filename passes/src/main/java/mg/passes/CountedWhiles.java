package mg.passes;

import java.util.ArrayList;
import java.util.List;
import mg.ir.Builder;
import mg.ir.ElementOp;
import mg.ir.ElementType;
import mg.ir.Function;
import mg.ir.Instruction;
import mg.ir.Kind;
import mg.ir.Operation;
import mg.ir.Tensor;
import mg.ir.Type;
import mg.ir.Var;
import mg.ir.VarMap;

/// Makes a `while` reversible: it runs once to count its steps, and then again as a nest of sequential loops that stop
/// at that count. Reverse mode keeps the states of one loop of the nest at a time, so that what it needs is small
/// whatever the count turns out to be: a `while` of `kˡ` steps keeps `l·k` states and runs about `l + 1` times more.
/// For a few steps there is a loop of its own.
final class CountedWhiles {
    /// More steps than a `while` makes in a reasonable time; one that does is a fault, not a wrong derivative.
    private static final double MOST_STEPS = 1e10;

    /// So many steps need one loop only, and no nest that is mostly empty.
    private static final long FEW = 64;

    /// More loops are shorter, which pays for few steps; fewer are run again less often, which pays for many.
    private static final int LEVELS = 4;

    private CountedWhiles() {}

    static Function run(Function function, Activity activity) {
        return Rewriter.run(function, (b, i) -> i.operation() instanceof Operation.While
                        && i.results().stream().anyMatch(activity::isActive)
                ? count(b, i)
                : List.of());
    }

    private static List<Var> count(Builder b, Instruction i) {
        int size = i.operands().size();
        List<Var> counted = b.whileLoop(
                Lists.concat(i.operands(), List.of(b.constant(0L))),
                state -> copy(b, i, 0, state.subList(0, size)).getFirst(),
                state -> Lists.concat(
                        copy(b, i, 1, state.subList(0, size)), List.of(b.add(state.get(size), b.constant(1L)))));
        long bytes = i.operands().stream().mapToLong(v -> Memory.bytes(v.type())).sum();
        int levels = LEVELS;
        while (levels * width(levels) * bytes > Memory.LOOP && width(levels) > 8) {
            levels++;
        }
        long most = Math.round(Math.pow(width(levels), levels));
        Var end = b.add(counted.get(size), faultAbove(b, counted.get(size), most));
        int deepest = levels;
        return b.ifElse(
                b.emit(new Operation.Element(ElementOp.LE), end, b.constant(FEW)),
                () -> nest(b, i, 1, FEW, b.constant(0L), end, i.operands()),
                () -> nest(b, i, deepest, width(deepest), b.constant(0L), end, i.operands()));
    }

    /// 0; a fault where `count` is above `most`.
    private static Var faultAbove(Builder b, Var count, long most) {
        Var zeros = b.constant(Tensor.wholes(Type.of(ElementType.I64, 1), _ -> 0));
        return b.index(zeros, b.emit(new Operation.Element(ElementOp.DIV), count, b.constant(most + 1)));
    }

    /// How many iterations each of so many loops makes.
    private static long width(int levels) {
        return (long) Math.ceil(Math.pow(MOST_STEPS, 1.0 / levels));
    }

    /// The steps `start, start + 1, …` below `end`, at most `width^levels` of them.
    private static List<Var> nest(
            Builder b, Instruction i, int levels, long width, Var start, Var end, List<Var> state) {
        if (levels == 0) {
            return copy(b, i, 1, state);
        }
        var kinds = new ArrayList<Kind>();
        state.forEach(_ -> kinds.add(Kind.CARRY));
        long stretch = Math.round(Math.pow(width, levels - 1));
        return b.forLoop(width, kinds, state, (k, now) -> {
            Var first = b.add(start, b.mul(k, b.constant(stretch)));
            return b.ifElse(
                    b.lt(first, end), () -> nest(b, i, levels - 1, width, first, end, now), () -> now);
        });
    }

    /// Emits one of the two lists of the `while` again.
    private static List<Var> copy(Builder b, Instruction i, int list, List<Var> state) {
        var map = new VarMap<Var>();
        FreeValues.of(i).forEach(v -> map.put(v, v));
        map.putAll(i.blocks().get(list).arguments(), state);
        b.copy(i.blocks().get(list).instructions(), map);
        return map.all(i.blocks().get(list).results());
    }
}
