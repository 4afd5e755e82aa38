package mg.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class InterpreterTest {
    private static final double INF = Double.POSITIVE_INFINITY;

    /// `%r` of these instructions, where `%m` is {1, …, 6} in two rows and `%v` is {1, 2, 3}.
    @TestFactory
    Stream<DynamicTest> arrays() {
        return Stream.of(
                gives("%r = iota 3 : i64[3]", Tensor.wholes(i64(3), k -> k)),
                gives("%r = iota 0 : i64[0]", Tensor.wholes(i64(0), k -> k)),
                gives("%r = broadcast [1] %v : f64[2,3]", f64(List.of(2, 3), 1, 2, 3, 1, 2, 3)),
                gives("%r = broadcast [0] %v : f64[3,2]", f64(List.of(3, 2), 1, 1, 2, 2, 3, 3)),
                gives("%r = broadcast [0] %v : f64[3,0]", f64(List.of(3, 0))),
                gives("%r = reshape %m : f64[3,2]", f64(List.of(3, 2), 1, 2, 3, 4, 5, 6)),
                gives("%r = transpose [1,0] %m : f64[3,2]", f64(List.of(3, 2), 1, 4, 2, 5, 3, 6)),
                gives("%r = slice [0:2:1, 0:3:2] %m : f64[2,2]", f64(List.of(2, 2), 1, 3, 4, 6)),
                gives("%r = slice [1:1:1, 0:3:1] %m : f64[0,3]", f64(List.of(0, 3))),
                gives("%r = pad [1::2] %v : f64[7]", f64(List.of(7), 0, 1, 0, 2, 0, 3, 0)),
                gives("%r = concat [1] %m, %m : f64[2,6]", f64(List.of(2, 6), 1, 2, 3, 1, 2, 3, 4, 5, 6, 4, 5, 6)),
                gives("%i = const 1 : i64 %r = index %m, %i : f64[3]", f64(List.of(3), 4, 5, 6)),
                gives("%i = const 1 : i64 %r = index %m, %i, %i : f64", Tensor.of(5.0)),
                gives("%i = const 1 : i64 %r = place %v, %i : f64[2,3]", f64(List.of(2, 3), 0, 0, 0, 1, 2, 3)),
                gives("%i = const {1, 1, 0} : i64[3] %r = gather %m, %i : f64[3,3]",
                        f64(List.of(3, 3), 4, 5, 6, 4, 5, 6, 1, 2, 3)),
                gives("%i = const {1, 1} : i64[2] %r = scatter_add %m, %i : f64[3,3]",
                        f64(List.of(3, 3), 0, 0, 0, 5, 7, 9, 0, 0, 0)),
                gives("%i = const 2 : i64 %r = scatter_add %v, %i : f64[4,3]",
                        f64(List.of(4, 3), 0, 0, 0, 0, 0, 0, 1, 2, 3, 0, 0, 0)),
                gives("%r = reduce sum [0] %m : f64[3]", f64(List.of(3), 5, 7, 9)),
                gives("%r = reduce prod [0,1] %m : f64", Tensor.of(720.0)),
                gives("%r = reduce argmax [1] %m : i64[2]", Tensor.wholes(i64(2), _ -> 2)),
                gives("%e = const {} : f64[2,0] %r = reduce max [1] %e : f64[2]", f64(List.of(2), -INF, -INF)),
                gives("%e = const {} : f64[2,0] %r = reduce sum [0] %e : f64[0]", f64(List.of(0))),
                gives("%r = dot [1=0] %m, %v : f64[2]", f64(List.of(2), 14, 32)),
                gives("%r = dot [1=1] batch [0=0] %m, %m : f64[2]", f64(List.of(2), 14, 77)),
                gives("%r = dot [] %v, %v : f64[3,3]", f64(List.of(3, 3), 1, 2, 3, 2, 4, 6, 3, 6, 9)));
    }

    /// `%r` of a loop.
    @TestFactory
    Stream<DynamicTest> loops() {
        return Stream.of(
                gives("%r = for %i in 0..3 { yield collect %i } : i64[3]", Tensor.wholes(i64(3), k -> k)),
                gives("%r = for %i in 0..3 down { yield collect %i } : i64[3]", Tensor.wholes(i64(3), k -> k)),
                gives("%z = const 7 : i64 %r = for %i in 0..3 down carry(%c = %z) { yield carry %i } : i64",
                Tensor.of(0L)), gives("%z = const 7 : i64 %r = for %i in 0..0 carry(%c = %z) { yield carry %i } : i64",
                Tensor.of(7L)), gives("%b = const 2 : i64 %r = for %i in 0..3 until %b { yield sum %i } : i64",
                Tensor.of(1L)), gives("%b = const -2 : i64 %r = for %i in 0..3 until %b { yield sum %i } : i64",
                Tensor.of(0L)), gives("%r = for %i in 0..2 { %x = index %m, %i : f64[3] yield sum %x } : f64[3]",
                        f64(List.of(3), 5, 7, 9)),
                gives("%r = for %i in 0..0 { yield max %i } : i64", Tensor.of(Long.MIN_VALUE)),
                gives("%r = for %i in 0..0 { %x = cast f64 %i : f64 yield min %x } : f64", Tensor.of(INF)),
                gives("%r = for %i in 0..0 { %x = cast f64 %i : f64 yield prod %x } : f64", Tensor.of(1.0)),
                gives("%t = const true : bool %r = for %i in 0..0 { yield all %t } : bool", Tensor.of(true)),
                gives("%t = const true : bool %r = for %i in 0..0 { yield any %t } : bool", Tensor.of(false)));
    }

    /// Maxima and minima of {2, 5, 5, 1, 1}, upwards and downwards, and with a NaN in the middle.
    @Test
    void theFirstOfEqualsWinsAndNanStays() {
        assertEquals(List.of(Tensor.of(5.0), Tensor.of(1L), Tensor.of(1.0), Tensor.of(3L)), extrema("", 2, 5, 5, 1, 1));
        assertEquals(List.of(Tensor.of(5.0), Tensor.of(2L), Tensor.of(1.0), Tensor.of(4L)),
                extrema("down", 2, 5, 5, 1, 1));
        double nan = Double.NaN;
        assertEquals(List.of(Tensor.of(nan), Tensor.of(2L), Tensor.of(nan), Tensor.of(2L)),
                extrema("", 2, 5, nan, nan, 9));
        assertEquals(List.of(Tensor.of(-INF), Tensor.of(0L), Tensor.of(-INF), Tensor.of(0L)),
                extrema("", -INF, -INF, -INF, -INF, -INF));
    }

    private static List<Tensor> extrema(String direction, double... values) {
        return Interpreter.call(program("""
                func @f(%v: f64[5]) -> (a: f64, b: i64, c: f64, d: i64) {
                  %a, %b, %c, %d = for %i in 0..5 DIRECTION {
                    %x = index %v, %i : f64
                    yield max %x, argmax %x, min %x, argmin %x
                  } : f64, i64, f64, i64
                  return %a, %b, %c, %d
                }
                """.replace("DIRECTION", direction)), "f", List.of(Tensor.of(values)));
    }

    @Test
    void f32SumsRoundAfterEachAddition() {
        Program program = program("""
                func @f(%v: f32[4]) -> (a: f32, b: f32, c: f32) {
                  %a = reduce sum [0] %v : f32
                  %b = for %i in 0..4 { %x = index %v, %i : f32 yield sum %x } : f32
                  %one = const {1, 1, 1, 1} : f32[4]
                  %c = dot [0=0] %v, %one : f32
                  return %a, %b, %c
                }
                """);
        Tensor v = Tensor.view(Type.of(ElementType.F32, 4), new float[] {1e8f, 3, 3, -1e8f});
        float expected = 1e8f + 3 + 3 - 1e8f;
        assertEquals(0f, expected);
        Interpreter.call(program, "f", List.of(v)).forEach(sum -> assertEquals(expected, sum.floats()[0]));
    }

    @Test
    void onlyTheTakenBranchRuns() {
        Program program = program("""
                func @f(%i: i64) -> i64 {
                  %zero = const 0 : i64
                  %c = eq %i, %zero : bool
                  %r = if %c { yield %zero } else { %q = div %i, %i : i64 yield %q } : i64
                  return %r
                }
                """);
        assertEquals(List.of(Tensor.of(0L)), Interpreter.call(program, "f", List.of(Tensor.of(0L))));
        assertEquals(List.of(Tensor.of(1L)), Interpreter.call(program, "f", List.of(Tensor.of(9L))));
    }

    @Test
    void aWhileRunsUntilItsConditionIsFalse() {
        Program program = program("""
                func @collatz(%n: i64) -> i64 {
                  %zero = const 0 : i64  %one = const 1 : i64  %two = const 2 : i64  %three = const 3 : i64
                  %end, %steps = while (%a = %n, %b = %zero) { %more = ne %a, %one : bool yield %more } do (%x, %s) {
                    %odd = rem %x, %two : i64
                    %even = eq %odd, %zero : bool
                    %next = if %even { %h = div %x, %two : i64 yield %h }
                      else { %t = mul %x, %three : i64 %u = add %t, %one : i64 yield %u } : i64
                    %t = add %s, %one : i64
                    yield %next, %t
                  } : i64, i64
                  return %steps
                }
                """);
        assertEquals(List.of(Tensor.of(111L)), Interpreter.call(program, "collatz", List.of(Tensor.of(27L))));
    }

    @Test
    void faultsOfTheDataNameThePlaceInTheText() {
        assertTrap("a.mg:2:7: error: index 3 is out of range 0..2", "%r = index %v, %i : f64", 3);
        assertTrap("a.mg:2:7: error: index -1 is out of range 0..2", "%r = index %v, %i : f64", -1);
        assertTrap("a.mg:2:7: error: index 2 is out of range 0..1", "%r = place %v, %i : f64[2,3]", 2);
        assertTrap("a.mg:2:7: error: index 2 is out of range 0..1", "%r = gather %m, %i : f64[3]", 2);
        assertTrap("a.mg:2:7: error: index 4 is out of range 0..3", "%r = scatter_add %v, %i : f64[4,3]", 4);
        assertTrap("a.mg:2:7: error: index 0 is out of range: the axis is empty", "%r = scatter_add %v, %i : f64[0,3]",
                0);
        assertTrap("a.mg:2:7: error: integer division by zero", "%r = div %i, %i : i64", 0);
        assertTrap("a.mg:2:7: error: integer division by zero", "%r = rem %i, %i : i64", 0);
        assertTrap("a.mg:2:7: error: index 6 is out of range 0..5",
                "%r = for %k in 0..5 until %i { yield sum %k } : i64", 6);
    }

    private static void assertTrap(String message, String instruction, long i) {
        String type = instruction.substring(instruction.lastIndexOf(": ") + 2);
        Program program = program("func @f(%m: f64[2,3], %v: f64[3], %i: i64) -> " + type + " { " + instruction
                + " at \"a.mg\":2:7+1 return %r }");
        Trap trap = assertThrows(Trap.class, () -> Interpreter.call(program, "f", List.of(
                f64(List.of(2, 3), 1, 2, 3, 4, 5, 6), Tensor.of(1, 2, 3), Tensor.of(i))));
        assertEquals(message, trap.getMessage());
    }

    @Test
    void derivativesMustBeExpandedFirst() {
        Program program = program("""
                func @g(%x: f64) -> f64 { return %x }
                func @f(%x: f64) -> f64 { %y, %d = jvp @g [0](%x, %x) : f64, f64 return %d }
                """);
        assertEquals("jvp of @g must be expanded before it runs", assertThrows(IllegalArgumentException.class,
                () -> Interpreter.call(program, "f", List.of(Tensor.of(1.0)))).getMessage());
    }

    @Test
    void resultsShareNoArrayWithArgumentsOrConstants() {
        Program program = program("func @f(%x: f64[2]) -> (a: f64[2], b: f64[2]) { %c = const {1, 2} : f64[2] return %x, %c }");
        Tensor x = Tensor.of(3, 4);
        List<Tensor> first = Interpreter.call(program, "f", List.of(x));
        first.forEach(t -> t.doubles()[0] = 99);
        assertEquals(Tensor.of(3, 4), x);
        assertEquals(List.of(Tensor.of(3, 4), Tensor.of(1, 2)), Interpreter.call(program, "f", List.of(x)));
    }

    @Test
    void aHundredThousandFunctionsCallEachOther() {
        var text = new StringBuilder("func @f0(%x: f64) -> f64 { return %x }\n");
        for (int k = 1; k <= 100_000; k++) {
            text.append("func @f%d(%%x: f64) -> f64 { %%y = call @f%d(%%x) : f64 return %%y }%n".formatted(k, k - 1));
        }
        assertEquals(List.of(Tensor.of(2.0)),
                Interpreter.call(program(text.toString()), "f100000", List.of(Tensor.of(2.0))));
    }

    @Test
    void theBackendIsFoundAndEmitsTheProgram() {
        Backend backend = ServiceLoader.load(Backend.class).stream().map(ServiceLoader.Provider::get)
                .filter(b -> b.name().equals("interpreter")).findFirst().orElseThrow();
        Program program = program("func @f(%x: f64) -> f64 { return %x }");
        List<Artifact> artifacts = backend.emit(program, List.of("f"), "unit", Options.DEFAULT);
        assertEquals("unit.ir", artifacts.getFirst().name());
        assertEquals(program, Parser.parse("unit.ir", new String(artifacts.getFirst().content())));
        assertEquals("", backend.unavailable());
    }

    private static DynamicTest gives(String instructions, Tensor expected) {
        return DynamicTest.dynamicTest(instructions, () -> {
            Program program = program("func @f(%m: f64[2,3], %v: f64[3]) -> " + expected.type() + " { " + instructions
                    + " return %r }");
            assertEquals(List.of(expected), Interpreter.call(program, "f", List.of(
                    f64(List.of(2, 3), 1, 2, 3, 4, 5, 6), Tensor.of(1, 2, 3))));
        });
    }

    private static Program program(String text) {
        Program program = Parser.parse("test.ir", text);
        Verifier.check(program);
        return program;
    }

    private static Tensor f64(List<Integer> shape, double... values) {
        return Tensor.view(new Type(ElementType.F64, shape), values);
    }

    private static Type i64(int n) {
        return Type.of(ElementType.I64, n);
    }
}
