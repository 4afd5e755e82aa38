package mg.ir;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class BindingTest {
    interface Scaled {
        double at(double x, double[] y);

        @Override
        boolean equals(Object other);

        default double twice(double x, double[] y) {
            return 2 * at(x, y);
        }
    }

    interface Both {
        void at(float x, long n, boolean c, int k, float[] y, long[] m);
    }

    interface Two {
        void a();

        void b();
    }

    private static final Executable SCALED = compile("""
            func @scaled(%x: f64, %y: f64[3]) -> f64 {
              %s = reduce sum [0] %y : f64
              %r = mul %x, %s : f64
              return %r
            }
            """);

    @Test
    void anInterfaceOfOneMethodIsTheFunction() {
        Scaled f = SCALED.bind(Scaled.class);
        assertEquals(12.0, f.at(2, new double[] {1, 2, 3}));
        assertEquals(24.0, f.twice(2, new double[] {1, 2, 3}));
        assertEquals("Scaled by @scaled", f.toString());
        assertEquals(f, f);
    }

    @Test
    void severalResultsAreArraysAfterTheArguments() {
        Both f = compile("""
                func @both(%x: f32, %n: i64, %c: bool, %k: i64) -> (y: f32, m: i64[2]) {
                  %two = for %i in 0..2 { %s = add %n, %k : i64 yield collect %s } : i64[2]
                  %r = neg %x : f32
                  %y = select %c, %x, %r : f32
                  return %y, %two
                }
                """).bind(Both.class);
        var y = new float[1];
        var m = new long[2];
        f.at(1.5f, 40, false, 2, y, m);
        assertArrayEquals(new float[] {-1.5f}, y);
        assertArrayEquals(new long[] {42, 42}, m);
    }

    @Test
    void anInterfaceThatDoesNotFitSaysWhere() {
        assertEquals("argument 'x' of @scaled is f64, which is a double, not a double[]", refusal(Wrong.class));
        assertEquals("@scaled needs 2 parameters, " + Fewer.class.getMethods()[0] + " has 1", refusal(Fewer.class));
        assertEquals(Two.class.getName() + " is not an interface with one abstract method", refusal(Two.class));
    }

    interface Wrong {
        double at(double[] x, double[] y);
    }

    interface Fewer {
        double at(double x);
    }

    @Test
    void argumentsAndArraysAreChecked() {
        Scaled f = SCALED.bind(Scaled.class);
        assertEquals("argument 'y' of @scaled is f64[3] with 3 elements, the array has 2",
                message(() -> f.at(1, new double[2])));
        assertEquals("argument 'y' of @scaled needs a double[]", message(() -> f.at(1, null)));
        assertEquals("@scaled takes 2 arguments, not 1", message(() -> SCALED.call(List.of(Tensor.of(1.0)))));
        assertEquals("argument 'y' of @scaled is f64[3], not f64[2]",
                message(() -> SCALED.call(List.of(Tensor.of(1.0), Tensor.of(1, 2)))));
        var same = new double[1];
        assertEquals("an array of @scaled is both read and written",
                message(() -> SCALED.run(new Object[] {same, new double[3]}, new Object[] {same})));
        assertEquals("@scaled has 2 arguments and 1 results, not 1 and 1",
                message(() -> SCALED.run(new Object[] {same}, new Object[] {new double[1]})));
        assertEquals("no function @g",
                message(() -> new InterpreterBackend().compile(Program.of(SCALED.function()), "g", Options.DEFAULT)));
    }

    @Test
    void aTrapPassesThroughTheInterface() {
        java.util.function.LongBinaryOperator f = compile("""
                func @ratio(%a: i64, %b: i64) -> i64 { %q = div %a, %b : i64 return %q }
                """).bind(java.util.function.LongBinaryOperator.class);
        assertEquals(3, f.applyAsLong(7, 2));
        assertEquals("error: integer division by zero",
                assertThrows(Trap.class, () -> f.applyAsLong(1, 0)).getMessage());
    }

    private static String refusal(Class<?> type) {
        return message(() -> SCALED.bind(type));
    }

    private static String message(org.junit.jupiter.api.function.Executable action) {
        return assertThrows(IllegalArgumentException.class, action).getMessage();
    }

    private static Executable compile(String text) {
        Program program = Parser.parse("test.ir", text);
        return new InterpreterBackend().compile(program, program.functions().getFirst().name(), Options.DEFAULT);
    }
}
