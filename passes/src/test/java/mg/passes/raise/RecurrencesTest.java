package mg.passes.raise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import mg.ir.Builder;
import mg.ir.ElementOp;
import mg.ir.ElementType;
import mg.ir.Function;
import mg.ir.Operation;
import mg.ir.Type;
import mg.ir.Var;
import mg.passes.Nest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What becomes of steps that repeat, each from what the one before gives.
class RecurrencesTest {
    private final Scalars f = new Scalars();

    private Var dot(List<Var> x, List<Var> y) {
        return IntStream.range(0, x.size()).mapToObj(k -> f.b.mul(x.get(k), y.get(k))).reduce(f.b::add).orElseThrow();
    }

    @Test
    void hornersRuleIsALoopOverTheCoefficients() {
        List<Var> c = f.array("c", 50);
        Var x = f.b.argument("x", mg.ir.Type.F64);
        Var y = c.getLast();
        for (Var next : c.reversed().subList(1, 50)) {
            y = f.b.add(f.b.mul(y, x), next);
        }
        assertEquals("""
                  %2 = const 49 : i64
                  %3 = index %c, %2 : f64
                  %4 = for %5 in 0..49 carry(%6 = %3) {
                    %7 = mul %6, %x : f64
                    %8 = const -1 : i64
                    %9 = mul %5, %8 : i64
                    %10 = const 48 : i64
                    %11 = add %9, %10 : i64
                    %12 = index %c, %11 : f64
                    %13 = add %7, %12 : f64
                    yield carry %13
                  } : f64
                  return %4
                """, Scalars.text(f.raised(y)));
    }

    @Test
    void whatIsNeededOfTwoStepsBeforeIsCarriedTwice() {
        List<Var> x = f.array("x", 3);
        Var before = x.get(0);
        Var now = x.get(1);
        for (int k = 0; k < 60; k++) {
            Var next = f.b.add(f.b.mul(x.get(2), now), f.b.element(ElementOp.TANH, before));
            before = now;
            now = next;
        }
        Function raised = f.raised(now);
        assertTrue(Scalars.size(raised) <= 10, Scalars.text(raised));
        assertEquals(2, Scalars.text(raised).split("yield carry|, carry", -1).length - 1, Scalars.text(raised));
    }

    @Test
    void numbersAndPositionsWithoutARuleComeFromTables() {
        List<Var> x = f.array("x", 40);
        var random = new Random(5);
        Var y = x.getFirst();
        for (int k = 0; k < 40; k++) {
            y = f.b.element(ElementOp.SIN,
                    f.b.mul(f.b.sub(y, f.b.constant(random.nextGaussian())), x.get(random.nextInt(40))));
        }
        Function raised = f.raised(y);
        assertTrue(Scalars.size(raised) <= 14, Scalars.text(raised));
        assertEquals(2, Scalars.text(raised).lines().filter(line -> line.contains("const {")).count());
    }

    @Test
    void whatIsReadOfEveryStepIsCollected() {
        List<Var> x = f.array("x", 2);
        Var y = x.get(0);
        var all = new ArrayList<Var>();
        for (int k = 0; k < 40; k++) {
            y = f.b.mul(x.get(1), f.b.element(ElementOp.COS, y));
            all.add(y);
        }
        Var sum = all.stream().map(f.b::exp).reduce(f.b::add).orElseThrow();
        Function raised = f.raised(sum);
        assertTrue(Scalars.text(raised).contains("collect"), Scalars.text(raised));
        assertTrue(Scalars.size(raised) <= 20, Scalars.text(raised));
    }

