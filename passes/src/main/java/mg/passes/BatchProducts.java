package mg.passes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import mg.ir.Builder;
import mg.ir.Function;
import mg.ir.Instruction;
import mg.ir.Kind;
import mg.ir.Operation;
import mg.ir.Type;
import mg.ir.Var;
import mg.ir.VarMap;

/// A product in each iteration of a loop becomes one larger product beside it: matrices times a batch of vectors are a
/// product of matrices, and a sum of outer products is one too.
///
/// ```
/// for i in 0..n { d = dot(A, v); … }           for i in 0..n { v }  D = dot(V, A)  for i in 0..n { d = D[i]; … }
/// sum over i in 0..n of dot [] a, b            A and B collected, then dot [0=0] A, B
/// [dot [] s, v for i in 0..n]                  the numbers S collected, then dot [] S, v
/// ```
///
/// The loop is distributed (Allen and Kennedy 1987) into one loop before and one after each product that it depends on;
/// what the later ones need is collected, unless it is an element of an array outside anyway. Only where the product is
/// large enough to gain from it, and what is collected stays in a cache; rows of a matrix times a vector gain sooner,
/// for nothing is collected.
public final class BatchProducts {
    /// The least number of elements of the operand that stays the same, or of the sum of outer products.
    private static final long LEAST = 256;
    /// The least number of elements of a vector that rows of a matrix are multiplied by.
    private static final long LEAST_ROW = 16;
    /// The most bytes that are collected, or read again.
    private static final long MOST = 4 << 20;

    private final Builder b;
    private final Instruction loop;
    private final Operation.For shape;
    private final Var i;
    private final List<Instruction> body;
    private final List<Var> yields;
    private final VarMap<Instruction> inside = new VarMap<>();
    /// How many products stand before a value; the loop variable and values outside have none.
    private final VarMap<Integer> stages = new VarMap<>();
    private final Set<Instruction> products = new HashSet<>();
    private final Set<Integer> outer = new HashSet<>();
    /// Values outside whose part at `i` a value inside is.
    private final VarMap<Var> whole = new VarMap<>();
    private final Map<Integer, Var> results = new HashMap<>();
    private int last;

    private BatchProducts(Builder b, Instruction loop, Operation.For shape) {
        this.b = b;
        this.loop = loop;
        this.shape = shape;
        this.i = loop.blocks().getFirst().arguments().getFirst();
        this.body = loop.blocks().getFirst().instructions();
        this.yields = loop.blocks().getFirst().results();
        body.forEach(x -> x.results().forEach(v -> inside.put(v, x)));
    }

    public static Function run(Function function) {
        return Rewriter.run(function, i -> i.operation() instanceof Operation.For, BatchProducts::rewrite);
    }

    private static List<Var> rewrite(Builder b, Instruction x) {
        if (!(x.operation() instanceof Operation.For shape) || shape.carries() > 0 || shape.bounded() || shape.down()
                || shape.n() < 2 || shape.n() > Integer.MAX_VALUE) {
            return List.of();
        }
        var pass = new BatchProducts(b, x, shape);
        return pass.choose() ? pass.distribute() : List.of();
    }

    // Which products

    private boolean choose() {
        Map<Var, Integer> uses = uses();
        for (Instruction x : body) {
            int stage = FreeValues.of(x).stream().mapToInt(this::stage).max().orElse(0);
            if (x.operation() instanceof Operation.Dot dot && x.operands().stream().noneMatch(this::isFixed)) {
                if (isSummed(x, dot, uses) || isSpread(x, dot, uses)) {
                    outer.add(yields.indexOf(x.result()));
                } else if (isLarge(x, dot) || isOfRows(x, dot)) {
                    products.add(x);
                    stage++;
                }
            }
            for (Var v : x.results()) {
                stages.put(v, stage);
            }
            last = Math.max(last, stage);
        }
        return !(products.isEmpty() && outer.isEmpty()) && collectedBytes() <= MOST;
    }

    private Map<Var, Integer> uses() {
        Map<Var, Integer> uses = new HashMap<>();
        body.forEach(x -> FreeValues.of(x).forEach(v -> uses.merge(v, 1, Integer::sum)));
        yields.forEach(v -> uses.merge(v, 1, Integer::sum));
        return uses;
    }

    private int stage(Var v) {
        return stages.has(v) ? stages.get(v) : 0;
    }

    private boolean isInside(Var v) {
        return v.equals(i) || inside.has(v);
    }

    /// Whether all that becomes of it is a sum over the iterations.
    private boolean isSummed(Instruction x, Operation.Dot dot, Map<Var, Integer> uses) {
        Var left = x.operand(0);
        Var right = x.operand(1);
        return isYielded(x, dot, Kind.SUM, uses) && isInside(left) && isInside(right)
                && (x.result().type().size() >= LEAST
                        || left.type().isScalar() && isRow(right) || right.type().isScalar() && isRow(left));
    }

