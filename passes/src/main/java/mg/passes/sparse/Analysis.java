package mg.passes.sparse;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import mg.ir.Block;
import mg.ir.Instruction;
import mg.ir.Kind;
import mg.ir.Operation;
import mg.ir.Tensor;
import mg.ir.Var;
import mg.ir.VarMap;

/// Runs a list on facts instead of values.
///
/// Loops run with their variable known, so that `x[i + 1]` is one element. Where it is not known which way a program
/// goes, it may go any: both sides of a branch count, and a loop goes on until nothing new is found. So does one that
/// would take more than [#LONGEST] steps.
final class Analysis {
    /// The largest number of instructions that a loop may run here one by one.
    static final long LONGEST = 100_000_000;

    private final VarMap<Fact> facts = new VarMap<>();
    private final Facts simple = new Facts();
    private final VarMap<Long> costs = new VarMap<>();
    private final StatedCalls calls;

    Analysis(StatedCalls calls) {
        this.calls = calls;
    }

    /// What is known of the results of a list, given what is known of its arguments. The list has no derivatives, and
    /// no calls but of functions that state theirs.
    List<Fact> results(Block list, List<Fact> arguments) {
        facts.putAll(list.arguments(), arguments);
        for (Instruction i : list.instructions()) {
            List<Fact> x = facts.all(i.operands());
            switch (i.operation()) {
                case Operation.For loop -> facts.putAll(i.results(), forLoop(i, loop, x));
                case Operation.While _ -> facts.putAll(i.results(), whileLoop(i, x));
                case Operation.If _ -> facts.putAll(i.results(), branches(i, x.getFirst()));
                case Operation.Call(String function) -> facts.putAll(i.results(), calls.results(function, x));
                default -> facts.put(i.result(), simple.result(i, x));
            }
        }
        return facts.all(list.results());
    }

    private List<Fact> branches(Instruction i, Fact condition) {
        Block then = i.blocks().get(0);
        Block otherwise = i.blocks().get(1);
        if (condition.isKnown()) {
            return results(condition.known().booleans()[0] ? then : otherwise, List.of());
        }
        return either(results(then, List.of()), results(otherwise, List.of()));
    }

    private static List<Fact> either(List<Fact> a, List<Fact> b) {
        return IntStream.range(0, a.size()).mapToObj(k -> a.get(k).or(b.get(k))).toList();
    }

    // Loops

    private List<Fact> forLoop(Instruction i, Operation.For loop, List<Fact> x) {
        List<Fact> initial = x.subList(0, loop.carries());
        boolean known = !loop.bounded() || x.getLast().isKnown();
        long count = loop.bounded() && known ? Math.clamp(x.getLast().known().longs()[0], 0, loop.n()) : loop.n();
        return count > 0 && cost(i.block()) > LONGEST / count
                ? summary(i, loop, initial)
                : oneByOne(i, loop, initial, (int) count, known);
    }

    /// With an unknown bound, an ascending loop may stop before each iteration, and a descending one start at each.
    private List<Fact> oneByOne(Instruction i, Operation.For loop, List<Fact> initial, int count, boolean known) {
        Block body = i.block();
        int carries = initial.size();
        var totals = new ArrayList<LoopTotal>();
        for (int k = carries; k < i.results().size(); k++) {
            Kind kind = loop.kinds().get(k);
            boolean inOrder = known && !(loop.down() && kind.isIndex());
            totals.add(new LoopTotal(
                    kind, body.results().get(k).type(), i.results().get(k).type(), count, inOrder));
        }
        List<Fact> state = initial;
        List<Fact> last = initial;
        for (int step = 0; step < count; step++) {
            int index = loop.down() ? count - 1 - step : step;
            List<Fact> yields = results(body, arguments(Fact.known(Tensor.of((long) index)), state));
            state = yields.subList(0, carries);
            if (!known) {
                last = either(last, state);
                state = loop.down() ? either(initial, state) : state;
            }
            for (int k = 0; k < totals.size(); k++) {
                totals.get(k).add(index, yields.get(carries + k));
            }
        }
        var results = new ArrayList<>(known ? state : last);
        totals.forEach(total -> results.add(total.result()));
        return results;
    }

    private static List<Fact> arguments(Fact index, List<Fact> state) {
        var all = new ArrayList<Fact>(state.size() + 1);
        all.add(index);
        all.addAll(state);
        return all;
    }

    /// A loop whose every iteration may be any.
    private List<Fact> summary(Instruction i, Operation.For loop, List<Fact> initial) {
        int carries = initial.size();
        List<Fact> state = initial;
        List<Fact> yields = results(i.block(), arguments(Fact.CONSTANT, state));
        for (List<Fact> next = either(state, yields.subList(0, carries)); !next.equals(state);
                next = either(state, yields.subList(0, carries))) {
            state = next;
            yields = results(i.block(), arguments(Fact.CONSTANT, state));
        }
        var results = new ArrayList<>(state);
        for (int k = carries; k < i.results().size(); k++) {
            Var result = i.results().get(k);
            boolean collect = loop.kinds().get(k) == Kind.COLLECT;
            var total = new LoopTotal(loop.kinds().get(k), i.block().results().get(k).type(), result.type(), 0, false);
            for (int index = 0; index < (collect ? loop.n() : 1); index++) {
                total.add(index, yields.get(k));
            }
            results.add(total.result());
        }
        return results;
    }

    private List<Fact> whileLoop(Instruction i, List<Fact> initial) {
        Block test = i.blocks().get(0);
        Block body = i.blocks().get(1);
        List<Fact> state = initial;
        long steps = 0;
        long each = cost(test) + cost(body);
        for (Fact goesOn = results(test, state).getFirst(); goesOn.isKnown() && steps < LONGEST;
                goesOn = results(test, state).getFirst()) {
            if (!goesOn.known().booleans()[0]) {
                return state;
            }
            state = results(body, state);
            steps += each;
        }
        for (List<Fact> next = either(state, results(body, state)); !next.equals(state);
                next = either(state, results(body, state))) {
            state = next;
        }
        return state;
    }

    // Costs

    /// The number of instructions that a list runs, at most about [#LONGEST] of them.
    private long cost(Block list) {
        long sum = 1;
        for (Instruction i : list.instructions()) {
            sum += i.blocks().isEmpty() ? 1 : cost(i);
        }
        return Math.min(sum, LONGEST + 1);
    }

    private long cost(Instruction i) {
        Var key = i.blocks().getFirst().arguments().isEmpty() ? null : i.blocks().getFirst().arguments().getFirst();
        if (key != null && costs.has(key)) {
            return costs.get(key);
        }
        long sum = i.blocks().stream().mapToLong(this::cost).sum();
        long n = i.operation() instanceof Operation.For loop ? Math.clamp(loop.n(), 1, LONGEST + 1) : 1;
        long cost = sum > LONGEST / n ? LONGEST + 1 : sum * n;
        if (key != null) {
            costs.put(key, cost);
        }
        return cost;
    }
}
