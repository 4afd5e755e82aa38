package mg.backend.c;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import mg.ir.ElementOp;
import mg.ir.ElementType;
import mg.ir.Kind;
import mg.ir.Options;
import mg.ir.Span;
import mg.ir.Tensor;
import mg.ir.Trap;
import mg.ir.Type;
import mg.loops.Buffer;
import mg.loops.Index;
import mg.loops.Kernel;
import mg.loops.Scalar;
import mg.loops.Statement;
import mg.loops.Value;
import mg.testing.KernelParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Statements with wide scalars.
class LanesTest {
    private static final int W = 4;
    private static final Index HERE = Index.ZERO;

    /// Neighbouring, strided and gathered elements of each type, moved to neighbouring, strided and scattered ones.
    @ParameterizedTest
    @EnumSource(ElementType.class)
    void movesElements(ElementType type) throws Exception {
        Tensor values = numbers(type, 12);
        var b = new KernelBuilder();
        Buffer x = b.input("x", values.type());
        Buffer n = b.input("n", Type.of(ElementType.I64, W));
        List<Buffer> out = IntStream.range(0, 6).mapToObj(k -> b.output("y" + k, Type.of(type, 12))).toList();
        out.forEach(y -> b.add(new Statement.Fill(new mg.loops.Address(y, HERE), 12, b.define(type, new Value.Load(
                new mg.loops.Address(x, HERE))))));
        Scalar at = b.load(n, HERE, 1, W);
        b.store(out.get(0), HERE.plus(5), 1, b.load(x, HERE.plus(3), 1, W), false);
        b.store(out.get(1), HERE, 1, b.load(x, HERE.plus(1), 3, W), false);
        b.store(out.get(2), HERE.plus(11), -2, b.load(x, HERE.plus(3), 1, W), false);
        b.store(out.get(3), HERE, 1, b.load(x, HERE.plus(at, 2).plus(1), 0, W), false);
        b.store(out.get(4), HERE.plus(at, 2), 1, b.load(x, HERE.plus(8), 1, W), false);
        b.store(out.get(5), HERE, 1, b.load(x, HERE.plus(at, 1), 1, W), false);
        int[] index = {3, 0, 2, 0};
        List<Tensor> found = run(b.finish("moves"), values, wholes(index));
        int[][] from = new int[6][12];
        for (int l = 0; l < W; l++) {
            from[0][5 + l] = 3 + l;
            from[1][l] = 1 + 3 * l;
            from[2][11 - 2 * l] = 3 + l;
            from[3][l] = 1 + 2 * index[l];
            from[4][2 * index[l] + l] = 8 + l;
            from[5][l] = index[l] + l;
        }
        for (int k = 0; k < 6; k++) {
            for (int j = 0; j < 12; j++) {
                Tensor wanted = values.part(Type.scalar(type), from[k][j]);
                assertEquals(wanted, found.get(k).part(Type.scalar(type), j), "y" + k + "[" + j + "]");
            }
        }
    }

    /// Lanes that meet are all added; lanes that meet in plain stores leave the last one.
    @ParameterizedTest
    @EnumSource(value = ElementType.class, names = {"F64", "F32", "I64"})
    void addsWhereLanesMeet(ElementType type) throws Exception {
        var b = new KernelBuilder();
        Buffer x = b.input("x", Type.of(type, W));
        Buffer n = b.input("n", Type.of(ElementType.I64, W));
        List<Buffer> out = IntStream.range(0, 5).mapToObj(k -> b.output("y" + k, Type.of(type, 8))).toList();
        Scalar one = b.literal(Tensor.of(1.0).cast(type));
        out.forEach(y -> b.add(new Statement.Fill(new mg.loops.Address(y, HERE), 8, one)));
        Scalar v = b.load(x, HERE, 1, W);
        Scalar at = b.load(n, HERE, 1, W);
        b.store(out.get(0), HERE.plus(at, 1), 0, v, true);
        b.store(out.get(1), HERE.plus(at, 1), 0, v, false);
        b.store(out.get(2), HERE.plus(6), 0, v, true);
        b.store(out.get(3), HERE.plus(2), 1, v, true);
        b.store(out.get(4), HERE.plus(1), 2, v, true);
        List<Tensor> found = run(b.finish("meet"), numbers(type, W), wholes(1, 2, 1, 1));
        assertArrayEquals(new double[] {1, 9, 3, 1, 1, 1, 1, 1}, reals(found.get(0)));
        assertArrayEquals(new double[] {1, 4, 2, 1, 1, 1, 1, 1}, reals(found.get(1)));
        assertArrayEquals(new double[] {1, 1, 1, 1, 1, 1, 11, 1}, reals(found.get(2)));
        assertArrayEquals(new double[] {1, 1, 2, 3, 4, 5, 1, 1}, reals(found.get(3)));
        assertArrayEquals(new double[] {1, 2, 1, 3, 1, 4, 1, 5}, reals(found.get(4)));
    }