    /// The first step is unlike the others: its states are numbers.
    @Test
    void theTimeStepsOfAnLstmAreALoop() {
        int hidden = 8;
        int steps = 12;
        List<Var> w = f.array("w", 4 * hidden * (hidden + 4));
        List<Var> x = f.array("x", steps * 3);
        List<Var> h = zeros(hidden);
        List<Var> c = zeros(hidden);
        for (int t = 0; t < steps; t++) {
            var in = new ArrayList<Var>(x.subList(3 * t, 3 * t + 3));
            in.addAll(h);
            var gates = new ArrayList<Var>();
            for (int r = 0; r < 4 * hidden; r++) {
                List<Var> row = w.subList(r * (hidden + 4), (r + 1) * (hidden + 4));
                gates.add(f.b.add(dot(row.subList(0, hidden + 3), in), row.getLast()));
            }
            var state = new ArrayList<Var>();
            var output = new ArrayList<Var>();
            for (int k = 0; k < hidden; k++) {
                Var kept = f.b.mul(f.b.element(ElementOp.SIGMOID, gates.get(k)), c.get(k));
                Var added = f.b.mul(
                        f.b.element(ElementOp.SIGMOID, gates.get(hidden + k)),
                        f.b.element(ElementOp.TANH, gates.get(2 * hidden + k)));
                state.add(f.b.add(kept, added));
                output.add(f.b.mul(
                        f.b.element(ElementOp.SIGMOID, gates.get(3 * hidden + k)),
                        f.b.element(ElementOp.TANH, state.getLast())));
            }
            c = state;
            h = output;
        }
        Function raised = f.raised(h.stream().reduce(f.b::add).orElseThrow());
        assertTrue(Scalars.size(raised) <= 180, Scalars.size(raised) + "\n" + Scalars.text(raised));
        assertTrue(Scalars.text(raised).contains("in 0..11 carry") || Scalars.text(raised).contains("in 0..10 carry"),
                Scalars.text(raised));
    }

    private List<Var> zeros(int n) {
        return IntStream.range(0, n).mapToObj(_ -> f.b.constant(0.0)).toList();
    }

    @Test
    void stepsOfGradientDescentAreALoopAroundSums() {
        List<Var> x = f.array("x", 12);
        List<Var> y = f.array("y", 12);
        List<Var> start = f.array("start", 2);
        Var w = start.get(0);
        Var c = start.get(1);
        for (int k = 0; k < 15; k++) {
            Var slope = w;
            Var offset = c;
            List<Var> errors = IntStream.range(0, 12)
                    .mapToObj(i -> f.b.sub(f.b.add(f.b.mul(slope, x.get(i)), offset), y.get(i)))
                    .toList();
            w = f.b.sub(w, f.b.mul(f.b.constant(0.01), dot(errors, x)));
            c = f.b.sub(c, f.b.mul(f.b.constant(0.01), errors.stream().reduce(f.b::add).orElseThrow()));
        }
        Function raised = f.raised(f.b.add(w, c));
        assertTrue(Scalars.size(raised) <= 60, Scalars.size(raised) + "\n" + Scalars.text(raised));
    }

    @Test
    void stepsThatReadDifferentStatesStay() {
        List<Var> x = f.array("x", 4);
        var random = new Random(2);
        var values = new ArrayList<Var>(x);
        for (int k = 0; k < 200; k++) {
            Var other = values.get(values.size() - 1 - random.nextInt(4));
            values.add(f.b.element(ElementOp.ATAN2, values.getLast(), other));
        }
        Function written = f.written(values.getLast());
        assertSame(written, Raise.run(written));
    }

    @Test
    void whatOnlyTheFirstStepMakesIsReadByAllAfterIt() {
        List<Var> x = f.array("x", 40);
        Var y = x.getFirst();
        Var first = null;
        for (int k = 0; k < 40; k++) {
            y = f.b.element(ElementOp.HYPOT, y, x.get(k));
            first = k == 0 ? y : first;
            y = f.b.element(ElementOp.ATAN2, y, first);
        }
        Function raised = f.raised(y);
        assertTrue(Scalars.size(raised) <= 20, Scalars.text(raised));
    }

    @Test
    void theFirstStepMayReadWhatItHasJustMade() {
        List<Var> x = f.array("x", 40);
        Var y = x.getFirst();
        Var other = null;
        for (int k = 0; k < 40; k++) {
            y = f.b.element(ElementOp.HYPOT, y, x.get(k));
            other = f.b.element(ElementOp.ATAN2, y, k == 0 ? y : other);
        }
        Function raised = f.raised(f.b.add(y, other));
        assertTrue(Scalars.size(raised) <= 20, Scalars.text(raised));
    }

