package mg.backend.c;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import mg.ir.ElementOp;
import mg.ir.ElementType;
import mg.ir.Executable;
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

/// The ways from Java into a compiled function.
class CallsTest {
    public interface Pick {
        double at(double[] x, int i);
    }

    public interface PickInto {
        void at(double[] x, long i, double[] value);
    }

    interface Hidden {
        double at(double x);
    }

    public interface Flags {
        boolean[] at(boolean[] x, boolean y, float z, float[] zs);
    }

    /// `value = x[i]`, by way of the workspace; long-winded so often.
    private static Kernel pick(long rounds) {
        var b = new KernelBuilder();
        Buffer x = b.input("x", Type.of(ElementType.F64, 3));
        Scalar i = b.scalarInput("i", ElementType.I64);
        Buffer value = b.output("value", Type.F64);
        Buffer t = b.arena("t", ElementType.F64, 1, 0);
        b.check(i, 3, new Span("p.mg", 1, 2, 3));
        b.loop(rounds, k -> b.store(t, b.load(x, i)));
        b.store(value, b.load(t, Index.ZERO));
        return b.finish("pick");
    }

    private static Executable compile(Kernel kernel) {
        Strict.needsGcc();
        return new CBackend().compile(kernel, Options.DEFAULT);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 100_000_000})
    void bindsToInterfaces(long rounds) {
        Executable f = compile(pick(rounds));
        double[] xs = {1, 2, 3};
        assertEquals(2, f.bind(Pick.class).at(xs, 1));
        PickInto into = f.bind(PickInto.class);
        var out = new double[1];
        into.at(xs, 2, out);
        assertEquals(3, out[0]);
        Trap trap = assertThrows(Trap.class, () -> into.at(xs, 1L << 40, out));
        assertEquals(Trap.indexMessage(new Span("p.mg", 1, 2, 3), 1L << 40, 3), trap.getMessage());
        into.at(xs, 0, out);
        assertEquals(1, out[0]);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 100_000_000})
    void wrongArraysAreRefused(long rounds) {
        Executable f = compile(pick(rounds));
        PickInto into = f.bind(PickInto.class);
        var three = new double[3];
        var one = new double[1];
        assertThrows(IllegalArgumentException.class, () -> into.at(new double[2], 0, one));
        assertThrows(IllegalArgumentException.class, () -> into.at(three, 0, three));
        assertThrows(IllegalArgumentException.class, () -> into.at(null, 0, one));
        assertThrows(IllegalArgumentException.class, () -> f.bind(DoubleUnaryOperator.class));
        assertThrows(IllegalArgumentException.class, () ->
                f.run(new Object[] {three, new long[1]}, new Object[] {new double[2]}));
    }

    @Test
    void anArrayIsNotReadAndWritten() {
        var b = new KernelBuilder();
        Buffer x = b.input("x", Type.of(ElementType.F64, 2));
        Buffer y = b.output("y", Type.of(ElementType.F64, 2));
        b.loop(2, i -> b.store(y, i, b.load(x, i)));
        var f = compile(b.finish("f"));
        interface Local {
            void at(double[] x, double[] y);
        }
        var same = new double[2];
        assertThrows(IllegalArgumentException.class, () -> f.run(new Object[] {same}, new Object[] {same}));
        assertThrows(IllegalArgumentException.class, () -> f.bind(Local.class).at(same, same));
        assertThrows(IllegalArgumentException.class, () -> f.bind(Copy.class).at(same, same));
    }

    public interface Copy {
        void at(double[] x, double[] y);
    }

    @Test
    void aHiddenInterfaceBindsToo() {
        var b = new KernelBuilder();
        Scalar x = b.scalarInput("x", ElementType.F64);
        b.store(b.output("y", Type.F64), b.apply(ElementOp.MUL, x, x));
        Executable square = compile(b.finish("square"));
        assertEquals(9, square.bind(Hidden.class).at(3));
        assertEquals(9, square.bind(DoubleUnaryOperator.class).applyAsDouble(3));
    }

    @Test
    void truthValuesAndSinglesPass() {
        var b = new KernelBuilder();
        Buffer x = b.input("x", Type.of(ElementType.BOOL, 3));
        Scalar y = b.scalarInput("y", ElementType.BOOL);
        Scalar z = b.scalarInput("z", ElementType.F32);
        Buffer zs = b.input("zs", Type.of(ElementType.F32, 3));
        Buffer out = b.output("out", Type.of(ElementType.BOOL, 3));
        b.loop(3, i -> b.store(out, i, b.apply(ElementOp.AND, b.apply(ElementOp.EQ, b.load(x, i), y),
                b.apply(ElementOp.LE, z, b.load(zs, i)))));
        Flags flags = compile(b.finish("flags")).bind(Flags.class);
        boolean[] found = flags.at(new boolean[] {true, false, true}, true, 2, new float[] {1, 2, 3});
        assertEquals(List.of(false, false, true), List.of(found[0], found[1], found[2]));
    }

    @ParameterizedTest
    @ValueSource(ints = {79, 80, 120, 300})
    void takesHundredsOfArrays(int n) {
        var b = new KernelBuilder();
        var arguments = new ArrayList<Tensor>();
        Scalar sum = b.literal(Tensor.of(0.0));
        for (int k = 0; k < n; k++) {
            Buffer x = b.input("x" + k, Type.of(ElementType.F64, 1));
            b.accumulate(sum, mg.ir.Kind.SUM, b.load(x, Index.ZERO));
            arguments.add(Tensor.of(new double[] {k}));
        }
        b.store(b.output("sum", Type.F64), sum);
        assertEquals(List.of(Tensor.of(n * (n - 1) / 2.0)), compile(b.finish("many")).call(arguments));
    }

    @ParameterizedTest
    @ValueSource(ints = {79, 100, 119, 300})
    void takesHundredsOfArguments(int n) {
        var b = new KernelBuilder();
        var arguments = new ArrayList<Tensor>();
        Scalar sum = b.literal(Tensor.of(0.0));
        for (int k = 0; k < n; k++) {
            ElementType type = ElementType.values()[k % 3];
            Scalar x = b.scalarInput("x" + k, type);
            b.accumulate(sum, mg.ir.Kind.SUM, b.define(ElementType.F64, new mg.loops.Value.Convert(x)));
            arguments.add(Tensor.scalar(type, k));
        }
        b.store(b.output("sum", Type.F64), sum);
        assertEquals(List.of(Tensor.of(n * (n - 1) / 2.0)), compile(b.finish("many")).call(arguments));
    }

    @ParameterizedTest
    @ValueSource(longs = {1000, 100_000_000})
    void manyThreadsCallAtOnce(long rounds) throws Exception {
        Executable f = compile(pick(rounds));
        Pick bound = f.bind(Pick.class);
        List<Callable<Boolean>> tasks = IntStream.range(0, 64)
                .mapToObj(k -> (Callable<Boolean>) () -> {
                    double[] xs = {k, k + 0.5, -k};
                    boolean right = bound.at(xs, k % 3) == xs[k % 3];
                    return right && f.call(List.of(Tensor.of(xs), Tensor.of((long) (k % 3)))).getFirst()
                            .real(0) == xs[k % 3];
                })
                .toList();
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (var result : threads.invokeAll(tasks)) {
                assertTrue(result.get());
            }
        }
    }

    @Test
    void anEndlessLoopDoesNotHoldTheCollector() {
        var b = new KernelBuilder();
        Buffer out = b.output("out", Type.F64);
        Scalar x = b.literal(Tensor.of(1e9));
        Scalar[] more = new Scalar[1];
        List<Statement> test = b.block(() -> more[0] = b.apply(ElementOp.LT, b.literal(Tensor.of(1.0)), x));
        b.add(new Statement.While(test, more[0], b.block(() ->
                b.add(new Statement.Assign(x, b.apply(ElementOp.SUB, x, b.literal(Tensor.of(1.0))))))));
        b.store(out, x);
        Executable f = compile(b.finish("count"));
        var thread = new Thread(() -> f.call(List.of()));
        thread.setDaemon(true);
        thread.start();
        for (int k = 0; k < 3; k++) {
            System.gc();
        }
        assertTrue(thread.isAlive(), "a collection had to wait for the call");
        assertInstanceOf(Executable.class, f);
    }

    @Test
    void straightLineCodeInSeveralFunctionsComputesTheSame() {
        var b = new KernelBuilder();
        Buffer in = b.input("x", Type.of(ElementType.F64, 1000));
        Buffer out = b.output("y", Type.F64);
        var live = new ArrayList<Scalar>();
        for (int k = 0; k < 1000; k++) {
            live.add(b.load(in, Index.ZERO.plus(k)));
        }
        for (int k = 0; k < 20_000; k++) {
            ElementOp op = k % 3 == 0 ? ElementOp.MUL : ElementOp.SUB;
            live.set(k % 1000, b.apply(op, live.get(k % 1000), live.get((k * 7 + 1) % 1000)));
        }
        Scalar sum = live.getFirst();
        for (Scalar x : live) {
            sum = b.apply(ElementOp.ADD, sum, x);
        }
        b.store(out, sum);
        double[] x = new double[1000];
        java.util.Arrays.setAll(x, k -> 1 + k * 1e-3);
        double[] y = new double[1];
        compile(b.finish("graph")).run(new Object[] {x}, new Object[] {y});
        assertEquals(straight(x), y[0]);
    }

    /// What the statements above compute.
    private static double straight(double[] x) {
        double[] live = x.clone();
        for (int k = 0; k < 20_000; k++) {
            double other = live[(k * 7 + 1) % 1000];
            live[k % 1000] = k % 3 == 0 ? live[k % 1000] * other : live[k % 1000] - other;
        }
        double sum = live[0];
        for (double value : live) {
            sum += value;
        }
        return sum;
    }
}
