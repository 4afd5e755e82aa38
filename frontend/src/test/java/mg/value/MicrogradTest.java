package mg.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.spi.ToolProvider;
import mg.ir.Operation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What micrograd's `Value` does, fact by fact, and where this one does better.
class MicrogradTest {
    @Test
    void v01_aNewValueIsALeafWithoutGradient() {
        var v = new Value(2.5);
        assertEquals(2.5, v.data());
        assertEquals(0, v.grad());
        assertEquals(List.of(), v.children());
        assertEquals("", v.op());
        assertEquals("", v.label());
        assertTrue(v.isLeaf());
        v.backward();
        assertEquals(1, v.grad());
    }

    @Test
    void v02_everyOperationIsOneNodeOfTheGraph() {
        Value a = Value.of(6);
        Value b = Value.of(2);
        Value quotient = a.div(b);
        assertEquals("/", quotient.op());
        assertEquals(List.of(a, b), quotient.children());
        assertEquals(List.of("+", "-", "*", "/", "neg", "**2", "**0.5", "**-1", "ReLU", "exp", "max", "tanh",
                        "sigmoid"),
                List.of(a.add(b), a.sub(b), a.mul(b), a.div(b), a.neg(), a.pow(2), a.pow(0.5), a.pow(-1), a.relu(),
                                a.exp(), a.max(b), a.tanh(), a.sigmoid())
                        .stream().map(Value::op).toList());
        assertEquals(List.of(a), a.pow(2).children());
        assertEquals(List.of(a, a), a.add(a).children());
    }

    @Test
    void v03_numbersLiftOnBothSidesToFreshConstants() {
        Value v = Value.of(4);
        assertEquals(List.of(5.0, 3.0, 8.0, 2.0), data(v.add(1), v.sub(1), v.mul(2), v.div(2)));
        assertEquals(List.of(5.0, 1.0, 8.0, 0.75),
                data(Value.add(1, v), Value.sub(5, v), Value.mul(2, v), Value.div(3, v)));
        assertEquals(-3, Value.of(1).sub(v).data());
        Value one = v.add(1).children().get(1);
        Value another = v.add(1).children().get(1);
        assertNotEquals(one, another);
        assertEquals("", one.op());
        assertEquals(Role.CONSTANT, one.role().orElseThrow());

        Value y = Value.div(3, v);
        y.backward();
        assertEquals(-3.0 / 16, v.grad());
        v.zeroGrad();
        Value.sub(5, v).backward();
        assertEquals(-1, v.grad());
    }

    /// That an exponent is a number is checked by the Java compiler.
    @Test
    void v04_powersHaveANumberAsExponent() {
        Value x = Value.of(3);
        Value y = x.pow(2);
        y.backward();
        assertEquals("**2", y.op());
        assertEquals(9, y.data());
        assertEquals(6, x.grad());
        assertEquals("**1.0E-4", x.pow(1e-4).op());
    }

    @Test
    void v05_reluKeepsNaNAndNegativeZeroAndItsDerivativeAt0Is0() {
        assertEquals(Double.NaN, Value.of(Double.NaN).relu().data());
        assertEquals(-0.0, Value.of(-0.0).relu().data());
        assertEquals(0.0, Value.of(-3).relu().data());
        for (double x : new double[] {0.0, -0.0, -1, Double.NaN}) {
            Value v = Value.of(x);
            v.relu().backward();
            assertEquals(0, v.grad(), "at " + x);
        }
        Value v = Value.of(Double.MIN_VALUE);
        v.relu().backward();
        assertEquals(1, v.grad());
    }

    @Test
    void v06_sharedOperandsReceiveFromEveryUse() {
        Value x = Value.of(3);
        x.add(x).backward();
        assertEquals(2, x.grad());
        x.zeroGrad();
        x.mul(x).backward();
        assertEquals(6, x.grad());

        // A diamond whose sides differ in depth: everything above a value is done before it.
        x.zeroGrad();
        Value a = x.mul(2);
        Value b = a.mul(3).mul(5);
        a.mul(b).backward();
        assertEquals(2 * 2 * 15 * 2 * 3, x.grad());
        assertEquals(2 * 15 * 6, a.grad());
    }

    @Test
    void v07_backwardTwiceAccumulatesIntoLeavesOnly() {
        Value x = Value.of(3);
        Value square = x.mul(x);
        Value y = square.add(0);
        y.backward();
        assertEquals(6, x.grad());
        y.backward();
        assertEquals(12, x.grad());
        assertEquals(1, square.grad());
        assertEquals(1, y.grad());
        y.zeroGrad();
        assertEquals(0, x.grad() + square.grad() + y.grad());
        y.backward();
        assertEquals(6, x.grad());
    }

    @Test
    void v08_equalityIsIdentity() {
        assertNotEquals(Value.of(1), Value.of(1));
        Value v = Value.of(1);
        assertEquals(v, v);
    }

