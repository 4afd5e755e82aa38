package mg.backend.c;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
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
import mg.loops.Buffer;
import mg.loops.Index;
import mg.loops.Kernel;
import mg.loops.Scalar;
import mg.loops.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Functions with a `while`, which are called again when they run for long.
class LimitedCallsTest {
    private static final Span SPAN = new Span("p.mg", 1, 2, 3);
    /// More steps than a limited call may make.
    private static final long MANY = 2 * Way.LONG;

    public interface Count {
        double at(long steps, double by, float from, boolean twice, double[] xs, boolean[] which, long index);
    }

    public interface CountInto {
        void at(long steps, double[] y, double[] z);
    }

    private static Executable compile(Kernel kernel) {
        Strict.needsGcc();
        return new CBackend().compile(kernel, Options.DEFAULT);
    }

    /// `while steps > 0 { steps -= 1, sum += by }`.
    private static void count(KernelBuilder b, Scalar steps, Scalar sum, Scalar by) {
        Scalar left = b.fresh(ElementType.I64);
        b.add(new Statement.Define(left,
                new mg.loops.Value.Apply(ElementOp.ADD, List.of(steps, b.literal(Tensor.of(0L))))));
        Scalar[] more = new Scalar[1];
        List<Statement> test = b.block(() -> more[0] = b.apply(ElementOp.LT, b.literal(Tensor.of(0L)), left));
        b.add(new Statement.While(test, more[0], b.block(() -> {
            b.add(new Statement.Assign(left, b.apply(ElementOp.SUB, left, b.literal(Tensor.of(1L)))));
            b.accumulate(sum, Kind.SUM, by);
        })));
    }

