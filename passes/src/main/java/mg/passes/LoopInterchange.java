package mg.passes;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import mg.ir.Block;
import mg.ir.Builder;
import mg.ir.Function;
import mg.ir.Instruction;
import mg.ir.Kind;
import mg.ir.Operation;
import mg.ir.Var;
import mg.ir.VarMap;

/// Runs a loop inside of longer ones that it runs, where what it collects is wanted with its own axis last:
///
/// ```
/// A = for k in 0..26 {                           M = for k in 0..26 { m = …; yield collect m }
///   m = …                                        B = for v in 0..1600 {
///   a = for v in 0..1600 { …m…; yield … }   -->    b = for k in 0..26 { …M[k]…; yield collect … }
///   yield collect a                                yield collect b
/// }                                              }
/// B = transpose [1,0] A
/// ```
///
/// A Jacobian in forward mode is such a loop: over directions, which are the columns of the result. Inside, each row of
/// it is made whole and stays where it is. What an element of the loop `v` needs for all directions is read once, and
/// stands beside what computes the function itself ([FuseLoops]). And the loops come apart (Allen and Kennedy 1987):
/// each runs in lanes over what there is most of in it.
///
/// A loop inside moves if it only collects, is longer than the loop around, and all that read it move. What the loop
/// around makes before is collected for all iterations; this is done only if that, and what moved loops make for
/// others, is at most twice as much as what is collected in the end.
public final class LoopInterchange {
    /// How much may be kept in between, in units of what there is in the end.
    private static final int MOST_BETWEEN = 2;

    private final Builder b;
    private final Instruction loop;
    private final long n;
    private final List<Instruction> body;
    private final Set<Var> wanted;
    private final Variation variation;

    private LoopInterchange(Builder b, Instruction loop, Set<Var> wanted) {
        this.b = b;
        this.loop = loop;
        this.n = ((Operation.For) loop.operation()).n();
        this.body = loop.block().instructions();
        this.wanted = wanted;
        this.variation = Variation.of(loop);
    }

    public static Function run(Function function) {
        Set<Var> wanted = wanted(function.body());
        return Rewriter.run(function, i -> collects(i) && i.results().stream().anyMatch(wanted::contains),
                (b, i) -> new LoopInterchange(b, i, wanted).interchanged());
    }

    /// Whether an instruction is a loop that only collects.
    private static boolean collects(Instruction i) {
        return i.operation() instanceof Operation.For loop && loop.n() > 1 && !loop.bounded()
                && loop.kinds().stream().allMatch(kind -> kind == Kind.COLLECT);
    }

    /// The values of which only transposes are used that put the first axis last.
    private static Set<Var> wanted(Block block) {
        var wanted = new HashSet<Var>();
        var others = new HashSet<Var>();
        uses(block, wanted, others);
        wanted.removeAll(others);
        return wanted;
    }

    private static void uses(Block block, Set<Var> wanted, Set<Var> others) {
        for (Instruction i : block.instructions()) {
            boolean puts = i.operation() instanceof Operation.Transpose(List<Integer> axes)
                    && !axes.isEmpty() && axes.getLast() == 0;
            (puts ? wanted : others).addAll(i.operands());
            i.blocks().forEach(inner -> uses(inner, wanted, others));
        }
        others.addAll(block.results());
    }

    private List<Var> interchanged() {
        List<Instruction> moved = moved();
        List<Instruction> before = before(moved);
        Set<Var> rows = results(moved);
        Set<Var> gone = results(before);
        gone.addAll(rows);
        List<Var> read = read(moved, gone);
        if (moved.isEmpty() || !isSmall(moved, read)) {
            return List.of();
        }
        b.splice(before);
        List<Var> kept = loop.block().results().stream().filter(v -> !rows.contains(v)).toList();
        List<Instruction> rest = body.stream().filter(i -> Collections.disjoint(gone, i.results())).toList();
        List<Var> made = kept.isEmpty() && read.isEmpty() ? List.of()
                : collect(n, new Block(loop.block().arguments(), rest, Lists.concat(kept, read)));
        // What stands for values of the body, with the axis of the loop first.
        var columns = new HashMap<Var, Var>();
        for (int k = 0; k < read.size(); k++) {
            columns.put(read.get(k), made.get(kept.size() + k));
        }
        for (Instruction inner : moved) {
            List<Var> wide = rows(inner, columns);
            for (int k = 0; k < wide.size(); k++) {
                columns.put(inner.results().get(k), first(wide.get(k)));
            }
        }
        var others = made.iterator();
        return loop.block().results().stream().map(v -> rows.contains(v) ? columns.get(v) : others.next()).toList();
    }