    @Test
    void whatBeginsAsTwoValuesIsNotCarriedAsOne() {
        List<Var> x = f.array("x", 40);
        Var left = x.get(1);
        Var right = x.get(2);
        for (int k = 0; k < 40; k++) {
            left = right = f.b.element(ElementOp.ATAN2, f.b.element(ElementOp.HYPOT, left, x.get(k)), right);
        }
        Function raised = f.raised(left);
        assertTrue(Scalars.size(raised) <= 24, Scalars.text(raised));
    }

    /// Parts of an array of this shape, of `part` elements along each axis, that begin at `start` in step `t`.
    private record Parts(
            String name, List<Integer> shape, List<Integer> part, List<Integer> stride,
            IntFunction<List<Integer>> start) {
        Var of(Builder b, Var x, int t) {
            List<Integer> from = start.apply(t);
            List<Integer> stop = IntStream.range(0, part.size())
                    .mapToObj(axis -> from.get(axis) + (part.get(axis) - 1) * stride.get(axis) + 1)
                    .toList();
            return b.emit(new Operation.Slice(from, stop, stride), x);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static Stream<Parts> parts() {
        return Stream.of(
                new Parts("one after the other", List.of(40), List.of(4), List.of(1), t -> List.of(4 * t)),
                new Parts("after a beginning", List.of(50), List.of(4), List.of(1), t -> List.of(5 + 4 * t)),
                new Parts("with gaps", List.of(80), List.of(4), List.of(1), t -> List.of(8 * t)),
                new Parts("that overlap", List.of(20), List.of(4), List.of(1), t -> List.of(t)),
                new Parts("backwards", List.of(40), List.of(4), List.of(1), t -> List.of(36 - 4 * t)),
                new Parts("anywhere", List.of(40), List.of(4), List.of(1), t -> List.of(t * t % 36)),
                new Parts("every other", List.of(50), List.of(4), List.of(2), t -> List.of(4 * t)),
                new Parts("rows", List.of(20, 3), List.of(2, 3), List.of(1, 1), t -> List.of(2 * t, 0)),
                new Parts("beginnings of rows", List.of(20, 5), List.of(2, 3), List.of(1, 1), t -> List.of(2 * t, 0)),
                new Parts("ends of rows", List.of(20, 5), List.of(2, 3), List.of(1, 1), t -> List.of(2 * t, 2)),
                new Parts("columns", List.of(5, 30), List.of(5, 3), List.of(1, 1), t -> List.of(0, 3 * t)));
    }

    @ParameterizedTest
    @MethodSource("parts")
    void stepsReadParts(Parts parts) {
        var b = new Builder();
        Var x = b.argument("x", new Type(ElementType.F64, parts.shape()));
        Var state = b.argument("state", new Type(ElementType.F64, parts.part()));
        for (int t = 0; t < 10; t++) {
            Var before = state;
            Var part = parts.of(b, x, t);
            state = Nest.collect(b, parts.part(), i ->
                    b.element(ElementOp.TANH, b.add(b.index(before, i), b.index(part, i))));
        }
        Function written = b.finish("f", List.of("state"), List.of(state));
        Function rolled = Roll.run(written, new Skeleton(written.body()));
        assertTrue(Scalars.text(rolled).contains("in 0..10 carry"), Scalars.text(rolled));
        Scalars.assertSameValues(written, rolled);
    }

    /// The cells of a grid with fixed ends after some steps, each weighted by a number of its own. Depth first, all
    /// that the first cell is made of is listed before anything else.
    private Var grid(int cells, int steps, boolean depthFirst) {
        return grid(cells, steps, depthFirst, true);
    }

    /// @param bends whether cells go by the `tanh` of how the grid bends, not by that itself
    private Var grid(int cells, int steps, boolean depthFirst, boolean bends) {
        List<Var> first = f.array("u", cells);
        Var rate = f.b.argument("rate", Type.F64);
        var made = new HashMap<List<Integer>, Var>();
        for (int i = 0; i < cells; i++) {
            made.put(List.of(0, i), first.get(i));
        }
        if (!depthFirst) {
            for (int t = 1; t <= steps; t++) {
                for (int i = 0; i < cells; i++) {
                    cell(made, rate, cells, t, i, bends);
                }
            }
        }
        return IntStream.range(0, cells)
                .mapToObj(i -> f.b.mul(cell(made, rate, cells, steps, i, bends), f.b.constant(1.0 + i * i)))
                .reduce(f.b::add)
                .orElseThrow();
    }

    private Var cell(Map<List<Integer>, Var> made, Var rate, int cells, int t, int i, boolean bends) {
        Var known = made.get(List.of(i == 0 || i == cells - 1 ? 0 : t, i));
        if (known != null) {
            return known;
        }
        Var left = cell(made, rate, cells, t - 1, i - 1, bends);
        Var right = cell(made, rate, cells, t - 1, i + 1, bends);
        Var here = cell(made, rate, cells, t - 1, i, bends);
        Var bend = f.b.add(f.b.sub(left, f.b.mul(here, f.b.constant(2.0))), right);
        Var next = f.b.add(here, f.b.mul(rate, bends ? f.b.element(ElementOp.TANH, bend) : bend));
        made.put(List.of(t, i), next);
        return next;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theTimeStepsOfAGridWithFixedEndsAreALoop(boolean depthFirst) {
        Function raised = f.raised(grid(24, 12, depthFirst));
        assertEquals(1, recurrences(raised), () -> Scalars.text(raised));
        assertTrue(Scalars.size(raised) < 400, () -> Scalars.text(raised));
    }

    /// The cells are one array, and the list is as long for many as for few.
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theCellsOfAGridAreCarriedAsOneArray(boolean depthFirst) {
        Function raised = f.raised(grid(24, 12, depthFirst));
        String text = Scalars.text(raised);
        assertTrue(raised.body().instructions().stream().anyMatch(i -> i.operation() instanceof Operation.For loop
                && loop.carries() == 1 && i.result().type().equals(Type.of(ElementType.F64, 22))), text);
        assertFalse(text.contains(": i64["), text);
        var other = new RecurrencesTest();
        Function wide = other.f.raised(other.grid(60, 12, depthFirst));
        assertEquals(Scalars.size(raised), Scalars.size(wide), () -> Scalars.text(wide));
    }

    /// A chain of additions at the end repeats in any order, and is not what is looked for.
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aGridOfSumsIsCarriedAsOneArray(boolean depthFirst) {
        Function raised = f.raised(grid(24, 12, depthFirst, false));
        assertTrue(Scalars.size(raised) < 100, () -> Scalars.text(raised));
    }

    /// How many loops of the outermost list carry something.
    private static long recurrences(Function f) {
        return f.body().instructions().stream()
                .filter(i -> i.operation() instanceof Operation.For loop && loop.carries() > 0)
                .count();
    }

    /// The neighbours of a cell are others in each step, so that no step is like the one before.
    @Test
    void layersThatReadOtherCellsEachTimeStay() {
        List<Var> cells = f.array("u", 17);
        for (int t = 1; t < 12; t++) {
            List<Var> before = cells;
            int step = t;
            cells = IntStream.range(0, 17)
                    .mapToObj(i -> f.b.element(
                            ElementOp.TANH, f.b.add(before.get(i), before.get((i * i + step * i + step * step) % 17))))
                    .toList();
        }
        Function raised = f.raised(cells.stream().reduce(f.b::add).orElseThrow());
        assertEquals(0, recurrences(raised), () -> Scalars.text(raised));
    }

    @Test
    void threeStepsStay() {
        List<Var> x = f.array("x", 2);
        Var y = x.getFirst();
        for (int k = 0; k < 3; k++) {
            for (int step = 0; step < 30; step++) {
                y = f.b.element(step % 7 < 3 ? ElementOp.ATAN2 : step % 5 < 2
                        ? ElementOp.HYPOT
                        : ElementOp.SUB, y, x.get(step % 2));
            }
        }
        Function written = f.written(y);
        assertSame(written, Raise.run(written));
    }
}