    /// `from + steps * by`, twice that if wanted, `+ xs[index]` if `which[index]`.
    private static Kernel everyKindOfArgument() {
        var b = new KernelBuilder();
        Scalar steps = b.scalarInput("steps", ElementType.I64);
        Scalar by = b.scalarInput("by", ElementType.F64);
        Scalar from = b.scalarInput("from", ElementType.F32);
        Scalar twice = b.scalarInput("twice", ElementType.BOOL);
        Buffer xs = b.input("xs", Type.of(ElementType.F64, 3));
        Buffer which = b.input("which", Type.of(ElementType.BOOL, 3));
        Scalar index = b.scalarInput("index", ElementType.I64);
        Buffer y = b.output("y", Type.F64);
        Scalar sum = b.define(ElementType.F64, new mg.loops.Value.Convert(from));
        count(b, steps, sum, by);
        b.ifElse(twice, () -> b.accumulate(sum, Kind.SUM, sum), () -> {});
        b.check(index, 3, SPAN);
        b.ifElse(b.load(which, index), () -> b.accumulate(sum, Kind.SUM, b.load(xs, index)), () -> {});
        b.store(y, sum);
        return b.finish("count");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1000, MANY})
    void allArgumentsComeThroughALongCall(long steps) {
        Kernel kernel = everyKindOfArgument();
        assertEquals(Way.LIMITED, Way.of(kernel));
        Executable f = compile(kernel);
        double expected = 2 * (0.5 + 3.0 * steps) + 20;
        double[] xs = {10, 20, 30};
        boolean[] which = {false, true, false};
        Count bound = f.bind(Count.class);
        for (int call = 0; call < 4; call++) {
            assertEquals(expected, bound.at(steps, 3, 0.5f, true, xs, which, 1));
            assertEquals((expected - 20) / 2, bound.at(steps, 3, 0.5f, false, xs, which, 2));
            var y = new double[1];
            f.run(new Object[] {new long[] {steps}, new double[] {3}, new float[] {0.5f}, new boolean[] {true}, xs,
                    which,
                new long[] {1}}, new Object[] {y});
            assertEquals(expected, y[0]);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1000, MANY})
    void aFaultAfterALongCallSaysItsIndex(long steps) {
        Count f = compile(everyKindOfArgument()).bind(Count.class);
        var trap = assertThrows(Trap.class, () -> f.at(steps, 3, 0.5f, true, new double[3], new boolean[3], 1L << 40));
        assertEquals(Trap.indexMessage(SPAN, 1L << 40, 3), trap.getMessage());
    }

    /// Two results, of which the first and the workspace are written before and added to: a call that is not done
    /// leaves both half made.
    private static Kernel halfMade() {
        var b = new KernelBuilder();
        Scalar steps = b.scalarInput("steps", ElementType.I64);
        Buffer y = b.output("y", Type.F64);
        Buffer z = b.output("z", Type.F64);
        Buffer t = b.arena("t", ElementType.F64, 1, 0);
        Scalar one = b.literal(Tensor.of(1.0));
        b.store(y, one);
        b.store(t, one);
        b.loop(3, _ -> {
            b.store(y, Index.ZERO, 0, one, true);
            b.store(t, Index.ZERO, 0, one, true);
            Scalar sum = b.literal(Tensor.of(0.0));
            Scalar changed = b.apply(ElementOp.ADD, sum, one);
            count(b, steps, changed, one);
            b.store(y, Index.ZERO, 0, changed, true);
        });
        b.store(z, b.load(t, Index.ZERO));
        return b.finish("half");
    }

    @ParameterizedTest
    @ValueSource(longs = {1000, MANY})
    void whatIsHalfMadeIsMadeAgain(long steps) {
        CountInto f = compile(halfMade()).bind(CountInto.class);
        var y = new double[] {7};
        var z = new double[] {7};
        f.at(steps, y, z);
        assertEquals(1 + 3 * (1 + 1 + (double) steps), y[0]);
        assertEquals(4, z[0]);
    }

    /// Each part of a long function has its share.
    @Test
    void partsReturnToo() {
        var b = new KernelBuilder();
        Scalar steps = b.scalarInput("steps", ElementType.I64);
        Buffer y = b.output("y", Type.F64);
        Scalar sum = b.literal(Tensor.of(0.0));
        Scalar one = b.literal(Tensor.of(1.0));
        for (int k = 0; k < 200; k++) {
            count(b, steps, sum, one);
        }
        b.store(y, sum);
        Kernel kernel = b.finish("parts");
        assertTrue(Parts.of(kernel).bodies().size() > 2);
        CFile file = CFile.toRun("f", List.of(kernel), false);
        int shares = file.text().text().split(" left = ", -1).length - 1;
        assertEquals(Parts.of(kernel).bodies().size(), shares);
        assertEquals(Way.LONG / shares, file.entries().getFirst().limit());
        Executable f = compile(kernel);
        for (long n : new long[] {10, MANY / 100, 10}) {
            assertEquals(Tensor.of(200.0 * n), f.call(List.of(Tensor.of(n))).getFirst());
        }
    }

    @Test
    void manyThreadsCallAtOnce() throws Exception {
        Executable f = compile(halfMade());
        List<Callable<Boolean>> tasks = IntStream.range(0, 32)
                .mapToObj(k -> (Callable<Boolean>) () -> {
                    long steps = k % 4 == 0 ? MANY / 8 : k;
                    return f.call(List.of(Tensor.of(steps))).getFirst().real(0) == 7 + 3.0 * steps;
                })
                .toList();
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (var result : threads.invokeAll(tasks)) {
                assertTrue(result.get());
            }
        }
    }

    @Test
    void whatIsLongAnywayOrInThreadsOrTakesTooMuchIsPacked() {
        assertEquals(Way.DIRECT, Way.of(rounds(10, false, false)));
        assertEquals(Way.PACKED, Way.of(rounds(Way.LONG, false, false)));
        assertEquals(Way.LIMITED, Way.of(rounds(10, true, false)));
        assertEquals(Way.PACKED, Way.of(rounds(Way.LONG, true, false)));
        assertEquals(Way.PACKED, Way.of(rounds(10, true, true)));
        assertEquals(Way.DIRECT, Way.of(rounds(10, false, true)));
    }

    private static Kernel rounds(long rounds, boolean endless, boolean parallel) {
        var b = new KernelBuilder();
        Scalar steps = b.scalarInput("steps", ElementType.I64);
        Buffer y = b.output("y", Type.F64);
        Scalar one = b.literal(Tensor.of(1.0));
        Scalar index = b.fresh(ElementType.I64);
        b.add(new Statement.Loop(index, rounds, java.util.Optional.empty(), false, b.block(() -> {
            if (endless) {
                count(b, steps, b.apply(ElementOp.ADD, one, one), one);
            }
            b.store(y, one);
        }), parallel));
        return b.finish("rounds");
    }

    @Test
    void filesToTakeAwayDoNotCount() {
        assertFalse(new CFile("f", List.of(halfMade()), false).text().text().contains("left"));
        assertTrue(CFile.toRun("f", List.of(halfMade()), false).text().text().contains("left -= "));
    }

}
