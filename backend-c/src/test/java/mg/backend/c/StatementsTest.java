package mg.backend.c;

import static mg.ir.ElementType.BOOL;
import static mg.ir.ElementType.F32;
import static mg.ir.ElementType.F64;
import static mg.ir.ElementType.I64;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import mg.ir.ElementOp;
import mg.ir.ElementType;
import mg.ir.Executable;
import mg.ir.Kind;
import mg.ir.Options;
import mg.ir.Span;
import mg.ir.Tensor;
import mg.ir.Trap;
import mg.ir.Type;
import mg.loops.Address;
import mg.loops.Buffer;
import mg.loops.Index;
import mg.loops.Scalar;
import mg.loops.Statement;
import mg.loops.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every kind of statement, compiled with warnings as errors and run.
class StatementsTest {
    private final KernelBuilder b = new KernelBuilder();

    @Test
    void loopsRunUpAndDown() throws Exception {
        Buffer up = b.output("up", Type.of(I64, 4));
        Buffer down = b.output("down", Type.of(I64, 4));
        Scalar n = b.literal(Tensor.of(0L));
        b.loop(4, i -> count(n, () -> b.store(up, i, n)));
        b.loop(4, Optional.empty(), true, i -> count(n, () -> b.store(down, i, n)));
        assertEquals(List.of(longs(1, 2, 3, 4), longs(8, 7, 6, 5)), Strict.run(b.finish("f")));
    }

    @Test
    void aLiteralThatHasAVariableInALoopHasNoneAfterIt() throws Exception {
        Buffer inside = b.output("inside", Type.of(F64, 2));
        Buffer after = b.output("after", Type.of(F64, 2));
        Scalar two = b.literal(Tensor.of(2.0));
        b.loop(2, i -> b.store(inside, i, b.apply(ElementOp.MUL, two, two)));
        b.loop(2, i -> b.store(after, i, two));
        assertEquals(List.of(Tensor.of(4.0, 4.0), Tensor.of(2.0, 2.0)), Strict.run(b.finish("f")));
    }

    private void count(Scalar n, Runnable use) {
        b.add(new Statement.Assign(n, b.apply(ElementOp.ADD, n, b.literal(Tensor.of(1L)))));
        use.run();
    }

    @ParameterizedTest
    @ValueSource(longs = {-3, 0, 1, 5})
    void boundEndsALoopEarly(long bound) throws Exception {
        Scalar limit = b.scalarInput("limit", I64);
        Buffer steps = b.output("steps", Type.I64);
        Buffer last = b.output("last", Type.I64);
        Scalar n = b.literal(Tensor.of(0L));
        Scalar seen = b.literal(Tensor.of(-1L));
        b.loop(5, Optional.of(limit), false, i -> b.accumulate(n, Kind.SUM, b.literal(Tensor.of(1L))));
        b.loop(5, Optional.of(b.apply(ElementOp.ADD, limit, b.literal(Tensor.of(0L)))), true,
                i -> b.add(new Statement.Assign(seen, i)));
        b.store(steps, n);
        b.store(last, seen);
        assertEquals(List.of(Tensor.of(Math.max(0, bound)), Tensor.of(bound > 0 ? 0L : -1L)),
                Strict.run(b.finish("f"), Tensor.of(bound)));
    }

    @Test
    void boundIsReadOnceBeforeTheLoop() throws Exception {
        Buffer out = b.output("out", Type.I64);
        Scalar n = b.literal(Tensor.of(3L));
        b.loop(9, Optional.of(n), false, i -> b.add(new Statement.Assign(n, b.apply(ElementOp.ADD, n, n))));
        b.store(out, n);
        assertEquals(List.of(Tensor.of(24L)), Strict.run(b.finish("f")));
    }