    /// A number that is the same in all lanes, in a loop whose end is not known: gcc warned of it with `-O1` alone.
    @Test
    void spreadsANumberOutOfALoop() throws Exception {
        Kernel kernel = KernelParser.parse("""
                kernel f(x: f64[16], i0: i64, i6: i64) -> (t: f64[16]) {
                  copy t[0] for 16 = x[0]
                  for i1 in 0..3 until i6 {
                    let d2 = x[5*i1 + 1]
                    for i3 in 0..8 until i0 {
                      let d4x2 = t[2*i3 + lane]
                      let d5x2 = mul d2, d4x2
                      let d7x2 = sub d4x2, d5x2
                      t[2*i3 + lane] = d7x2
                    }
                  }
                }
                """);
        double[] found = reals(run(kernel, numbers(ElementType.F64, 16), Tensor.of(2L), Tensor.of(3L)).getFirst());
        assertArrayEquals(new double[] {-66, -132, -198, -264, 5, 6}, Arrays.copyOf(found, 6));
    }

    /// Stores side by side, in rows forwards and backwards, as many as there are lanes, more, and more than rows are
    /// apart.
    @ParameterizedTest
    @EnumSource(ElementType.class)
    void storesRows(ElementType type) throws Exception {
        Type one = Type.scalar(type);
        for (int lanes = 2; lanes <= 16; lanes *= 2) {
            int size = 3 * lanes * lanes;
            Tensor values = numbers(type, size);
            var b = new KernelBuilder();
            Buffer x = b.input("x", values.type());
            Scalar start = b.define(type, new Value.Load(new mg.loops.Address(x, HERE)));
            var wanted = new ArrayList<int[]>();
            for (int columns : new int[] {lanes - 1, lanes, lanes + 1, 3 * lanes - 1}) {
                for (int step : new int[] {3 * lanes, -3 * lanes, lanes}) {
                    Buffer y = b.output("y" + wanted.size(), Type.of(type, size));
                    wanted.add(new int[size]);
                    int first = step < 0 ? -step * (lanes - 1) : 0;
                    b.add(new Statement.Fill(new mg.loops.Address(y, HERE), size, start));
                    for (int k = 0; k < columns; k++) {
                        b.store(y, HERE.plus(first + k), step, b.load(x, HERE.plus((long) k * lanes), 1, lanes), false);
                        for (int l = 0; l < lanes; l++) {
                            wanted.getLast()[first + k + l * step] = k * lanes + l;
                        }
                    }
                }
            }
            List<Tensor> found = run(b.finish("rows"), values);
            for (int k = 0; k < found.size(); k++) {
                for (int j = 0; j < size; j++) {
                    assertEquals(values.part(one, wanted.get(k)[j]), found.get(k).part(one, j),
                            "y" + k + "[" + j + "]");
                }
            }
        }
    }

