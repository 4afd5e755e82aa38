package mg.passes.raise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import mg.ir.Builder;
import mg.ir.ElementOp;
import mg.ir.ElementType;
import mg.ir.Function;
import mg.ir.Interpreter;
import mg.ir.Program;
import mg.ir.Tensor;
import mg.ir.Type;
import mg.ir.Var;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What becomes of scalar code that is regular, and of code that is not.
class RaiseTest {
    /// `n` scalars made one by one, in order.
    private static List<Var> each(int n, IntFunction<Var> make) {
        var list = new ArrayList<Var>();
        for (int k = 0; k < n; k++) {
            list.add(make.apply(k));
        }
        return list;
    }

    private static Var sum(Builder b, List<Var> terms) {
        return terms.stream().reduce(b::add).orElseThrow();
    }

    private static Var dot(Builder b, List<Var> x, List<Var> y) {
        return sum(b, each(x.size(), k -> b.mul(x.get(k), y.get(k))));
    }

    /// The matrix `w`, by rows, times `x`.
    private static List<Var> linear(Builder b, List<Var> w, List<Var> x) {
        int n = x.size();
        return each(w.size() / n, j -> dot(b, w.subList(j * n, (j + 1) * n), x));
    }

    @Test
    void aSumOfProductsIsADot() {
        var f = new Scalars();
        List<Var> x = f.array("x", 40);
        List<Var> y = f.array("y", 40);
        Function raised = f.raised(dot(f.b, x, y));
        assertEquals("""
                  %2 = dot [0=0] %x, %y : f64
                  return %2
                """, Scalars.text(raised));
    }

    @Test
    void aTreeOfAdditionsInAnyOrderIsASum() {
        var f = new Scalars();
        List<Var> x = new ArrayList<>(f.array("x", 90));
        java.util.Collections.shuffle(x, new Random(1));
        while (x.size() > 1) {
            x.add(f.b.add(x.removeFirst(), x.removeFirst()));
        }
        assertEquals("""
                  %1 = for %2 in 0..90 {
                    %3 = index %x, %2 : f64
                    yield sum %3
                  } : f64
                  return %1
                """, Scalars.text(f.raised(x.getFirst())));
    }

    @Test
    void whatIsSubtractedFromWhatIsSubtractedIsAdded() {
        var f = new Scalars();
        List<Var> x = f.array("x", 80);
        // x₇₉ - (x₇₈ - (x₇₇ - …)) = x₇₉ - x₇₈ + x₇₇ - …
        assertEquals("""
                  %1 = reshape %x : f64[40,2]
                  %2 = slice [0:40:1, 1:2:1] %1 : f64[40,1]
                  %3 = reshape %2 : f64[40]
                  %4 = reshape %x : f64[40,2]
                  %5 = slice [0:40:1, 0:1:1] %4 : f64[40,1]
                  %6 = reshape %5 : f64[40]
                  %7 = for %8 in 0..40 {
                    %9 = index %3, %8 : f64
                    yield sum %9
                  } : f64
                  %10 = for %11 in 0..40 {
                    %12 = index %6, %11 : f64
                    yield sum %12
                  } : f64
                  %13 = sub %7, %10 : f64
                  return %13
                """, Scalars.text(f.raised(x.stream().reduce((sum, next) -> f.b.sub(next, sum)).orElseThrow())));
    }

    @Test
    void productsThatAreAllSubtractedAreADotOfTheOtherSign() {
        var f = new Scalars();
        List<Var> x = f.array("x", 40);
        List<Var> y = f.array("y", 40);
        List<Var> products = new ArrayList<>(each(40, k -> f.b.mul(x.get(k), y.get(k))));
        products.set(0, f.b.neg(products.getFirst()));
        assertEquals("""
                  %2 = dot [0=0] %x, %y : f64
                  %3 = neg %2 : f64
                  return %3
                """, Scalars.text(f.raised(products.stream().reduce(f.b::sub).orElseThrow())));
    }

    /// `Σ_t x[i + j, t] · y[i, j, t]`: two loops run along one axis of `x`.
    @Test
    void productsWithTheDiagonalsOfAnArrayAreNoDot() {
        var f = new Scalars();
        List<Var> x = f.array("x", 6 * 5);
        List<Var> y = f.array("y", 3 * 4 * 5);
        List<Var> sums = each(3 * 4, k -> {
            int row = k / 4 + k % 4;
            return dot(f.b, x.subList(5 * row, 5 * row + 5), y.subList(5 * k, 5 * k + 5));
        });
        Function raised = f.raised(sum(f.b, each(12, k -> f.b.exp(sums.get(k)))));
        assertEquals(0, Scalars.contractions(raised));
        assertTrue(Scalars.size(raised) <= 30, Scalars.text(raised));
    }

