package mg.backend.jvm;

import static mg.backend.jvm.Kernels.at;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.reflect.Proxy;
import java.util.function.DoubleBinaryOperator;
import mg.ir.Binding;
import mg.ir.ElementOp;
import mg.ir.ElementType;
import mg.ir.Executable;
import mg.ir.Type;
import mg.loops.Buffer;
import mg.loops.Scalar;
import mg.loops.Value;
import org.junit.jupiter.api.Test;

class BoundClassTest {
    /// `x·a + b` and `n`, for a vector, with a workspace.
    private static Executable axpb() {
        var kernels = new Kernels();
        Scalar a = kernels.scalarInput("a", ElementType.F64);
        Scalar n = kernels.scalarInput("n", ElementType.I64);
        Buffer x = kernels.input("x", Type.of(ElementType.F64, 3));
        Buffer y = kernels.output("y", Type.of(ElementType.F64, 3));
        Buffer t = kernels.local(ElementType.F64, 3);
        kernels.loop(3, i -> kernels.store(at(t, i), kernels.apply(ElementOp.MUL, a, kernels.load(at(x, i)))));
        Scalar b = kernels.define(ElementType.F64, new Value.Convert(n));
        kernels.loop(3, i -> kernels.store(at(y, i), kernels.apply(ElementOp.ADD, b, kernels.load(at(t, i)))));
        return JvmBackend.compile(kernels.finish("axpb"));
    }

    private static Executable product(ElementType type) {
        var kernels = new Kernels();
        Scalar x = kernels.scalarInput("x", type);
        Scalar y = kernels.scalarInput("y", type);
        kernels.store(at(kernels.output("z", Type.scalar(type)), 0), kernels.apply(ElementOp.MUL, x, y));
        return JvmBackend.compile(kernels.finish("product"));
    }

    private interface Filling {
        void at(double a, int n, double[] x, double[] y);
    }

    public interface Returning {
        double[] at(double a, long n, double[] x);

        default double first(double a, long n, double[] x) {
            return at(a, n, x)[0];
        }
    }

    interface Whole {
        int times(int x, long y);
    }

    interface Singles {
        void times(float x, float y, float[] z);
    }

    sealed interface Closed permits Closed.Known {
        double times(double x, double y);

        final class Known implements Closed {
            @Override
            public double times(double x, double y) {
                return 0;
            }
        }
    }

    @Test
    void privateInterfacesAreCalledWithoutReflection() {
        Filling f = axpb().bind(Filling.class);
        assertFalse(Proxy.isProxyClass(f.getClass()));
        var y = new double[3];
        f.at(2, 10, new double[] {1, 2, 3}, y);
        assertArrayEquals(new double[] {12, 14, 16}, y);
        assertEquals("Filling by @axpb", f.toString());
    }

    @Test
    void resultsAreReturnedInNewArrays() {
        Returning f = axpb().bind(Returning.class);
        assertFalse(Proxy.isProxyClass(f.getClass()));
        double[] x = {1, 2, 3};
        double[] first = f.at(2, 10, x);
        f.at(3, 0, x);
        assertArrayEquals(new double[] {12, 14, 16}, first);
        assertEquals(12, f.first(2, 10, x));
    }

    @Test
    void interfacesOfTheJdkFit() {
        DoubleBinaryOperator f = product(ElementType.F64).bind(DoubleBinaryOperator.class);
        assertFalse(Proxy.isProxyClass(f.getClass()));
        assertEquals(6, f.applyAsDouble(2, 3));
    }

    @Test
    void anIntMayStandForAnI64() {
        Whole f = product(ElementType.I64).bind(Whole.class);
        assertEquals(-42, f.times(-6, 7));
        assertThrows(ArithmeticException.class, () -> f.times(1 << 20, 1 << 20));
    }

    @Test
    void aScalarResultMayGoIntoAnArray() {
        Singles f = product(ElementType.F32).bind(Singles.class);
        assertFalse(Proxy.isProxyClass(f.getClass()));
        var z = new float[1];
        f.times(0.1f, 3, z);
        assertEquals(0.1f * 3, z[0]);
    }

    @Test
    void wrongArraysAreRefusedInTheWordsOfAllBackends() {
        Executable executable = axpb();
        Filling f = executable.bind(Filling.class);
        double[] three = new double[3];
        for (double[][] wrong : new double[][][] {
            {new double[2], three}, {three, new double[4]}, {three, three}, {null, three}, {three, null}
        }) {
            Object[] in = {new double[1], new long[1], wrong[0]};
            String expected = assertThrows(IllegalArgumentException.class, () ->
                    Binding.checkLengths(executable.function(), in, new Object[] {wrong[1]})).getMessage();
            assertEquals(expected, assertThrows(IllegalArgumentException.class, () ->
                    f.at(1, 1, wrong[0], wrong[1])).getMessage());
        }
    }

    @Test
    void interfacesThatDoNotFitAreRefused() {
        assertEquals("argument 'a' of @axpb is f64, which is a double, not a int",
                assertThrows(IllegalArgumentException.class, () -> axpb().bind(WrongType.class)).getMessage());
    }

    interface WrongType {
        void at(int a, int n, double[] x, double[] y);
    }

    @Test
    void sealedInterfacesAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> product(ElementType.F64).bind(Closed.class));
    }
}
