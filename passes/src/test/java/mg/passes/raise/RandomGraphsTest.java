package mg.passes.raise;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import mg.ir.Block;
import mg.ir.ElementOp;
import mg.ir.Function;
import mg.ir.Instruction;
import mg.ir.Renumber;
import mg.ir.Var;
import mg.testing.TryLimit;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AddLifecycleHook;

/// Raised and unraised code agree, in value and gradient, and what is raised is not raised again: [Scalars#check].
@AddLifecycleHook(TryLimit.class)
class RandomGraphsTest {
    private static final List<ElementOp> UNARY =
    List.of(ElementOp.TANH, ElementOp.NEG, ElementOp.SIGMOID, ElementOp.RELU,
            ElementOp.SIN, ElementOp.ABS);
    private static final List<ElementOp> BINARY = List.of(ElementOp.ADD, ElementOp.SUB, ElementOp.MUL, ElementOp.MAX,
            ElementOp.MIN, ElementOp.ATAN2, ElementOp.ADD);

    /// Layers of one operation each, whose operands are at distances that are regular in most layers.
    @Property(tries = 60)
    void regularGraphs(@ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int layers) {
        var random = new Random(seed);
        var f = new Scalars();
        var pool = new ArrayList<List<Var>>(List.of(f.array("x", 60), f.array("y", 40)));
        for (int layer = 0; layer < layers; layer++) {
            pool.add(layer(f, random, pool));
        }
        Function written = f.written(total(f, pool));
        Scalars.check(written, Raise.run(written));
    }

    private static List<Var> layer(Scalars f, Random random, List<List<Var>> pool) {
        List<Var> left = pool.get(random.nextInt(pool.size()));
        List<Var> right = pool.get(random.nextInt(pool.size()));
        int n = 2 + random.nextInt(12);
        int terms = 1 + random.nextInt(8);
        int kind = random.nextInt(6);
        int[] strides = random.ints(6, 0, 6).toArray();
        boolean regular = random.nextInt(4) > 0;
        ElementOp op = kind == 0 ? UNARY.get(random.nextInt(UNARY.size())) : BINARY.get(random.nextInt(BINARY.size()));
        var made = new ArrayList<Var>();
        for (int k = 0; k < n; k++) {
            Var value = null;
            int count = kind == 4 ? 1 + k % terms : terms;
            for (int t = 0; t < (kind < 2 ? 1 : count); t++) {
                int at = regular ? strides[0] + strides[1] * k + strides[2] * t : random.nextInt(1000);
                int other = regular ? strides[3] + strides[4] * k + strides[5] * t : random.nextInt(1000);
                Var x = left.get(at % left.size());
                Var y = right.get(other % right.size());
                Var term = switch (kind) {
                    case 0 -> f.b.element(op, x);
                    case 1 -> f.b.element(op, x, y);
                    case 2 -> x;
                    case 3, 4 -> f.b.mul(x, y);
                    default -> f.b.element(ElementOp.MAX, x, y);
                };
                value = value == null ? term : kind == 5 ? f.b.element(ElementOp.MAX, value, term)
                        : t % 3 == 2 ? f.b.sub(value, term) : f.b.add(value, term);
            }
            made.add(kind >= 2 ? f.b.element(ElementOp.TANH, value) : value);
        }
        return made;
    }

    /// Sums, products and greatest values of so many values as there are before, each beside what they are of: in the
    /// first row, and now and then in another, there is but one.
    @Property(tries = 60)
    void triangles(@ForAll long seed, @ForAll @IntRange(min = 1, max = 4) int layers,
            @ForAll @IntRange(min = 6, max = 16) int rows) {
        var random = new Random(seed);
        var f = new Scalars();
        List<Var> weights = f.array("w", rows);
        List<Var> x = f.array("x", rows);
        for (int layer = 0; layer < layers; layer++) {
            x = triangle(f, new Random(seed + layer), random, weights, x);
        }
        Function written = f.written(total(f, List.of(x)));
        Scalars.check(written, Raise.run(written));
    }

    private static List<Var> triangle(Scalars f, Random plan, Random any, List<Var> weights, List<Var> x) {
        int kind = plan.nextInt(5);
        ElementOp with = List.of(ElementOp.SUB, ElementOp.ATAN2, ElementOp.MUL).get(plan.nextInt(3));
        boolean turned = plan.nextBoolean();
        var made = new ArrayList<Var>();
        for (int row = 0; row < x.size(); row++) {
            int from = any.nextInt(4) == 0 ? row : 0;
            Var all = null;
            for (int k = from; k <= row; k++) {
                Var term = kind < 2 ? f.b.mul(weights.get(k), x.get(k)) : x.get(k);
                all = all == null ? term : kind < 3 ? f.b.add(all, term)
                        : f.b.element(kind == 3 ? ElementOp.MAX : ElementOp.MIN, all, term);
            }
            Var other = kind == 0 ? weights.get(row) : x.get(row);
            made.add(f.b.element(ElementOp.TANH, turned
                    ? f.b.element(with, all, other)
                    : f.b.element(with, other, all)));
        }
        return made;
    }