    @Test
    void v09_whatPythonRefusesIsIeee754() {
        assertEquals(Double.POSITIVE_INFINITY, Value.of(0).pow(-1).data());
        assertEquals(Double.NEGATIVE_INFINITY, Value.of(-0.0).pow(-1).data());
        assertEquals(Double.POSITIVE_INFINITY, Value.div(1, Value.of(0)).data());
        assertEquals(Double.NaN, Value.of(-2).pow(0.5).data());
        assertEquals(1, Value.of(Double.NaN).pow(0).data());
        assertEquals(Double.POSITIVE_INFINITY, gradient(0, 0.5));
        assertEquals(0, gradient(0, 0));
        assertEquals(1, gradient(0, 1));
        assertEquals(Double.NaN, gradient(-2, 0.5));
    }

    private static double gradient(double base, double exponent) {
        Value x = Value.of(base);
        x.pow(exponent).backward();
        return x.grad();
    }

    @Test
    void v10_chainsAMillionDeepDoNotOverflowTheStack() {
        Value x = Value.of(1);
        Value y = x;
        for (int k = 0; k < 1_000_000; k++) {
            y = k % 2 == 0 ? y.add(x) : y.mul(0.5);
        }
        y.backward();
        y.backward();
        assertEquals(2, x.grad(), 1e-12);
        assertEquals(1_500_001, y.topo().size());
        x.data(2);
        y.forward();
        assertEquals(2, y.data(), 1e-12);
        y.zeroGrad();
        assertEquals(0, x.grad());
        assertEquals(1_000_000, Graph.of(y).function().body().instructions().stream()
                .filter(i -> i.operation() instanceof Operation.Element).count());
    }

    @Test
    void v10_sharingDoesNotMultiplyTheWork() {
        Value x = Value.of(1);
        Value y = x;
        for (int k = 0; k < 1000; k++) {
            y = y.add(y);
        }
        y.backward();
        assertEquals(Math.pow(2, 1000), x.grad());
        assertEquals(1001, y.topo().size());
    }

    @Test
    void v11_toStringShowsDataAndGradient() {
        assertEquals("Value(data=2.0, grad=0.0)", Value.of(2).toString());
        assertEquals("Value(data=NaN, grad=0.0)", Value.of(Double.NaN).label("x").toString());
    }

    /// The program is `examples/value/Micrograd.java`, compiled and run.
    @Test
    void v12_theProgramOfTheReadmePrintsItsNumbers(@TempDir Path classes) throws Exception {
        Path source = Path.of("..", "examples", "value", "Micrograd.java");
        String path = Path.of(Value.class.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
        assertEquals(0, ToolProvider.findFirst("javac").orElseThrow()
                .run(System.out, System.err, "-cp", path, "-d", classes.toString(), source.toString()));
        var printed = new ByteArrayOutputStream();
        PrintStream before = System.out;
        try (var loader = new URLClassLoader(new URL[] {classes.toUri().toURL()}, Value.class.getClassLoader())) {
            var main = loader.loadClass("Micrograd").getDeclaredMethod("main", String[].class);
            main.setAccessible(true);
            System.setOut(new PrintStream(printed));
            main.invoke(null, (Object) new String[0]);
        } finally {
            System.setOut(before);
        }
        assertEquals(List.of("24.7041", "138.8338", "645.5773"), printed.toString().lines().toList());
    }

    /// micrograd's `test_sanity_check`: the numbers are PyTorch's.
    @Test
    void v13_sanityCheck() {
        Value x = Value.of(-4);
        Value z = Value.mul(2, x).add(2).add(x);
        Value q = z.relu().add(z.mul(x));
        Value h = z.mul(z).relu();
        Value y = h.add(q).add(q.mul(x));
        y.backward();
        assertEquals(-20, y.data());
        assertEquals(46, x.grad());
    }

    /// A root that is used twice, and one that is backward's argument again after more was built on it.
    @Test
    void v13_duplicateBackprop() {
        Value x = Value.of(2);
        Value y = x.mul(x);
        y.add(y).backward();
        assertEquals(8, x.grad());
        x.zeroGrad();
        y.backward();
        assertEquals(4, x.grad());
    }

    /// The graph is built once; leaves are refilled and everything is computed again in place.
    @Test
    void v13_forwardInPlace() {
        Value x = Value.of(3);
        Value y = x.mul(x).add(1);
        x.data(5);
        assertEquals(10, y.data());
        y.forward();
        assertEquals(26, y.data());
        y.backward();
        assertEquals(10, x.grad());
        assertThrows(IllegalArgumentException.class, () -> y.data(1));
        assertThrows(IllegalArgumentException.class, () -> Value.constant(1).data(2));
    }

    @Test
    void topoHasEachValueOnceAfterItsOperands() {
        Value x = Value.of(1).label("x");
        Value y = x.add(2).mul(x).max(x.exp());
        for (int round = 0; round < 2; round++) {
            List<Value> order = y.topo();
            Set<Value> seen = Collections.newSetFromMap(new IdentityHashMap<>());
            for (Value v : order) {
                assertTrue(seen.containsAll(v.children()));
                assertTrue(seen.add(v));
            }
            assertEquals(y, order.getLast());
            assertEquals(6, order.size());
        }
    }

    private static List<Double> data(Value... values) {
        return Arrays.stream(values).map(Value::data).toList();
    }
}