    @Test
    void elementsOfAnArrayOfThreeAxesAreReadWhereTheyAre() {
        var f = new Scalars();
        Var x = f.b.argument("x", Type.of(ElementType.F64, 3, 4, 10));
        List<Var> y = each(120, k -> f.b.exp(f.b.index(x,
                List.of(f.b.constant(k / 40L), f.b.constant(k / 10 % 4L), f.b.constant(k % 10L)))));
        Function raised = f.raised(sum(f.b, y));
        assertTrue(Scalars.text(raised).contains("index %x, %2, %4, %6 : f64"), Scalars.text(raised));
    }

    @Test
    void neuronsAreALayer() {
        var f = new Scalars();
        List<Var> w = f.array("w", 20 * 11);
        List<Var> x = f.array("x", 10);
        // Each neuron has its bias before its weights.
        List<Var> h = each(20, j -> f.b.element(ElementOp.TANH,
                f.b.add(w.get(j * 11), dot(f.b, w.subList(j * 11 + 1, j * 11 + 11), x))));
        assertEquals("""
                  %2 = reshape %w : f64[20,11]
                  %3 = slice [0:20:1, 1:11:1] %2 : f64[20,10]
                  %4 = reshape %w : f64[20,11]
                  %5 = slice [0:20:1, 0:1:1] %4 : f64[20,1]
                  %6 = reshape %5 : f64[20]
                  %7 = dot [1=0] %3, %x : f64[20]
                  %8 = for %9 in 0..20 {
                    %10 = index %6, %9 : f64
                    %11 = index %7, %9 : f64
                    %12 = add %10, %11 : f64
                    yield collect %12
                  } : f64[20]
                """, Scalars.text(f.raised(sum(f.b, h))).lines().limit(12)
                .map(line -> line + "\n").reduce("", String::concat));
    }

    @Test
    void aLayerOfManyExamplesIsAMatrixProduct() {
        var f = new Scalars();
        List<Var> w = f.array("w", 12 * 5);
        List<Var> x = f.array("x", 30 * 5);
        List<Var> h = each(30, e -> sum(f.b, linear(f.b, w, x.subList(e * 5, e * 5 + 5)).stream()
                .map(y -> f.b.element(ElementOp.RELU, y)).toList()));
        Function raised = f.raised(sum(f.b, h));
        assertEquals(1, Scalars.contractions(raised));
        assertTrue(Scalars.text(raised).contains("f64[30,12]"), Scalars.text(raised));
        assertTrue(Scalars.size(raised) <= 20, Scalars.text(raised));
    }

    @Test
    void aConvolutionIsANest() {
        var f = new Scalars();
        List<Var> image = f.array("image", 144);
        List<Var> kernel = f.array("kernel", 9);
        List<Var> out = each(100, k -> sum(f.b, each(9, u ->
                f.b.mul(kernel.get(u), image.get((k / 10 + u / 3) * 12 + k % 10 + u % 3)))));
        Function raised = f.raised(sum(f.b, out.stream().map(y -> f.b.element(ElementOp.TANH, y)).toList()));
        assertTrue(Scalars.size(raised) <= 25, Scalars.text(raised));
        assertTrue(!Scalars.text(raised).contains("const {"), "no tables:\n" + Scalars.text(raised));
    }

    @Test
    void irregularDistancesAreReadThroughATable() {
        var f = new Scalars();
        List<Var> x = f.array("x", 200);
        var random = new Random(3);
        List<Var> y = each(100, _ -> f.b.exp(x.get(random.nextInt(200))));
        Function raised = f.raised(sum(f.b, y));
        assertEquals(1, Scalars.text(raised).lines().filter(line -> line.contains("const {")).count());
        assertTrue(Scalars.size(raised) <= 9, Scalars.text(raised));
    }

    @Test
    void sumsOfManyLengthsAddEachTermAtItsPlace() {
        var f = new Scalars();
        List<Var> x = f.array("x", 20);
        List<Var> y = each(20, k -> sum(f.b, x.subList(0, k + 1)));
        Function raised = f.raised(dot(f.b, y, y));
        assertTrue(Scalars.text(raised).contains("scatter_add"), Scalars.text(raised));
        assertTrue(Scalars.size(raised) <= 20, Scalars.text(raised));
    }

    @Test
    void theGreatestOfManyCarriesTheBest() {
        var f = new Scalars();
        List<Var> x = f.array("x", 8 * 12);
        List<Var> best = each(8, r -> x.subList(r * 12, r * 12 + 12).stream()
                .reduce((p, q) -> f.b.element(ElementOp.MAX, p, q)).orElseThrow());
        Function raised = f.raised(sum(f.b, best));
        assertTrue(Scalars.text(raised).contains("carry"), Scalars.text(raised));
        assertTrue(Scalars.size(raised) <= 12, Scalars.text(raised));
    }