    @Test
    void whileRepeatsItsTest() throws Exception {
        Scalar x = b.scalarInput("x", F64);
        Buffer out = b.output("out", Type.F64);
        Scalar state = b.define(F64, new Value.Convert(x));
        Scalar[] more = new Scalar[1];
        List<Statement> test = b.block(() -> more[0] = b.apply(ElementOp.LT, b.literal(Tensor.of(1.0)), state));
        List<Statement> body = b.block(() ->
                b.add(new Statement.Assign(state, b.apply(ElementOp.DIV, state, b.literal(Tensor.of(2.0))))));
        b.add(new Statement.While(test, more[0], body));
        b.store(out, state);
        assertEquals(List.of(Tensor.of(0.625)), Strict.run(b.finish("f"), Tensor.of(80.0)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void onlyOneBranchRuns(boolean condition) throws Exception {
        Scalar c = b.scalarInput("c", BOOL);
        Buffer out = b.output("out", Type.F64);
        Buffer flag = b.output("flag", Type.BOOL);
        Scalar x = b.literal(Tensor.of(1.0));
        b.ifElse(c, () -> b.add(new Statement.Assign(x, b.literal(Tensor.of(-0.0)))), () ->
                b.accumulate(x, Kind.PROD, b.literal(Tensor.of(Double.NaN))));
        b.store(out, x);
        b.store(flag, b.apply(ElementOp.NOT, c));
        assertEquals(List.of(Tensor.of(condition ? -0.0 : Double.NaN), Tensor.of(!condition)),
                Strict.run(b.finish("f"), Tensor.of(condition)));
    }

    @ParameterizedTest
    @EnumSource(value = Kind.class, names = {"SUM", "PROD", "MAX", "MIN"})
    void accumulatesNumbers(Kind kind) throws Exception {
        Tensor xs = Tensor.of(3.0, -2.0, 8.0, 0.5);
        Tensor ks = longs(3, -2, 8, Long.MAX_VALUE);
        Buffer x = b.input("x", xs.type());
        Buffer k = b.input("k", ks.type());
        Buffer real = b.output("real", Type.F64);
        Buffer whole = b.output("whole", Type.I64);
        Scalar r = b.literal(Tensor.of(1.0));
        Scalar w = b.literal(Tensor.of(1L));
        b.loop(4, i -> b.accumulate(r, kind, b.load(x, i)));
        b.loop(4, i -> b.accumulate(w, kind, b.load(k, i)));
        b.store(real, r);
        b.store(whole, w);
        double wantedReal = switch (kind) { case SUM -> 10.5; case PROD -> -24; case MAX -> 8; default -> -2; };
        long wantedWhole = switch (kind) {
            case SUM -> 10 + Long.MAX_VALUE;
            case PROD -> -48 * Long.MAX_VALUE;
            case MAX -> Long.MAX_VALUE;
            default -> -2;
        };
        assertEquals(List.of(Tensor.of(wantedReal), Tensor.of(wantedWhole)), Strict.run(b.finish("f"), xs, ks));
    }

    @Test
    void aNaNWinsInMaxAndMin() throws Exception {
        Tensor xs = Tensor.of(1.0, Double.NaN, 5.0);
        Buffer x = b.input("x", xs.type());
        Buffer most = b.output("most", Type.F64);
        Buffer least = b.output("least", Type.F64);
        Scalar high = b.literal(Tensor.of(Double.NEGATIVE_INFINITY));
        Scalar low = b.literal(Tensor.of(Double.POSITIVE_INFINITY));
        b.loop(3, i -> {
            b.accumulate(high, Kind.MAX, b.load(x, i));
            b.accumulate(low, Kind.MIN, b.load(x, i));
        });
        b.store(most, high);
        b.store(least, low);
        assertEquals(List.of(Tensor.of(Double.NaN), Tensor.of(Double.NaN)), Strict.run(b.finish("f"), xs));
    }

    @Test
    void accumulatesTruthValues() throws Exception {
        Tensor xs = Tensor.view(Type.of(BOOL, 3), new boolean[] {false, true, false});
        Buffer x = b.input("x", xs.type());
        Buffer out = b.output("out", Type.of(BOOL, 2));
        Scalar any = b.literal(Tensor.of(false));
        Scalar all = b.literal(Tensor.of(true));
        b.loop(3, i -> {
            b.accumulate(any, Kind.ANY, b.load(x, i));
            b.accumulate(all, Kind.ALL, b.load(x, i));
        });
        b.store(out, Index.ZERO, any);
        b.store(out, Index.ZERO.plus(1), all);
        assertEquals(List.of(Tensor.view(Type.of(BOOL, 2), new boolean[] {true, false})),
                Strict.run(b.finish("f"), xs));
    }

    @Test
    void storesAddFillsAndCopies() throws Exception {
        Buffer out = b.output("out", Type.of(F64, 6));
        Buffer whole = b.output("whole", Type.of(I64, 2));
        Buffer one = b.output("one", Type.F32);
        Buffer t = b.arena("t", F64, 3, 5);
        Buffer s = b.arena("s", F32, 1, 0);
        b.add(new Statement.Fill(new Address(out, Index.ZERO), 6, b.literal(Tensor.of(1.0))));
        b.add(new Statement.Fill(new Address(t, Index.ZERO), 3, b.literal(Tensor.of(0.25))));
        b.add(new Statement.Fill(new Address(out, Index.ZERO), 0, b.literal(Tensor.of(9.0))));
        b.loop(2, i -> {
            b.add(new Statement.Copy(new Address(out, new Index(4, List.of()).plus(i, -1)), new Address(t, Index.ZERO),
                    1, true));
            b.add(new Statement.Store(new Address(whole, Index.of(i)), i, false));
            b.add(new Statement.Store(new Address(whole, Index.of(i)), b.literal(Tensor.of(Long.MAX_VALUE)), true));
        });
        b.add(new Statement.Copy(new Address(out, Index.ZERO), new Address(t, Index.ZERO), 3, false));
        b.add(new Statement.Copy(new Address(out, Index.ZERO.plus(1)), new Address(t, Index.ZERO), 2, true));
        b.add(new Statement.Store(new Address(out, Index.ZERO.plus(5)), b.literal(Tensor.of(0.5)), true));
        b.add(new Statement.Fill(new Address(s, Index.ZERO), 1, b.literal(Tensor.scalar(F32, 0.1))));
        b.add(new Statement.Copy(new Address(one, Index.ZERO), new Address(s, Index.ZERO), 1, false));
        assertEquals(List.of(Tensor.of(0.25, 0.5, 0.5, 1.25, 1.25, 1.5), longs(Long.MAX_VALUE, Long.MIN_VALUE),
                Tensor.scalar(F32, 0.1)), Strict.run(b.finish("f")));
    }

    @Test
    void copiesOfIntegersAddModulo() throws Exception {
        Buffer out = b.output("out", Type.of(I64, 2));
        Buffer c = b.constant("c", longs(Long.MAX_VALUE, 3));
        b.add(new Statement.Copy(new Address(out, Index.ZERO), new Address(c, Index.ZERO), 2, false));
        b.add(new Statement.Copy(new Address(out, Index.ZERO), new Address(c, Index.ZERO), 2, true));
        assertEquals(List.of(longs(-2, 6)), Strict.run(b.finish("f")));
    }

    /// Copies to a result that no cache holds begin and end anywhere in a line, and meet there.
    @ParameterizedTest
    @EnumSource(ElementType.class)
    void copiesToLargeResultsBeginAndEndAnywhere(ElementType type) throws Exception {
        int size = (1 << 22) / type.bytes() + 5;
        int most = type == BOOL ? 2 : 97;
        Tensor values = Tensor.of(IntStream.range(0, 5000).mapToDouble(k -> k % 97 % most).toArray()).cast(type);
        Buffer x = b.input("x", values.type());
        Buffer out = b.output("out", Type.of(type, size));
        b.add(new Statement.Fill(new Address(out, Index.ZERO), size, b.load(x, Index.ZERO)));
        var wanted = new Tensor[60_000];
        int at = 1;
        for (int k = 0; k < 40; k++) {
            int count = 1024 / type.bytes() + 31 * k % 150;
            b.add(new Statement.Copy(
                    new Address(out, Index.ZERO.plus(at)), new Address(x, Index.ZERO.plus(7L * k)), count, false));
            for (int j = 0; j < count; j++) {
                wanted[at + j] = values.part(Type.scalar(type), 7 * k + j);
            }
            at += count + k % 2;
        }
        Tensor found = Strict.run(b.finish("copies"), values).getFirst();
        for (int k = 0; k < wanted.length; k++) {
            Tensor one = wanted[k] == null ? values.part(Type.scalar(type), 0) : wanted[k];
            assertEquals(one, found.part(Type.scalar(type), k), "out[" + k + "]");
        }
    }

    @Test
    void readsWhatWasThereBeforeALaterWrite() throws Exception {
        Buffer out = b.output("out", Type.of(F64, 3));
        Buffer t = b.arena("t", F64, 1, 0);
        Buffer u = b.arena("u", F64, 1, 0);
        b.store(t, b.literal(Tensor.of(2.0)));
        b.store(out, b.literal(Tensor.of(7.0)));
        Scalar before = b.load(t, Index.ZERO);
        Scalar fromOut = b.apply(ElementOp.NEG, b.load(out, Index.ZERO));
        b.store(u, b.literal(Tensor.of(3.0)));
        b.store(out, b.literal(Tensor.of(5.0)));
        b.store(out, Index.ZERO.plus(1), before);
        b.store(out, Index.ZERO.plus(2), fromOut);
        assertEquals(List.of(Tensor.of(5.0, 2.0, -7.0)), Strict.run(b.finish("f")));
    }

    @Test
    void statesSwapThroughExpressions() throws Exception {
        Buffer out = b.output("out", Type.of(F64, 2));
        Scalar x = b.literal(Tensor.of(1.0));
        Scalar y = b.literal(Tensor.of(2.0));
        Scalar nextX = b.apply(ElementOp.ADD, x, y);
        Scalar nextY = b.apply(ElementOp.SUB, x, y);
        b.add(new Statement.Assign(x, nextX));
        b.add(new Statement.Assign(y, nextY));
        b.store(out, x);
        b.store(out, Index.ZERO.plus(1), y);
        assertEquals(List.of(Tensor.of(3.0, -1.0)), Strict.run(b.finish("f")));
    }

    @Test
    void onceComputedBeforeALoopNotInIt() throws Exception {
        Scalar x = b.scalarInput("x", F64);
        Buffer out = b.output("out", Type.of(F64, 5));
        Scalar e = b.apply(ElementOp.EXP, x);
        b.loop(5, i -> b.store(out, i, e));
        var kernel = b.finish("f");
        String text = new String(CBackend.emit(List.of(kernel), "p", Options.DEFAULT).get(1).content());
        assertTrue(text.indexOf("exp(") < text.indexOf("for ("), text);
        assertEquals(List.of(Tensor.reals(Type.of(F64, 5), _ -> 1)), Strict.run(kernel, Tensor.of(0.0)));
    }

    @Test
    void integersOfAffineFormsWrap() throws Exception {
        Scalar k = b.scalarInput("k", I64);
        Buffer out = b.output("out", Type.of(I64, 3));
        b.loop(3, i -> {
            Index index = Index.ZERO.plus(k, 3).plus(i, -2).plus(Long.MAX_VALUE);
            b.store(out, i, b.define(I64, new Value.Affine(index)));
        });
        long c = Long.MIN_VALUE + 5;
        assertEquals(List.of(longs(3 * c + Long.MAX_VALUE, 3 * c - 2 + Long.MAX_VALUE, 3 * c - 4 + Long.MAX_VALUE)),
                Strict.run(b.finish("f"), Tensor.of(c)));
    }

    @Test
    void convertsAsTheLanguageDoes() throws Exception {
        Tensor xs = Tensor.of(1.9, -1.9, Double.NaN, 1e300, -1e300, -0.0, 0x1p63, -0x1p63, 0x1.fffffffffffffp62);
        Tensor ks = longs(0, -1, Long.MAX_VALUE, Long.MIN_VALUE,
                (1L << 53) + 1, (1L << 24) + 1, 0x7fffffbfffffffffL, 5, 6);
        Tensor cs = Tensor.view(Type.of(BOOL, 9),
                new boolean[] {true, false, true, true, true, true, true, true, true});
        List<Tensor> inputs = List.of(xs, xs.cast(F32), ks, cs);
        var wanted = new java.util.ArrayList<Tensor>();
        List<Buffer> from = List.of(b.input("x", xs.type()), b.input("f", Type.of(F32, 9)), b.input("k", ks.type()),
                b.input("c", cs.type()));
        for (int k = 0; k < 4; k++) {
            for (var to : List.of(F64, F32, I64)) {
                Buffer source = from.get(k);
                Buffer out = b.output("r" + k + to, Type.of(to, 9));
                wanted.add(inputs.get(k).cast(to));
                b.loop(9, i -> {
                    Scalar x = b.load(source, i);
                    b.store(out, i, b.define(to, new Value.Convert(x)));
                });
            }
        }
        Buffer literal = b.output("literal", Type.F32);
        b.store(literal, b.define(F32, new Value.Convert(b.literal(Tensor.of(1e300)))));
        wanted.add(Tensor.scalar(F32, Double.POSITIVE_INFINITY));
        assertEquals(wanted, Strict.run(b.finish("f"), inputs.toArray(Tensor[]::new)));
    }

    @Test
    void emptyArraysAreNothingToDo() throws Exception {
        Tensor none = Tensor.zeros(Type.of(F64, 0, 3));
        Buffer x = b.input("x", none.type());
        b.input("unused", Type.of(BOOL, 0));
        b.scalarInput("alone", F32);
        Buffer out = b.output("out", Type.of(F64, 0));
        b.output("nothing", Type.of(F32, 0));
        Buffer sum = b.output("sum", Type.F64);
        Buffer c = b.constant("c", Tensor.zeros(Type.of(F64, 0)));
        Scalar s = b.literal(Tensor.of(-0.0));
        b.loop(0, i -> {
            b.accumulate(s, Kind.SUM, b.apply(ElementOp.MUL, b.load(x, i), b.load(c, i)));
            b.store(out, i, s);
        });
        b.store(sum, s);
        assertEquals(List.of(Tensor.zeros(Type.of(F64, 0)), Tensor.zeros(Type.of(F32, 0)), Tensor.of(-0.0)), Strict.run(
                b.finish("f"), none, Tensor.zeros(Type.of(BOOL, 0)), Tensor.scalar(F32, 1)));
    }

    @Test
    void whatNobodyNeedsIsNotWritten() throws Exception {
        Buffer out = b.output("out", Type.F64);
        Scalar dead = b.literal(Tensor.of(0.0));
        b.loop(3, i -> b.accumulate(dead, Kind.SUM, b.apply(ElementOp.EXP, b.define(F64, new Value.Convert(i)))));
        b.store(out, b.literal(Tensor.of(1.0)));
        var kernel = b.finish("f");
        assertEquals(List.of(Tensor.of(1.0)), Strict.run(kernel));
        String text = new String(CBackend.emit(List.of(kernel), "p", Options.DEFAULT).get(1).content());
        assertTrue(!text.contains("exp("), text);
    }

    @Test
    void checksSayWhatAndWhere() throws Exception {
        Span span = new Span("odd \"name\\?.mg\n*/", 7, 13, 2);
        Scalar i = b.scalarInput("i", I64);
        Scalar d = b.scalarInput("d", I64);
        Buffer x = b.input("x", Type.of(F64, 3));
        Buffer out = b.output("out", Type.F64);
        Buffer quotient = b.output("quotient", Type.I64);
        b.check(i, 3, span);
        b.add(new Statement.NonZero(d, span));
        b.check(i, 3, span);
        b.check(i, 3, Span.NONE);
        b.store(out, b.load(x, i));
        b.store(quotient, b.apply(ElementOp.DIV, i, d));
        b.ifElse(b.apply(ElementOp.LT, d, b.literal(Tensor.of(0L))), () -> b.check(i, 0, span), () -> {});
        Executable f = Strict.compile(b.finish("f"));
        Tensor xs = Tensor.of(1.0, 2.0, 3.0);
        assertEquals(List.of(Tensor.of(3.0), Tensor.of(1L)), f.call(List.of(Tensor.of(2L), Tensor.of(2L), xs)));
        for (long bad : new long[] {3, -1, Long.MIN_VALUE, Long.MAX_VALUE}) {
            Trap trap = assertThrows(Trap.class, () -> f.call(List.of(Tensor.of(bad), Tensor.of(1L), xs)));
            assertEquals(Trap.indexMessage(span, bad, 3), trap.getMessage());
        }
        Trap division = assertThrows(Trap.class, () -> f.call(List.of(Tensor.of(0L), Tensor.of(0L), xs)));
        assertEquals(Trap.divisionMessage(span), division.getMessage());
        Trap empty = assertThrows(Trap.class, () -> f.call(List.of(Tensor.of(0L), Tensor.of(-1L), xs)));
        assertEquals(Trap.indexMessage(span, 0, 0), empty.getMessage());
    }

    @Test
    void aReproducibleSumIsFormedInOrder() throws Exception {
        Tensor xs = Tensor.reals(Type.of(F64, 1000), k -> Math.sin(k) * Math.pow(10, k % 17));
        Buffer x = b.input("x", xs.type());
        Buffer out = b.output("out", Type.F64);
        Scalar s = b.literal(Tensor.of(0.0));
        b.loop(1000, i -> b.accumulate(s, Kind.SUM, b.load(x, i)));
        b.store(out, s);
        double wanted = 0;
        for (double v : xs.doubles()) {
            wanted += v;
        }
        assertEquals(List.of(Tensor.of(wanted)), Strict.compile(b.finish("f"), new Options(true)).call(List.of(xs)));
    }

    @Test
    void deepNestsAndLongChains() throws Exception {
        Scalar x = b.scalarInput("x", F64);
        Buffer out = b.output("out", Type.F64);
        Scalar sum = b.literal(Tensor.of(0.0));
        nest(20, sum, x);
        Scalar y = sum;
        for (int k = 0; k < 3000; k++) {
            y = b.apply(k % 2 == 0 ? ElementOp.ADD : ElementOp.MUL, k % 3 == 0 ? x : y, y);
        }
        b.store(out, y);
        double wanted = 1;
        for (int k = 0; k < 3000; k++) {
            double left = k % 3 == 0 ? 0.5 : wanted;
            wanted = k % 2 == 0 ? left + wanted : left * wanted;
        }
        assertEquals(List.of(Tensor.of(wanted)), Strict.run(b.finish("f"), Tensor.of(0.5)));
    }

    @Test
    void partsOfALongKernelShareStatesAndChecks() throws Exception {
        Scalar i = b.scalarInput("i", I64);
        Scalar c = b.scalarInput("c", BOOL);
        Buffer out = b.output("out", Type.of(I64, 2));
        Buffer flags = b.output("flags", Type.BOOL);
        Scalar early = b.apply(ElementOp.MUL, i, i);
        Scalar literal = b.literal(Tensor.of(5L));
        Scalar sum = b.literal(Tensor.of(1L));
        Scalar all = b.define(BOOL, new Value.Convert(c));
        b.check(i, 100, new Span("a.mg", 1, 1, 1));
        for (int k = 0; k < 2000; k++) {
            b.accumulate(sum, Kind.SUM, k % 500 == 499 ? early : literal);
        }
        b.check(i, 10, new Span("a.mg", 2, 1, 1));
        b.loop(3, j -> b.accumulate(sum, Kind.SUM, b.apply(ElementOp.ADD, early, j)));
        b.accumulate(all, Kind.ALL, b.apply(ElementOp.LT, sum, b.literal(Tensor.of(1_000_000L))));
        b.store(out, sum);
        b.store(out, Index.ZERO.plus(1), b.apply(ElementOp.ADD, early, literal));
        b.store(flags, all);
        Executable f = Strict.compile(b.finish("f"));
        long wanted = 1 + 1996 * 5 + 7 * 49 + 3;
        assertEquals(List.of(longs(wanted, 54), Tensor.of(true)), f.call(List.of(Tensor.of(7L), Tensor.of(true))));
        assertEquals(Trap.indexMessage(new Span("a.mg", 2, 1, 1), 10, 10),
                assertThrows(Trap.class, () -> f.call(List.of(Tensor.of(10L), Tensor.of(true)))).getMessage());
        assertEquals(Trap.indexMessage(new Span("a.mg", 1, 1, 1), 100, 100),
                assertThrows(Trap.class, () -> f.call(List.of(Tensor.of(100L), Tensor.of(true)))).getMessage());
    }

    private void nest(int depth, Scalar sum, Scalar x) {
        b.loop(depth > 18 ? 2 : 1, i -> {
            if (depth > 1) {
                nest(depth - 1, sum, x);
            } else {
                b.accumulate(sum, Kind.SUM, b.apply(ElementOp.MUL, x, x));
            }
        });
    }

    private static Tensor longs(long... values) {
        return Tensor.view(Type.of(I64, values.length), values);
    }
}
