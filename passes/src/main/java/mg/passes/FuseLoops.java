package mg.passes;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import mg.ir.Block;
import mg.ir.Function;
import mg.ir.Instruction;
import mg.ir.Kind;
import mg.ir.Operation;
import mg.ir.Renumber;
import mg.ir.Var;
import mg.ir.VarMap;

/// Merges independent loops of the same length, which end where the same value says if one does, outermost first: typed
/// fusion in one walk of each list (Kennedy and McKinley 1993).
///
/// Loops are numbered by group in the order in which groups will run. An instruction notes the highest group it comes
/// after. A loop joins the first group of its length that comes after all it depends on; it may join a group it depends
/// on when it reads that group's collected values only at its own iteration. There `index(collect v, i)` is `v`.
public final class FuseLoops {
    /// Loops that will be one.
    private record Group(boolean open, List<Instruction> loops) {}

    /// Where a value comes from: a result of a group, or of an instruction after group `after`.
    private record Source(int after, int group) {}

    /// How many iterations, and the value that ends them earlier, if there is one.
    private record Length(long n, List<Var> bound) {}

    private FuseLoops() {}

    public static Function run(Function f) {
        return Values.any(f.body(), i -> !i.blocks().isEmpty()) ? fused(f) : f;
    }

    private static Function fused(Function f) {
        return Renumber.run(new Function(f.name(), f.arguments(), f.resultNames(), fuse(f.body())));
    }

    private static Block fuse(Block block) {
        var sources = new VarMap<Source>();
        var groups = new ArrayList<Group>();
        Map<Length, TreeSet<Integer>> byLength = new HashMap<>();
        var others = new ArrayList<Map.Entry<Integer, Instruction>>();
        for (Instruction i : block.instructions()) {
            boolean fusible = isFusible(i);
            Map<Integer, List<Var>> fromGroups = new HashMap<>();
            int after = -1;
            for (Var v : FreeValues.of(i)) {
                Source source = sources.find(v);
                if (source != null && source.group() >= 0) {
                    fromGroups.computeIfAbsent(source.group(), _ -> new ArrayList<>()).add(v);
                } else if (source != null) {
                    after = Math.max(after, source.after());
                }
            }
            int atLeast = -1;
            for (var entry : fromGroups.entrySet()) {
                Group group = groups.get(entry.getKey());
                if (fusible && group.open() && length(group.loops().getFirst()).equals(length(i))
                        && readsOwnIteration(i, entry.getValue(), group)) {
                    atLeast = Math.max(atLeast, entry.getKey());
                } else {
                    after = Math.max(after, entry.getKey());
                }
            }
            if (!(i.operation() instanceof Operation.For)) {
                for (Var v : i.results()) {
                    sources.put(v, new Source(after, -1));
                }
                others.add(Map.entry(after, i));
                continue;
            }
            Integer joined = fusible
                    ? byLength.computeIfAbsent(length(i), _ -> new TreeSet<>()).ceiling(Math.max(after + 1, atLeast))
                    : null;
            if (joined == null) {
                joined = groups.size();
                groups.add(new Group(fusible, new ArrayList<>()));
                if (fusible) {
                    byLength.get(length(i)).add(joined);
                }
            }
            groups.get(joined).loops().add(i);
            for (Var v : i.results()) {
                sources.put(v, new Source(after, joined));
            }
        }
        return new Block(block.arguments(), order(groups, others), block.results());
    }

    private static boolean isFusible(Instruction i) {
        return i.operation() instanceof Operation.For loop && loop.carries() == 0 && !loop.down();
    }

    private static Length length(Instruction i) {
        return new Length(((Operation.For) i.operation()).n(), i.operands());
    }

    /// Each group, then what comes after it, in the order of the list.
    private static List<Instruction> order(List<Group> groups, List<Map.Entry<Integer, Instruction>> others) {
        others.sort(Comparator.comparing(Map.Entry::getKey));
        var result = new ArrayList<Instruction>();
        int next = 0;
        for (int g = -1; g < groups.size(); g++) {
            if (g >= 0) {
                result.add(inner(merge(groups.get(g).loops())));
            }
            for (; next < others.size() && others.get(next).getKey() == g; next++) {
                result.add(inner(others.get(next).getValue()));
            }
        }
        return result;
    }