    /// Whether it is a number times a vector that is the same in all iterations, and all that becomes of it is
    /// collected.
    private boolean isSpread(Instruction x, Operation.Dot dot, Map<Var, Integer> uses) {
        return isYielded(x, dot, Kind.COLLECT, uses) && isInside(moving(x)) && moving(x).type().isScalar()
                && !isInside(other(x)) && isLong(other(x));
    }

    /// The operand that is of the iteration, if one is: the first if both are.
    private Var moving(Instruction x) {
        return x.operand(isInside(x.operand(0)) ? 0 : 1);
    }

    /// The operand beside the moving one.
    private Var other(Instruction x) {
        return x.operand(isInside(x.operand(0)) ? 1 : 0);
    }

    private boolean isYielded(Instruction x, Operation.Dot dot, Kind kind, Map<Var, Integer> uses) {
        int k = yields.indexOf(x.result());
        return k >= 0 && shape.kinds().get(k) == kind && uses.get(x.result()) == 1 && dot.leftSum().isEmpty()
                && dot.leftBatch().isEmpty() && x.result().type().element().isReal();
    }

    /// Whether it is a long row of a matrix outside that a cache holds.
    private boolean isRow(Var v) {
        return isPart(v) && isLong(v) && 8 * shape.n() * v.type().size() <= MOST;
    }

    private boolean isLong(Var v) {
        return v.type().rank() == 1 && v.type().size() >= LEAST_ROW && shape.n() >= LEAST_ROW;
    }

    /// Whether one operand is the same in all iterations, and large.
    private boolean isLarge(Instruction x, Operation.Dot dot) {
        return isInside(moving(x)) && !isInside(other(x)) && dot.leftBatch().isEmpty() && !dot.leftSum().isEmpty()
                && other(x).type().size() >= LEAST && x.result().type().element().isReal();
    }

    /// Whether it is a row of a matrix outside times a vector that is the same in all iterations.
    private boolean isOfRows(Instruction x, Operation.Dot dot) {
        return !isInside(other(x)) && isLong(other(x)) && isRow(moving(x)) && dot.leftSum().size() == 1
                && x.result().type().element().isReal();
    }

    private long collectedBytes() {
        long size = 0;
        for (Instruction x : products) {
            size += x.result().type().size();
        }
        for (int stage = 0; stage <= last; stage++) {
            for (Var v : kept(stage)) {
                size += v.type().size();
            }
        }
        return 8 * size * shape.n();
    }

    /// Whether a value is the part at `i` of an array outside, perhaps in another shape.
    private boolean isPart(Var v) {
        Instruction x = inside.find(v);
        return x != null && switch (x.operation()) {
            case Operation.Index _ -> !isInside(x.operand(0)) && x.operands().size() == 2 && x.operand(1).equals(i)
                    && x.operand(0).type().size(0) == shape.n();
            case Operation.Reshape _, Operation.Transpose _ -> isPart(x.operand(0));
            default -> false;
        };
    }

    private boolean isFixed(Var v) {
        return inside.has(v) && isFixed(inside.get(v));
    }

    /// Whether it is the same in all iterations and made of nothing, so that every loop has its own.
    private static boolean isFixed(Instruction x) {
        return x.operation() instanceof Operation.Const;
    }

    // The loops

    private List<Var> distribute() {
        for (int stage = 0; stage <= last; stage++) {
            stage(stage);
            for (Instruction x : body) {
                if (products.contains(x) && stages.get(x.result()) == stage + 1) {
                    product(x, (Operation.Dot) x.operation());
                }
            }
        }
        for (int k : outer) {
            Instruction x = inside.get(yields.get(k));
            b.at(x.span());
            results.put(k, shape.kinds().get(k) == Kind.SUM ? sum(x) : spread(x));
        }
        return IntStream.range(0, yields.size()).mapToObj(results::get).toList();
    }

    private Var sum(Instruction x) {
        var along = new Operation.Dot(List.of(), List.of(), List.of(0), List.of(0));
        return b.emit(along, whole(x.operand(0)), whole(x.operand(1)));
    }

    private Var spread(Instruction x) {
        var outer = new Operation.Dot(List.of(), List.of(), List.of(), List.of());
        return b.emit(outer, whole(moving(x)), other(x));
    }