    /// What is accumulated lane by lane, and then all lanes into one.
    @ParameterizedTest
    @ValueSource(ints = {2, 4, 8, 16})
    void accumulates(int lanes) throws Exception {
        int size = 3 * lanes;
        var b = new KernelBuilder();
        Buffer x = b.input("x", Type.of(ElementType.F64, size));
        List<Kind> kinds = List.of(Kind.SUM, Kind.PROD, Kind.MAX, Kind.MIN, Kind.ANY, Kind.ALL);
        List<Buffer> out = kinds.stream().map(k -> b.output("of_" + k, Type.scalar(
                k == Kind.ANY || k == Kind.ALL ? ElementType.BOOL : ElementType.F64))).toList();
        var starts = List.of(Tensor.of(0.0), Tensor.of(1.0), Tensor.of(Double.NEGATIVE_INFINITY),
                Tensor.of(Double.POSITIVE_INFINITY), Tensor.of(false), Tensor.of(true));
        List<Scalar> each = IntStream.range(0, 6).mapToObj(k -> b.wide(starts.get(k).type().element(), lanes,
                new Value.Literal(starts.get(k)))).toList();
        Scalar half = b.literal(Tensor.of(0.5));
        b.loop(3, i -> {
            Scalar v = b.load(x, HERE.plus(i, lanes), 1, lanes);
            Scalar product = b.apply(ElementOp.MUL, v, half);
            Scalar test = b.apply(ElementOp.LT, half, v);
            for (int k = 0; k < 6; k++) {
                b.accumulate(each.get(k), kinds.get(k), k == 0 ? product : k < 4 ? v : test);
            }
        });
        for (int k = 0; k < 6; k++) {
            Scalar total = b.literal(starts.get(k));
            b.accumulate(total, kinds.get(k), each.get(k));
            b.store(out.get(k), total);
        }
        double[] values = IntStream.range(0, size).mapToDouble(k -> k % 5 == 3 ? -1.5 : 1 + k % 7 * 0.25).toArray();
        List<Tensor> found = run(b.finish("totals"), Tensor.of(values));
        assertEquals(java.util.Arrays.stream(values).sum() / 2, found.get(0).real(0), 1e-12);
        double product = java.util.Arrays.stream(values).reduce(1, (p, v) -> p * v);
        assertEquals(product, found.get(1).real(0), Math.abs(product) * 1e-12);
        assertEquals(java.util.Arrays.stream(values).max().getAsDouble(), found.get(2).real(0));
        assertEquals(java.util.Arrays.stream(values).min().getAsDouble(), found.get(3).real(0));
        assertEquals(Tensor.of(true), found.get(4));
        assertEquals(Tensor.of(java.util.Arrays.stream(values).allMatch(v -> v > 0.5)), found.get(5));
    }

    /// Integers wrap in every lane.
    @Test
    void formsPositions() throws Exception {
        var b = new KernelBuilder();
        Buffer n = b.input("n", Type.of(ElementType.I64, W));
        Scalar start = b.scalarInput("start", ElementType.I64);
        Buffer out = b.output("out", Type.of(ElementType.I64, 2 * W));
        Scalar at = b.load(n, HERE, 1, W);
        Index form = HERE.plus(at, Long.MAX_VALUE).plus(start, 3).plus(-1);
        b.store(out, HERE, 1, b.wide(ElementType.I64, W, new Value.Affine(form, -5)), false);
        b.store(out, HERE.plus(W), 1,
                b.wide(ElementType.I64, W, new Value.Affine(HERE.plus(start, 1), 1L << 62)), false);
        List<Tensor> found = run(b.finish("positions"), wholes(3, 0, 2, 9), Tensor.of(Long.MAX_VALUE - 1));
        long[] index = {3, 0, 2, 9};
        assertArrayEquals(
                LongStream.range(0, 2 * W)
                        .map(l -> l < W
                                ? index[(int) l] * Long.MAX_VALUE + 3 * (Long.MAX_VALUE - 1) - 1 - 5 * l
                                : Long.MAX_VALUE - 1 + (l - W) * (1L << 62))
                        .toArray(),
                found.get(0).longs());
    }