    /// Any operation on any two values made before.
    @Property(tries = 60)
    void irregularGraphs(@ForAll long seed, @ForAll @IntRange(min = 60, max = 300) int size) {
        var random = new Random(seed);
        var f = new Scalars();
        List<Var> values = new ArrayList<>(f.array("x", 1 + random.nextInt(30)));
        values.add(f.b.constant(random.nextGaussian()));
        for (int k = 0; k < size; k++) {
            Var x = values.get(random.nextInt(values.size()));
            Var y = values.get(random.nextInt(values.size()));
            values.add(random.nextInt(3) == 0
                    ? f.b.element(UNARY.get(random.nextInt(UNARY.size())), x)
                    : f.b.element(ElementOp.TANH, f.b.element(BINARY.get(random.nextInt(BINARY.size())), x, y)));
        }
        Function written = f.written(total(f, List.of(values)));
        Function raised = Raise.run(written);
        Scalars.check(written, raised);
        assertTrue(Scalars.size(raised) <= Scalars.size(written));
        assertLeast(written);
    }

    /// What says that a list cannot become much shorter is right.
    private static void assertLeast(Function written) {
        Function raised = Raise.grouped(written, true);
        Scalars.assertSameValues(written, raised);
        int least = Families.of(Nodes.of(written.body())).least(Raise.FEW);
        assertTrue(Scalars.size(raised) >= least, Scalars.size(raised) + " < " + least);
    }

    /// Sums of few terms of many kinds and many terms of few, some of them alike.
    @Property(tries = 60)
    void mixedSums(@ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int sums) {
        var random = new Random(seed);
        var f = new Scalars();
        List<Var> x = f.array("x", 40);
        var values = new ArrayList<Var>();
        for (int s = 0; s < sums; s++) {
            long plan = random.nextLong();
            for (int alike = 1 + random.nextInt(5); alike > 0; alike--) {
                values.add(f.b.element(ElementOp.TANH, mixed(f, x, new Random(plan), random)));
            }
        }
        values.addAll(x.subList(0, random.nextInt(x.size())));
        assertLeast(f.written(total(f, List.of(values))));
    }

    /// @param plan what sums that are alike have in common
    private static Var mixed(Scalars f, List<Var> x, Random plan, Random any) {
        var terms = new ArrayList<Var>();
        for (int kinds = 1 + plan.nextInt(12); kinds > 0; kinds--) {
            ElementOp op = UNARY.get(plan.nextInt(UNARY.size()));
            ElementOp of = UNARY.get(plan.nextInt(UNARY.size()));
            for (int k = plan.nextInt(4) == 0 ? 3 + plan.nextInt(6) : 1 + plan.nextInt(2); k > 0; k--) {
                Var term = f.b.element(op, f.b.element(of, x.get(any.nextInt(x.size()))));
                terms.add(plan.nextBoolean() ? term : f.b.mul(term, x.get(any.nextInt(x.size()))));
            }
        }
        return terms.stream().reduce((a, b) -> switch (plan.nextInt(5)) {
            case 0 -> f.b.sub(a, b);
            case 1 -> f.b.sub(b, a);
            case 2 -> f.b.neg(f.b.add(a, b));
            default -> f.b.add(a, b);
        }).orElseThrow();
    }

    /// Steps that each read states of up to three steps before, inputs at regular or at any positions, and numbers; now
    /// and then one that is unlike the others, and readers of what is between.
    @Property(tries = 60)
    void recurrences(@ForAll long seed, @ForAll @IntRange(min = 1, max = 4) int states,
            @ForAll @IntRange(min = 3, max = 24) int count) {
        Function written = recurrence(seed, states, count);
        Scalars.check(written, Raise.run(written));
    }

    /// The same graphs in lists that begin anywhere.
    @Property(tries = 60)
    void recurrencesInAnyOrder(@ForAll long seed, @ForAll @IntRange(min = 1, max = 4) int states,
            @ForAll @IntRange(min = 3, max = 24) int count) {
        Function written = shuffled(recurrence(seed, states, count), new Random(seed));
        Scalars.check(written, Raise.run(written));
    }