    /// The loop over what stands after so many products, with results for the results of the loop that are known then,
    /// and for what is needed beside it or later.
    private void stage(int stage) {
        var wanted = new ArrayList<Integer>();
        for (int k = 0; k < yields.size(); k++) {
            if (!outer.contains(k) && stage(yields.get(k)) == stage) {
                wanted.add(k);
            }
        }
        List<Var> kept = kept(stage);
        if (wanted.isEmpty() && kept.isEmpty()) {
            return;
        }
        var kinds = new ArrayList<Kind>();
        wanted.forEach(k -> kinds.add(shape.kinds().get(k)));
        kept.forEach(_ -> kinds.add(Kind.COLLECT));
        b.at(loop.span());
        body.stream().flatMap(x -> x.results().stream()).filter(v -> stages.get(v) < stage && isPart(v))
                .forEach(this::whole);
        List<Var> made = b.forLoop(shape.n(), kinds, List.of(), (at, _) -> {
            var map = new VarMap<Var>();
            map.put(i, at);
            body.forEach(x -> {
                FreeValues.of(x).stream().filter(v -> !isInside(v)).forEach(v -> map.put(v, v));
                if (stages.get(x.results().getFirst()) == stage && !products.contains(x) && !isOuter(x) || isFixed(x)) {
                    b.copy(x, map);
                } else if (stages.get(x.results().getFirst()) <= stage && !isOuter(x)) {
                    x.results().forEach(v -> earlier(v, at, map));
                }
            });
            var values = new ArrayList<Var>();
            wanted.forEach(k -> values.add(isInside(yields.get(k)) ? map.get(yields.get(k)) : yields.get(k)));
            kept.forEach(v -> values.add(map.get(v)));
            return values;
        });
        for (int k = 0; k < wanted.size(); k++) {
            results.put(wanted.get(k), made.get(k));
        }
        for (int k = 0; k < kept.size(); k++) {
            whole.put(kept.get(k), made.get(wanted.size() + k));
        }
    }

    private boolean isOuter(Instruction x) {
        return outer.stream().anyMatch(k -> inside.get(yields.get(k)) == x);
    }

    /// A value of an earlier stage: its part of what was collected.
    private void earlier(Var v, Var at, VarMap<Var> map) {
        if (whole.has(v) || isPart(v)) {
            map.put(v, b.index(whole(v), at));
        }
    }

    /// The values of a stage that later stages, products or sums read and that are no parts of arrays outside.
    private List<Var> kept(int stage) {
        Set<Var> needed = new LinkedHashSet<>();
        for (Instruction x : body) {
            boolean reads = products.contains(x) || isOuter(x);
            for (Var v : FreeValues.of(x)) {
                if (inside.has(v) && stages.get(v) == stage && !products.contains(inside.get(v)) && !isPart(v)
                        && !isFixed(inside.get(v))
                        && (reads || stages.get(x.results().getFirst()) > stage)) {
                    needed.add(v);
                }
            }
        }
        return List.copyOf(needed);
    }

    /// An array whose part at `i` is the value.
    private Var whole(Var v) {
        if (whole.has(v)) {
            return whole.get(v);
        }
        Instruction x = inside.get(v);
        Var array = switch (x.operation()) {
            case Operation.Index _ -> x.operand(0);
            case Operation.Reshape(List<Integer> sizes) -> b.reshape(whole(x.operand(0)), stacked(sizes));
            case Operation.Transpose(List<Integer> axes) -> {
                var moved = new ArrayList<>(List.of(0));
                axes.forEach(a -> moved.add(a + 1));
                yield b.transpose(whole(x.operand(0)), moved);
            }
            default -> throw new AssertionError(x.operation() + " was not collected");
        };
        whole.put(v, array);
        return array;
    }

    private List<Integer> stacked(List<Integer> sizes) {
        var all = new ArrayList<>(List.of((int) shape.n()));
        all.addAll(sizes);
        return all;
    }

    /// The product for all iterations at once, with the iterations first.
    private void product(Instruction x, Operation.Dot dot) {
        b.at(x.span());
        boolean left = isInside(x.operand(0));
        List<Integer> mine = (left ? dot.leftSum() : dot.rightSum()).stream().map(a -> a + 1).toList();
        List<Integer> theirs = left ? dot.rightSum() : dot.leftSum();
        Var all = b.emit(new Operation.Dot(List.of(), List.of(), mine, theirs), whole(moving(x)), other(x));
        whole.put(x.result(), left ? all : rightFirst(all, x.result().type(), other(x).type().rank() - theirs.size()));
    }

    /// `[n, moving…, same…]` as `[n, same…, moving…]`.
    private Var rightFirst(Var all, Type result, int rank) {
        int moving = result.rank() - rank;
        if (moving == 0) {
            return all;
        }
        var axes = new ArrayList<>(List.of(0));
        IntStream.range(0, rank).forEach(k -> axes.add(1 + moving + k));
        IntStream.range(0, moving).forEach(k -> axes.add(1 + k));
        return b.transpose(all, axes);
    }
}