    /// Every type becomes every other one, and wide states take what they are given.
    @Test
    void converts() throws Exception {
        for (ElementType from : ElementType.values()) {
            for (ElementType to : ElementType.values()) {
                if (from != to && to == ElementType.BOOL) {
                    continue;
                }
                var b = new KernelBuilder();
                Buffer x = b.input("x", Type.of(from, W));
                Buffer out = b.output("out", Type.of(to, 3 * W));
                Scalar value = b.wide(to, W, new Value.Convert(b.load(x, HERE, 1, W)));
                Scalar one = b.define(to, new Value.Convert(b.load(x, HERE.plus(1))));
                Scalar state = b.wide(to, W, new Value.Convert(one));
                b.store(out, HERE, 1, state, false);
                b.add(new Statement.Assign(state, value));
                b.store(out, HERE.plus(W), 1, state, false);
                b.add(new Statement.Assign(state, one));
                b.store(out, HERE.plus(2 * W), 1, state, false);
                Tensor values = numbers(from, W);
                Tensor found = run(b.finish("converts"), values).getFirst();
                Tensor wanted = values.cast(to);
                for (int l = 0; l < 3 * W; l++) {
                    Tensor element = wanted.part(Type.scalar(to), l / W == 1 ? l - W : 1);
                    assertEquals(element, found.part(Type.scalar(to), l), from + " to " + to + " at " + l);
                }
            }
        }
    }

    /// The message names the first index that is wrong.
    @Test
    void checksEveryLane() throws Exception {
        var span = new Span("f.mg", 3, 7, 1);
        var b = new KernelBuilder();
        Buffer n = b.input("n", Type.of(ElementType.I64, W));
        Buffer out = b.output("out", Type.of(ElementType.I64, W));
        Scalar at = b.load(n, HERE, 1, W);
        b.check(at, 5, span);
        b.store(out, HERE, 1, at, false);
        Kernel kernel = b.finish("checks");
        assertEquals(wholes(4, 0, 2, 1), run(kernel, wholes(4, 0, 2, 1)).getFirst());
        var trap = assertThrows(Trap.class, () -> run(kernel, wholes(4, 5, -1, 2)));
        assertEquals(Trap.indexMessage(span, 5, 5), trap.getMessage());
        assertEquals(Trap.indexMessage(span, -1, 5),
                assertThrows(Trap.class, () -> run(kernel, wholes(4, 3, 2, -1))).getMessage());
    }

    /// A product that is added to elements need not be rounded, unless the result has to be the same everywhere.
    @ParameterizedTest
    @EnumSource(value = ElementType.class, names = {"F64", "F32"})
    void addsProducts(ElementType type) throws Exception {
        var b = new KernelBuilder();
        Buffer x = b.input("x", Type.of(type, 2 * W));
        Buffer y = b.output("y", Type.of(type, 2 * W));
        b.store(y, HERE, 1, b.load(x, HERE.plus(W), 1, W), false);
        b.store(y, HERE.plus(W), 1, b.load(x, HERE, 1, W), false);
        b.store(y, HERE.plus(1), 1, b.apply(ElementOp.MUL, b.load(x, HERE, 1, W), b.load(x, HERE.plus(2), 1, W)), true);
        Kernel kernel = b.finish("products");
        Tensor found = run(kernel, numbers(type, 2 * W)).getFirst();
        double[] wanted = {5, 6 + 1 * 3, 7 + 2 * 4, 8 + 3 * 5, 1 + 4 * 6, 2, 3, 4};
        for (int j = 0; j < 2 * W; j++) {
            assertEquals(wanted[j], found.real(j), "y[" + j + "]");
        }
        assertTrue(new CFile("f", List.of(kernel), false).text().text().contains("mg_add_product"));
        assertFalse(new CFile("f", List.of(kernel), true).text().text().contains("mg_add_product"));
    }

    private static List<Tensor> run(Kernel kernel, Tensor... arguments) throws Exception {
        Strict.checkLanes(kernel, 64);
        return new CBackend().compile(kernel, Options.DEFAULT).call(List.of(arguments));
    }

    /// 1, 2, 3, … or false, true, false, …
    private static Tensor numbers(ElementType type, int size) {
        if (type == ElementType.BOOL) {
            var truths = new boolean[size];
            for (int k = 1; k < size; k += 2) {
                truths[k] = true;
            }
            return Tensor.view(Type.of(type, size), truths);
        }
        return Tensor.of(IntStream.rangeClosed(1, size).mapToDouble(k -> k).toArray()).cast(type);
    }

    private static Tensor wholes(int... values) {
        return Tensor.wholes(Type.of(ElementType.I64, values.length), k -> values[k]);
    }

    private static double[] reals(Tensor values) {
        return values.cast(ElementType.F64).doubles();
    }
}