    private static Function recurrence(long seed, int states, int count) {
        var random = new Random(seed);
        var f = new Scalars();
        List<Var> x = f.array("x", 50);
        var history = new ArrayList<List<Var>>();
        for (int back = 0; back < 3; back++) {
            history.add(x.subList(back * states, (back + 1) * states));
        }
        int length = 1 + random.nextInt(12);
        long plan = random.nextLong();
        int odd = random.nextInt(3) == 0 ? random.nextInt(count) : -1;
        var seen = new ArrayList<Var>();
        for (int t = 0; t < count; t++) {
            history.add(step(f, x, history, states, length, new Random(t == odd ? plan + 1 : plan), random, t));
            if (random.nextInt(4) == 0) {
                seen.add(history.getLast().getFirst());
            }
        }
        seen.addAll(history.getLast());
        return f.written(total(f, List.of(seen)));
    }

    /// Cells that each read others at a few distances of the step before, or, beyond the ends, what is always there;
    /// now and then one that is unlike the others.
    @Property(tries = 30)
    void grids(@ForAll long seed, @ForAll @IntRange(min = 6, max = 16) int size,
            @ForAll @IntRange(min = 3, max = 8) int count) {
        var random = new Random(seed);
        var f = new Scalars();
        List<Var> x = f.array("x", 2 * size);
        List<Var> cells = x.subList(0, size);
        List<Integer> distances = List.of(random.nextInt(-2, 3), random.nextInt(-2, 3));
        List<ElementOp> ops =
                List.of(BINARY.get(random.nextInt(BINARY.size())), BINARY.get(random.nextInt(BINARY.size())));
        int odd = random.nextInt(3) == 0 ? random.nextInt(count * size) : -1;
        for (int t = 0; t < count; t++) {
            var next = new ArrayList<Var>();
            for (int k = 0; k < size; k++) {
                Var value = cells.get(k);
                for (int d = 0; d < distances.size(); d++) {
                    int from = k + distances.get(d) + (t * size + k == odd ? 1 : 0);
                    value = f.b.element(ops.get(d), value, from < 0 || from >= size
                            ? x.get(size + d)
                            : cells.get(from));
                }
                next.add(f.b.element(ElementOp.TANH, value));
            }
            cells = next;
        }
        Function written = f.written(total(f, List.of(cells)));
        Function listed = random.nextBoolean() ? written : shuffled(written, random);
        Scalars.check(listed, Raise.run(listed));
    }

    /// The function with its instructions in another order: any whose operands are there may be the next.
    private static Function shuffled(Function function, Random random) {
        List<Instruction> open = new ArrayList<>(function.body().instructions());
        Set<Var> there = new HashSet<>(function.body().arguments());
        var order = new ArrayList<Instruction>();
        while (!open.isEmpty()) {
            int at = random.nextInt(open.size());
            while (!there.containsAll(open.get(at).operands())) {
                at = (at + 1) % open.size();
            }
            there.addAll(open.get(at).results());
            order.add(open.remove(at));
        }
        Block body = new Block(function.body().arguments(), order, function.body().results());
        return Renumber.run(new Function(function.name(), function.arguments(), function.resultNames(), body));
    }

    /// What nobody needs has no adjoint. Were it in a loop, it would have one, of 0; and that times an infinite
    /// derivative is not 0.
    @Example
    void whatNobodyNeedsIsNotRolledUp() {
        recurrences(5043, 3, 13);
    }

    /// @param plan what all steps have in common
    private static List<Var> step(
            Scalars f, List<Var> x, List<List<Var>> history, int states, int length, Random plan, Random any, int t) {
        var made = new ArrayList<Var>(history.getLast());
        while (made.size() < states + Math.max(length, states)) {
            List<Var> before = history.get(history.size() - 1 - plan.nextInt(3));
            Var left = plan.nextBoolean() ? made.get(plan.nextInt(made.size())) : before.get(plan.nextInt(states));
            int stride = plan.nextInt(3);
            Var right = switch (plan.nextInt(5)) {
                case 0 -> x.get((plan.nextInt(5) + stride * t) % 50);
                case 1 -> x.get(any.nextInt(50));
                case 2 -> f.b.constant(0.5 + (plan.nextBoolean() ? 0 : any.nextInt(3)));
                default -> before.get(plan.nextInt(states));
            };
            made.add(f.b.element(ElementOp.TANH, f.b.element(BINARY.get(plan.nextInt(BINARY.size())), left, right)));
        }
        return made.subList(made.size() - states, made.size());
    }

    private static Var total(Scalars f, List<List<Var>> pool) {
        return pool.stream().flatMap(List::stream).reduce(f.b::add).orElseThrow();
    }
}
