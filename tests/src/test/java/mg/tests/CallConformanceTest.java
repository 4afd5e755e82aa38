package mg.tests;

import static mg.tests.ConformanceTest.KINDS;
import static mg.tests.ConformanceTest.WORK;
import static mg.tests.ConformanceTest.compile;
import static mg.tests.ConformanceTest.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import mg.ir.Backend;
import mg.ir.ElementType;
import mg.ir.Executable;
import mg.ir.Tensor;
import mg.ir.Trap;
import mg.ir.Type;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// How what a backend has compiled is called: through interfaces of the user's, and with arguments that do not fit.
class CallConformanceTest {
    private static final String BACKENDS = "mg.tests.Working#backends";

    public interface Kinds {
        double at(double a, float b, long c, boolean d, double[] e, boolean[] f);

        default double half(double a) {
            return at(a, 0, 0, false, new double[2], new boolean[2]) / 2;
        }
    }

    public interface Next {
        int after(int i);
    }

    interface Twice {
        float of(float x);
    }

    public interface Not {
        boolean of(boolean x);
    }

    public interface Work {
        void at(double[] x, int i, double[] y, double[] z);
    }

    public interface WrongResult {
        double at(double[] x, long i);
    }

    public interface WrongArgument {
        void at(float[] x, long i, double[] y, double[] z);
    }

    @ParameterizedTest
    @MethodSource(BACKENDS)
    void interfacesOfTheUserAreImplemented(Backend backend) {
        Kinds kinds = compile(backend, KINDS, "kinds").bind(Kinds.class);
        assertEquals(1.5 + 0.25 + 7 + 1 + 30 + 1,
                kinds.at(1.5, 0.25f, 7, true, new double[] {10, 20}, new boolean[] {true, true}));
        assertEquals(1, kinds.half(2));
        assertEquals(kinds, kinds);
        assertFalse(kinds.toString().isEmpty());
        assertEquals(42, compile(backend, KINDS, "next").bind(Next.class).after(41));
        assertEquals(0.2f, compile(backend, KINDS, "twice").bind(Twice.class).of(0.1f));
        assertTrue(compile(backend, KINDS, "not").bind(Not.class).of(false));
    }

    @ParameterizedTest
    @MethodSource(BACKENDS)
    void boundFunctionsWriteSeveralResultsAndCheckPositions(Backend backend) {
        Work work = compile(backend, WORK, "work").bind(Work.class);
        double[] y = new double[64];
        double[] z = new double[1];
        work.at(new double[64], 3, y, z);
        assertEquals(1.0 / 64, z[0]);
        Trap trap = assertThrows(Trap.class, () -> work.at(new double[64], 64, y, z));
        assertEquals("work.mg:3:5: error: index 64 is out of range 0..63", trap.getMessage());
        assertThrows(IllegalArgumentException.class, () -> work.at(new double[63], 0, y, z));
        assertThrows(IllegalArgumentException.class, () -> work.at(y, 0, y, z));
        work.at(new double[64], 5, y, z);
        assertEquals(1.0 / 64, z[0]);
    }

    @ParameterizedTest
    @MethodSource(BACKENDS)
    void interfacesThatDoNotFitAreRefused(Backend backend) {
        Executable work = compile(backend, WORK, "work");
        assertEquals("@work has 2 results: " + method(WrongResult.class) + " must be void and take an array for each",
                refused(() -> work.bind(WrongResult.class)));
        assertEquals("argument 'x' of @work is f64[64], which is a double[], not a float[]",
                refused(() -> work.bind(WrongArgument.class)));
        assertEquals("java.lang.String is not an interface with one abstract method",
                refused(() -> work.bind(String.class)));
    }

    private static String method(Class<?> type) {
        return type.getDeclaredMethods()[0].toString();
    }

    @ParameterizedTest
    @MethodSource(BACKENDS)
    void wrongArgumentsAreRefused(Backend backend) {
        Executable work = compile(backend, WORK, "work");
        Tensor x = Tensor.zeros(Type.of(ElementType.F64, 64));
        Tensor i = Tensor.of(0L);
        assertEquals("@work takes 2 arguments, not 1", refused(() -> work.call(List.of(x))));
        assertEquals("argument 'i' of @work is i64, not f64", refused(() -> work.call(List.of(x, Tensor.of(1.0)))));
        assertEquals("argument 'x' of @work is f64[64], not f64[8,8]",
                refused(() -> work.call(List.of(x.reshaped(Type.of(ElementType.F64, 8, 8)), i))));
        double[] y = new double[64];
        Object[] in = {new double[64], new long[1]};
        refused(() -> work.run(in, new Object[] {y}));
        refused(() -> work.run(in, new Object[] {y, new double[2]}));
        refused(() -> work.run(in, new Object[] {y, new float[1]}));
        refused(() -> work.run(in, new Object[] {in[0], new double[1]}));
        refused(() -> work.run(in, new Object[] {y, null}));
        refused(() -> compile(backend, WORK, "play"));
    }
}