    @Test
    void whatIsIrregularStays() {
        var f = new Scalars();
        List<Var> values = new ArrayList<>(f.array("x", 3));
        var random = new Random(4);
        for (int k = 0; k < 300; k++) {
            Var x = values.getLast();
            Var y = values.get(random.nextInt(values.size()));
            values.add(switch (random.nextInt(3)) {
                case 0 -> f.b.mul(x, y);
                case 1 -> f.b.sub(f.b.element(ElementOp.TANH, x), y);
                default -> f.b.element(ElementOp.ATAN2, x, y);
            });
        }
        // All that is used once, each of another kind, and a few that are alike.
        values.addAll(each(5, k -> f.b.exp(values.get(k % 3))));
        Function written = f.written(sum(f.b, values));
        assertSame(written, Raise.run(written));
        // That takes no time: it is not even tried.
        assertSame(written, Raise.grouped(written, false));
    }

    @Test
    void aShortListIsLeftAlone() {
        var f = new Scalars();
        Function written = f.written(sum(f.b, f.array("x", 20)));
        assertSame(written, Raise.run(written));
    }

    @Test
    void theRegularPartOfAListIsRaised() {
        var f = new Scalars();
        List<Var> w = f.array("w", 100);
        List<Var> x = f.array("x", 10);
        List<Var> h = linear(f.b, w, x);
        var random = new Random(8);
        Var odd = x.getFirst();
        for (int k = 0; k < 20; k++) {
            ElementOp op = List.of(ElementOp.SIN, ElementOp.COS, ElementOp.SIGMOID, ElementOp.ATAN)
                    .get(random.nextInt(4));
            odd = f.b.element(op, f.b.mul(odd, h.get(k * 7 % 10)));
        }
        Function raised = f.raised(odd);
        assertEquals(1, Scalars.contractions(raised));
        assertEquals(20, Scalars.text(raised).lines().filter(line -> line.matches(".*= (sin|cos|sigmoid|atan) .*"))
                .count());
    }

    @Test
    void scalarArgumentsAreReadFromAnArrayOfThem() {
        var f = new Scalars();
        List<Var> w = each(60, k -> f.b.argument("w" + k, Type.F64));
        List<Var> x = each(6, k -> f.b.argument("x" + k, Type.F64));
        Function raised = f.raised(sum(f.b, linear(f.b, w, x).stream().map(f.b::exp).toList()));
        assertEquals(1, Scalars.contractions(raised));
    }

    /// `x_k / (x_0 + … + x_k)`; in the first row `x_0 / x_0`.
    private static List<Var> shares(Builder b, List<Var> x) {
        return each(x.size(), k -> b.div(x.get(k), sum(b, x.subList(0, k + 1))));
    }

    @Test
    void theFirstRowOfATriangleIsLikeTheOthers() {
        var f = new Scalars();
        List<Var> x = f.array("x", 16);
        List<Var> shares = shares(f.b, each(16, k -> f.b.element(ElementOp.EXP, x.get(k))));
        Function raised = f.raised(sum(f.b, each(16, k -> f.b.element(ElementOp.TANH, shares.get(k)))));
        String text = Scalars.text(raised);
        assertEquals(1, text.split(" = div ", -1).length - 1, text);
        assertEquals(1, text.split(" = tanh ", -1).length - 1, text);
    }

    @Test
    void whatNothingIsAddedToKeepsItsSign() {
        var f = new Scalars();
        List<Var> x = f.array("x", 16);
        List<Var> y = f.array("y", 16);
        List<Var> weights = f.array("w", 16);
        List<Var> tanh = each(16, k -> f.b.element(ElementOp.TANH, x.get(k)));
        Function raised = f.raised(dot(f.b, weights,
                each(16, k -> f.b.element(ElementOp.ATAN2, sum(f.b, tanh.subList(0, k + 1)), y.get(k)))));
        String text = Scalars.text(raised);
        assertEquals(1, text.split(" = atan2 ", -1).length - 1, text);
        // The angle of (-1, -0) is -π; had 0 been added, it would be that of (-1, 0). The other rows weigh nothing.
        Type type = Type.of(ElementType.F64, 16);
        Tensor zeros = Tensor.reals(type, _ -> -0.0);
        Tensor left = Tensor.reals(type, _ -> -1);
        Tensor first = Tensor.reals(type, k -> k == 0 ? 1 : 0);
        assertEquals(-Math.PI,
                Interpreter.call(Program.of(raised), "f", List.of(zeros, left, first)).getFirst().real(0));
    }

    /// The row of one product is the last of three, too few for a loop, and its product is the first that stands alone.
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aRowOfOneMayBeTheLastAndStayAsItIs(boolean isFactor) {
        var f = new Scalars();
        List<Var> w = f.array("w", 3);
        List<Var> x = f.array("x", 40);
        List<Var> rows = each(3, k -> {
            Var row = dot(f.b, w.subList(0, 3 - k), x.subList(0, 3 - k));
            return isFactor
                    ? f.b.add(f.b.mul(w.get(k), row), f.b.element(ElementOp.EXP, x.get(k)))
                    : f.b.element(ElementOp.ATAN2, x.get(k), row);
        });
        List<Var> all = each(40, k -> f.b.element(ElementOp.SIN, f.b.element(ElementOp.TANH, x.get(k))));
        all.addAll(each(3, k -> f.b.element(ElementOp.ABS, rows.get(k))));
        f.raised(sum(f.b, all));
    }
}