    /// The instruction with its own lists fused.
    private static Instruction inner(Instruction i) {
        return i.blocks().isEmpty()
                ? i
                : new Instruction(
                        i.operation(), i.operands(), i.blocks().stream().map(FuseLoops::fuse).toList(), i.results(),
                        i.span());
    }

    /// Whether a loop uses these values only as `index(v, i, …)` of what a loop of the group collects.
    private static boolean readsOwnIteration(Instruction loop, List<Var> values, Group group) {
        Set<Var> collected = new HashSet<>();
        for (Instruction other : group.loops()) {
            for (int k = 0; k < other.results().size(); k++) {
                if (((Operation.For) other.operation()).kinds().get(k) == Kind.COLLECT) {
                    collected.add(other.results().get(k));
                }
            }
        }
        return collected.containsAll(values)
                && onlyIndexed(loop.block(), new HashSet<>(values), loop.block().arguments().getFirst());
    }

    private static boolean onlyIndexed(Block block, Set<Var> values, Var i) {
        for (Instruction inner : block.instructions()) {
            boolean index = inner.operation() instanceof Operation.Index && inner.operand(1).equals(i);
            for (int k = index ? 1 : 0; k < inner.operands().size(); k++) {
                if (values.contains(inner.operand(k))) {
                    return false;
                }
            }
            if (!inner.blocks().stream().allMatch(b -> onlyIndexed(b, values, i))) {
                return false;
            }
        }
        return block.results().stream().noneMatch(values::contains);
    }

    /// One loop that does what these do.
    private static Instruction merge(List<Instruction> loops) {
        Instruction first = loops.getFirst();
        if (loops.size() == 1) {
            return first;
        }
        var rename = new Renaming(first.block().arguments().getFirst());
        var kinds = new ArrayList<Kind>();
        var instructions = new ArrayList<Instruction>();
        var yields = new ArrayList<Var>();
        var results = new ArrayList<Var>();
        for (Instruction loop : loops) {
            Operation.For attributes = (Operation.For) loop.operation();
            rename.same(loop.block().arguments().getFirst(), first.block().arguments().getFirst());
            instructions.addAll(rename.list(loop.block().instructions()));
            List<Var> renamed = rename.values(loop.block().results());
            for (int k = 0; k < renamed.size(); k++) {
                if (attributes.kinds().get(k) == Kind.COLLECT) {
                    rename.collected(loop.results().get(k), renamed.get(k));
                }
            }
            kinds.addAll(attributes.kinds());
            yields.addAll(renamed);
            results.addAll(loop.results());
        }
        Block body = new Block(first.block().arguments(), instructions, yields);
        Operation.For loop = (Operation.For) first.operation();
        return new Instruction(
                new Operation.For(loop.n(), kinds, loop.bounded(), false), first.operands(), List.of(body), results,
                first.span());
    }

    /// The new names of values in merged bodies.
    private static final class Renaming {
        private final Var i;
        private final VarMap<Var> same = new VarMap<>();
        private final VarMap<Var> collected = new VarMap<>();

        Renaming(Var i) {
            this.i = i;
        }

        void same(Var old, Var value) {
            same.put(old, value);
        }

        /// `index(array, i, …)` is from now on `index(row, …)`.
        void collected(Var array, Var row) {
            collected.put(array, row);
        }

        List<Var> values(List<Var> old) {
            return old.stream().map(v -> same.has(v) ? same.get(v) : v).toList();
        }

        List<Instruction> list(List<Instruction> old) {
            var list = new ArrayList<Instruction>();
            for (Instruction x : old) {
                List<Var> operands = values(x.operands());
                if (x.operation() instanceof Operation.Index && operands.get(1).equals(i)
                        && collected.has(operands.get(0))) {
                    Var row = collected.get(operands.get(0));
                    if (operands.size() == 2) {
                        same.put(x.result(), row);
                        continue;
                    }
                    operands = Lists.concat(List.of(row), operands.subList(2, operands.size()));
                }
                List<Block> blocks = x.blocks().stream()
                        .map(b -> new Block(b.arguments(), list(b.instructions()), values(b.results())))
                        .toList();
                list.add(new Instruction(x.operation(), operands, blocks, x.results(), x.span()));
            }
            return list;
        }
    }
}
