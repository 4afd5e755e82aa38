package mg.passes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import mg.ir.Builder;
import mg.ir.Function;
import mg.ir.Instruction;
import mg.ir.Kind;
import mg.ir.Var;
import mg.ir.VarMap;
import mg.passes.WindowNest.Level;

/// Arrays that are added up over a window which moves: the window's loops become the outer ones, so that what is added
/// up goes along rows, and a sum into one element is a loop of its own.
///
/// ```
/// for i { g = …; sum over i of                      G = for i { collect g }
///   for a { collect g · x[i + a] }            -->   for a { sum over i of G[i] · x[i + a] }
///   for a { sum of place g · k[a], i + a } }        for a { sum over i of place G[i] · k[a], i + a }
/// ```
///
/// These are the adjoints of a convolution. As it was written, each `g` changes every element of the first sum, and
/// neighbours in the second that the next one changes again. `i` and `a` may be several loops each: the nest around is
/// distributed (Allen and Kennedy 1987), and loops interchanged. What the window reads of the loops around is
/// collected, unless it is cheap, where that stays in a cache.
public final class Correlations {
    private final Builder b;
    private final WindowNest nest;

    private Correlations(Builder b, WindowNest nest) {
        this.b = b;
        this.nest = nest;
    }

    public static Function run(Function function) {
        Set<Var> found = new HashSet<>();
        find(function.body().instructions(), found);
        return Rewriter.run(function, i -> !i.results().isEmpty() && found.contains(i.results().getFirst()), (b, i) -> {
            Optional<WindowNest> nest = WindowNest.of(i);
            return nest.isPresent() ? new Correlations(b, nest.get()).rewrite() : List.of();
        });
    }

    /// The first results of the outermost loops that match.
    private static void find(List<Instruction> list, Set<Var> found) {
        for (Instruction x : list) {
            if (x.blocks().isEmpty()) {
                continue;
            }
            if (WindowNest.of(x).isPresent()) {
                found.add(x.results().getFirst());
            } else {
                x.blocks().forEach(block -> find(block.instructions(), found));
            }
        }
    }

    private List<Var> rewrite() {
        Level top = nest.around().getFirst();
        b.at(top.loop().span());
        List<Var> collecting = collecting(0, new VarMap<>());
        List<Integer> others = nest.others(0);
        Map<Var, Var> arrays = new HashMap<>();
        List<Var> reads = nest.reads(0);
        reads.forEach(v -> arrays.put(v, collecting.get(others.size() + reads.indexOf(v))));

        b.at(nest.window().getFirst().loop().span());
        List<Var> added = adding(0, new VarMap<>(), arrays);
        var results = new ArrayList<>(top.loop().results());
        others.forEach(k -> results.set(k, collecting.get(others.indexOf(k))));
        for (int k = 0; k < added.size(); k++) {
            results.set(nest.result(k), added.get(k));
        }
        return results;
    }

    /// The loops around without the window: their other results, then what is collected.
    private List<Var> collecting(int t, VarMap<Var> map) {
        Level level = nest.around().get(t);
        List<Integer> others = nest.others(t);
        List<Var> reads = nest.reads(t);
        var kinds = new ArrayList<Kind>();
        others.forEach(k -> kinds.add(level.shape().kinds().get(k)));
        reads.forEach(_ -> kinds.add(Kind.COLLECT));
        if (kinds.isEmpty()) {
            return List.of();
        }
        return b.forLoop(level.shape().n(), kinds, List.of(), (at, _) -> {
            map.put(level.index(), at);
            var inner = new ArrayList<Var>();
            for (Instruction x : level.loop().block().instructions()) {
                if (t + 1 < nest.around().size() && x == nest.around().get(t + 1).loop()) {
                    inner.addAll(collecting(t + 1, map));
                    List<Integer> its = nest.others(t + 1);
                    its.forEach(k -> map.put(x.results().get(k), inner.get(its.indexOf(k))));
                } else if (x != nest.window().getFirst().loop()) {
                    copy(x, map);
                }
            }
            var yields = new ArrayList<Var>();
            others.forEach(k -> yields.add(known(level.yield(k), map)));
            for (Var v : reads) {
                boolean isHere = nest.collected().get(v) == t + 1;
                yields.add(isHere
                        ? known(v, map)
                        : inner.get(nest.others(t + 1).size() + nest.reads(t + 1).indexOf(v)));
            }
            return yields;
        });
    }

    /// The loops of the window, and inside of them the loops around.
    private List<Var> adding(int s, VarMap<Var> map, Map<Var, Var> arrays) {
        if (s == nest.window().size() + nest.around().size()) {
            return numbers(map, arrays);
        }
        boolean isWindow = s < nest.window().size();
        Level level = isWindow ? nest.window().get(s) : nest.around().get(s - nest.window().size());
        List<Kind> kinds = nest.sums().stream().map(sum -> isWindow ? sum.kinds().get(s) : Kind.SUM).toList();
        return b.forLoop(level.shape().n(), kinds, List.of(), (at, _) -> {
            map.put(level.index(), at);
            return adding(s + 1, map, arrays);
        });
    }

    /// What is added up.
    private List<Var> numbers(VarMap<Var> map, Map<Var, Var> arrays) {
        nest.collected().forEach((v, t) -> map.put(v,
                b.index(arrays.get(v),
                nest.around().subList(0, t).stream().map(level -> map.get(level.index())).toList())));
        nest.again().forEach(x -> copy(x, map));
        for (Level level : nest.window()) {
            for (Instruction x : level.loop().block().instructions()) {
                if (WindowNest.isCheap(x)) {
                    copy(x, map);
                }
            }
        }
        return nest.sums().stream().map(sum -> {
            Var number = known(sum.number(), map);
            return sum.positions().isEmpty()
                    ? number
                    : b.place(sum.shape(), number, sum.positions().stream().map(v -> known(v, map)).toList());
        }).toList();
    }

    private void copy(Instruction x, VarMap<Var> map) {
        FreeValues.of(x).forEach(v -> known(v, map));
        b.copy(x, map);
    }

    /// What stands for a value; itself if it is from outside of the nest.
    private static Var known(Var v, VarMap<Var> map) {
        if (!map.has(v)) {
            map.put(v, v);
        }
        return map.get(v);
    }
}