    private static Set<Var> results(List<Instruction> instructions) {
        var results = new HashSet<Var>();
        instructions.forEach(i -> results.addAll(i.results()));
        return results;
    }

    /// The loops inside that move, in their order.
    private List<Instruction> moved() {
        // What is read by what stays, or yielded where it is not wanted by rows.
        Set<Var> stays = new HashSet<>();
        for (int k = 0; k < loop.results().size(); k++) {
            if (!wanted.contains(loop.results().get(k))) {
                stays.add(loop.block().results().get(k));
            }
        }
        var moved = new ArrayList<Instruction>();
        for (Instruction i : body.reversed()) {
            if (collects(i) && ((Operation.For) i.operation()).n() > n && variation.varies(i)
                    && Collections.disjoint(stays, i.results())) {
                moved.add(i);
            } else {
                stays.addAll(FreeValues.of(i));
            }
        }
        return moved.reversed();
    }

    /// The instructions that give what is the same in all iterations and what the moved ones read.
    private List<Instruction> before(List<Instruction> moved) {
        Set<Var> needed = new HashSet<>();
        moved.forEach(i -> needed.addAll(FreeValues.of(i)));
        var before = new ArrayList<Instruction>();
        for (Instruction i : body.reversed()) {
            if (!variation.varies(i) && i.results().stream().anyMatch(needed::contains)) {
                before.add(i);
                needed.addAll(FreeValues.of(i));
            }
        }
        return before.reversed();
    }

    /// The values of the body that the moved loops read, and that are not there without it.
    private List<Var> read(List<Instruction> moved, Set<Var> gone) {
        Set<Var> own = new HashSet<>();
        body.forEach(i -> own.addAll(i.results()));
        Set<Var> read = new LinkedHashSet<>();
        moved.forEach(i -> read.addAll(FreeValues.of(i)));
        read.removeIf(v -> !own.contains(v) || gone.contains(v));
        return List.copyOf(read);
    }

    /// Whether there is not much more in between than in the end.
    private boolean isSmall(List<Instruction> moved, List<Var> read) {
        Set<Var> yielded = new HashSet<>(loop.block().results());
        long between = read.stream().mapToLong(v -> v.type().size()).sum();
        long end = 0;
        for (Instruction i : moved) {
            for (Var v : i.results()) {
                if (yielded.contains(v)) {
                    end += v.type().size();
                } else {
                    between += v.type().size();
                }
            }
        }
        return between <= MOST_BETWEEN * end;
    }

    private List<Var> collect(long times, Block block) {
        List<Kind> kinds = Collections.nCopies(block.results().size(), Kind.COLLECT);
        return b.emit(new Operation.For(times, kinds, false, false), List.of(), List.of(block));
    }

    /// What a loop inside gives, with the axis of the loop around last.
    private List<Var> rows(Instruction inner, Map<Var, Var> columns) {
        Var k = b.counter(n);
        Var v = b.counter(((Operation.For) inner.operation()).n());
        return collect(b.trips(v), b.block(List.of(v), () -> {
            b.at(inner.span());
            return collect(n, b.block(List.of(k), () -> {
                var map = new VarMap<Var>();
                for (Var outside : FreeValues.of(inner)) {
                    map.put(outside, columns.containsKey(outside) ? b.index(columns.get(outside), k) : outside);
                }
                map.put(loop.block().arguments().getFirst(), k);
                map.put(inner.block().arguments().getFirst(), v);
                b.copy(inner.block().instructions(), map);
                return map.all(inner.block().results());
            })).stream().map(this::last).toList();
        }));
    }

    /// With the first axis last.
    private Var last(Var x) {
        int rank = x.type().rank();
        return b.transpose(x, IntStream.range(0, rank).mapToObj(k -> (k + 1) % rank).toList());
    }

    /// With the last axis first.
    private Var first(Var x) {
        int rank = x.type().rank();
        return b.transpose(x, IntStream.range(0, rank).mapToObj(k -> (k + rank - 1) % rank).toList());
    }
}
