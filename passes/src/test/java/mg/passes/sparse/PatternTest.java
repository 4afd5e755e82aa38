package mg.passes.sparse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import mg.ir.DiagnosticException;
import mg.ir.ElementType;
import mg.ir.Program;
import mg.ir.Tensor;
import mg.ir.Type;
import org.junit.jupiter.api.Test;

/// What is found of patterns without running a program.
class PatternTest {
    /// The pattern of the first result of `@f` by its first argument: a line of `x` and `.` for each row.
    private static List<String> pattern(String text, Map<Integer, Tensor> known) {
        Program program = Dense.parse(text);
        Pattern pattern = Pattern.of(program, "f", 0, 0, known);
        var shown = new char[pattern.rows()][];
        IntStream.range(0, pattern.rows()).forEach(k -> shown[k] = ".".repeat(pattern.columns()).toCharArray());
        pattern.forEach((row, column) -> shown[row][column] = 'x');
        return IntStream.range(0, shown.length).mapToObj(k -> new String(shown[k])).toList();
    }

    private static void pattern(String text, String... rows) {
        assertEquals(List.of(rows), pattern(text, Map.of()));
    }

    /// `@f(%x: f64[4])` of a list that ends with the result `%y`.
    private static String of(String type, String list) {
        return "func @f(%x: f64[4]) -> " + type + " {\n%o = const 1 : i64\n%z = const 0 : i64\n" + list
                + "\nreturn %y\n}";
    }

    @Test
    void elementsOfAnArrayAreKeptApart() {
        pattern(of("f64[4]", "%y = exp %x : f64[4]"), "x...", ".x..", "..x.", "...x");
        pattern(of("f64[4]", "%r = slice [1:3:1] %x : f64[2]\n%y = concat [0] %r, %r : f64[4]"), ".x..", "..x.",
                ".x..", "..x.");
        pattern(of("f64[2,2]", "%r = reshape %x : f64[2,2]\n%y = transpose [1,0] %r : f64[2,2]"), "x...", "..x.",
                ".x..", "...x");
        pattern(of("f64[5]", "%r = slice [0:4:2] %x : f64[2]\n%y = pad [1::2] %r : f64[5]"), "....", "x...", "....",
                "..x.", "....");
        pattern(of("f64[2,2]", "%r = slice [2:4:1] %x : f64[2]\n%y = broadcast [1] %r : f64[2,2]"), "..x.", "...x",
                "..x.", "...x");
    }

    @Test
    void whatHasNoDerivativeDependsOnNothing() {
        pattern(of("f64[4]", "%y = floor %x : f64[4]"), "....", "....", "....", "....");
        pattern(of("f64[4]", "%y = stop_gradient %x : f64[4]"), "....", "....", "....", "....");
        pattern(of("f64[4]", "%c = cast i64 %x : i64[4]\n%y = cast f64 %c : f64[4]"), "....", "....", "....", "....");
        pattern(of("f64", "%a = reduce argmax [0] %x : i64\n%y = cast f64 %a : f64"), "....");
        pattern(of("f64[4]", "%s = stop_gradient %x : f64[4]\n%y = mul %s, %x : f64[4]"), "x...", ".x..", "..x.",
                "...x");
    }

    @Test
    void systemsDependOnWhatEliminationReads() {
        String square = "%a = reshape %x : f64[2,2]\n";
        pattern(of("f64[2,2]", square + "%y = cholesky %a : f64[2,2]"), "x...", "....", "x.x.", "x.xx");
        String right = "%b = const {1.0, 2.0} : f64[2]\n";
        pattern(of("f64[2]", square + right + "%y = triangular_solve lower %a, %b : f64[2]"), "x...", "x.xx");
        pattern(of("f64[2]", square + right + "%y = triangular_solve upper %a, %b : f64[2]"), "xx.x", "...x");
        pattern(of("f64[2]", square + right + "%y = solve %a, %b : f64[2]"), "xxxx", "xxxx");
        String known = square + "%c = const {1.0, 0.0, 0.0, 2.0} : f64[2,2]\n";
        pattern(of("f64[2,2]", known + "%y = triangular_solve upper %c, %a : f64[2,2]"), "x...", ".x..", "..x.",
                "...x");
        pattern(of("f64[2,2]", known + "%y = solve %c, %a : f64[2,2]"), "x.x.", ".x.x", "x.x.", ".x.x");
    }

    @Test
    void loopsRunWithTheirVariableKnown() {
        pattern(of("f64[3]", """
                %y = for %i in 0..3 {
                  %j = add %i, %o : i64
                  %a = index %x, %i : f64
                  %b = index %x, %j : f64
                  %c = mul %a, %b : f64
                  yield collect %c
                } : f64[3]"""), "xx..", ".xx.", "..xx");
        pattern(of("f64[4]", """
                %s0 = const 0x0p0 : f64
                %y, %s = for %i in 0..4 down carry(%t = %x) {
                  %a = index %t, %i : f64
                  %b = index %t, %z : f64
                  %c = add %a, %b : f64
                  %p = place %c, %i : f64[4]
                  %n = add %t, %p : f64[4]
                  yield carry %n, sum %a
                } : f64[4], f64"""), "x...", "xx..", "x.x.", "x..x");
    }

    @Test
    void reductionsAndExtremesDependOnAll() {
        for (String kind : List.of("sum", "prod", "max", "min")) {
            pattern(of("f64[2]", "%r = reshape %x : f64[2,2]\n%y = reduce " + kind + " [0] %r : f64[2]"), "x.x.",
                    ".x.x");
            pattern(of("f64", "%y = for %i in 0..3 {\n%a = index %x, %i : f64\nyield " + kind + " %a\n} : f64"),
                    "xxx.");
        }
    }

    @Test
    void aBranchOnSomethingKnownIsOneSide() {
        String chosen = """
                %y = for %i in 0..3 {
                  %c = lt %i, %o : bool
                  %v = if %c {
                    %a = index %x, %i : f64
                    yield %a
                  } else {
                    %l = const 3 : i64
                    %b = index %x, %l : f64
                    yield %b
                  } : f64
                  yield collect %v
                } : f64[3]""";
        pattern(of("f64[3]", chosen), "x...", "...x", "...x");
        pattern(of("f64[3]", chosen.replace("%c = lt %i, %o : bool",
                "%q = index %x, %o : f64\n%w = index %x, %z : f64\n%c = lt %q, %w : bool")),
                "x..x", ".x.x", "..xx");
    }

    @Test
    void selectsTakeTheSideThatIsKnown() {
        String list = """
                %i = iota 4 : i64[4]
                %os = broadcast [] %o : i64[4]
                %c = lt %os, %i : bool[4]
                %q = neg %x : f64[4]
                %r = broadcast [] %l : f64[4]
                %y = select %c, %q, %r : f64[4]""";
        pattern(of("f64[4]", "%l = index %x, %z : f64\n" + list), "x...", "x...", "..x.", "...x");
    }

    @Test
    void unknownPositionsMayBeAny() {
        String text = """
                func @f(%x: f64[3], %k: i64) -> f64[2] {
                  %z = const 0 : i64
                  %a = index %x, %k : f64
                  %b = index %x, %z : f64
                  %p = place %a, %z : f64[2]
                  %c = mul %b, %b : f64
                  %o = const 1 : i64
                  %q = place %c, %o : f64[2]
                  %y = add %p, %q : f64[2]
                  return %y
                }""";
        assertEquals(List.of("xxx", "x.."), pattern(text, Map.of()));
        assertEquals(List.of(".x.", "x.."), pattern(text, Map.of(1, Tensor.of(1L))));
        String gather = """
                func @f(%x: f64[3,2], %k: i64[2], %v: i64) -> f64[3,2] {
                  %g = gather %x, %k : f64[2,2]
                  %y = scatter_add %g, %k : f64[3,2]
                  return %y
                }""";
        assertEquals(List.of("......", "......", "......", "......", "....x.", ".....x"),
                pattern(gather, Map.of(1, Tensor.wholes(Type.of(ElementType.I64, 2), _ -> 2))));
        assertEquals(List.of("x.x.x.", ".x.x.x", "x.x.x.", ".x.x.x", "x.x.x.", ".x.x.x"), pattern(gather, Map.of()));
        String row = """
                func @f(%x: f64[2,3], %k: i64) -> f64 {
                  %o = const 1 : i64
                  %y = index %x, %k, %o : f64
                  return %y
                }""";
        assertEquals(List.of(".x..x."), pattern(row, Map.of()));
    }

    @Test
    void loopsOfUnknownLengthMayEndAnywhere() {
        String text = """
                func @f(%x: f64[4], %n: i64) -> f64 {
                  %z = const 0 : i64
                  %s = index %x, %z : f64
                  %y = for %i in 0..3 DIRECTION until %n carry(%t = %s) {
                    %a = index %x, %i : f64
                    yield carry %a
                  } : f64
                  return %y
                }""";
        assertEquals(List.of("xxx."), pattern(text.replace("DIRECTION ", ""), Map.of()));
        assertEquals(List.of(".x.."), pattern(text.replace("DIRECTION ", ""), Map.of(1, Tensor.of(2L))));
        assertEquals(List.of("x..."), pattern(text.replace("DIRECTION ", ""), Map.of(1, Tensor.of(-2L))));
        assertEquals(List.of("xxx."), pattern(text.replace("DIRECTION", "down"), Map.of()));
        assertEquals(List.of("x..."), pattern(text.replace("DIRECTION", "down"), Map.of(1, Tensor.of(3L))));
    }

    @Test
    void whileLoopsGoOnUntilNothingIsNew() {
        String loop = """
                %h = const 0x1p0 : f64
                %a = index %x, %z : f64
                %b = index %x, %o : f64
                %u, %v = while (%p = %a, %q = %b) {
                  %c = lt %p, %h : bool
                  yield %c
                } do (%p = %a, %q = %b) {
                  %n = add %p, %p : f64
                  yield %q, %n
                } : f64, f64
                """;
        String both = "%y0 = place %u, %z : f64[2]\n%y1 = place %v, %o : f64[2]\n%y = add %y0, %y1 : f64[2]";
        String text = of("f64[2]", loop.replace("do (%p = %a, %q = %b)", "do (%p, %q)") + both);
        pattern(text, "xx..", "xx..");
        pattern(of("f64", """
                %t = const 3 : i64
                %a = index %x, %z : f64
                %k, %y = while (%i = %z, %s = %a) {
                  %c = lt %i, %t : bool
                  yield %c
                } do (%i, %s) {
                  %n = add %i, %o : i64
                  %b = index %x, %i : f64
                  %m = mul %b, %b : f64
                  yield %n, %m
                } : i64, f64"""), "..x.");
    }

    @Test
    void productsOfMatricesKeepRowsApartAndLeaveOutZeros() {
        pattern(of("f64[2]", """
                %A = reshape %x : f64[2,2]
                %v = const {0x1p0, 0x1p1} : f64[2]
                %y = dot [1=0] %A, %v : f64[2]"""), "xx..", "..xx");
        pattern(of("f64[3]", """
                %A = const {0, 1, 0, 2, 3, 0, 0, 0, 0, 0, 0, nan} : f64[3,4]
                %y = dot [1=0] %A, %x : f64[3]"""), ".x.x", "x...", "...x");
        pattern(of("f64[2,2]", """
                %A = reshape %x : f64[2,2]
                %y = dot [1=0] %A, %A : f64[2,2]"""), "xxx.", "xx.x", "x.xx", ".xxx");
        pattern(of("f64[2]", """
                %A = reshape %x : f64[2,2]
                %B = const {1, 0, 0, 1} : f64[2,2]
                %y = dot [1=1] batch [0=0] %A, %B : f64[2]"""), "x...", "...x");
        pattern(of("f64[2]", """
                %A = reshape %x : f64[2,2]
                %B = const {1, 0, 0, 1} : f64[2,2]
                %y = dot [1=1] batch [0=0] %B, %A : f64[2]"""), "x...", "...x");
        pattern(of("f64[4]", """
                %B = const {1, 0, 0, 1} : f64[4]
                %y = mul %B, %x : f64[4]"""), "x...", "....", "....", "...x");
    }

    @Test
    void callsAreFollowedAndDerivativesHavePatternsToo() {
        String chain = """
                func @energy(%x: f64[4]) -> f64 {
                  %o = const 1 : i64
                  %y = for %i in 0..3 {
                    %j = add %i, %o : i64
                    %a = index %x, %i : f64
                    %b = index %x, %j : f64
                    %s = sin %a : f64
                    %c = mul %s, %b : f64
                    yield sum %c
                  } : f64
                  return %y
                }
                """;
        String gradient = """
                func @f(%x: f64[4]) -> f64[4] {
                  %o = const 1 : f64
                  %v, %g = vjp @energy [0](%x, %o) : f64, f64[4]
                  return %g
                }""";
        pattern(chain + gradient, "xx..", "xxx.", ".xxx", "..x.");
        pattern(chain + "func @f(%x: f64[4]) -> f64 {\n%y = call @energy(%x) : f64\nreturn %y\n}", "xxxx");
        pattern(chain.replace("%b = index %x, %j : f64", "%b0 = index %x, %j : f64\n%b = stop_gradient %b0 : f64")
                + gradient,
                "x...", ".x..", "..x.", "....");
    }

    @Test
    void statedDerivativesCountInsteadOfLists() {
        String call = """
                func @f(%x: f64[3], %k: i64) -> f64[3] {
                  %y, %n = call @g(%x, %k) : f64[3], i64
                  %z = exp %y : f64[3]
                  return %z
                }
                """;
        String g = """
                func @g(%x: f64[3], %k: i64) -> (y: f64[3], n: i64) {
                  %y = round %x : f64[3]
                  return %y, %k
                }
                """;
        String tangent = """
                func @g.tangent(%x: f64[3], %k: i64, %d: f64[3]) -> f64[3] {
                  %s = slice [0:1:1] %d : f64[1]
                  %t = pad [1::1] %s : f64[3]
                  %y = add %d, %t : f64[3]
                  return %y
                }
                """;
        String pullback = tangent.replace("tangent", "pullback")
                .replace("[0:1:1]", "[1:2:1]")
                .replace("[1::1]", "[0::1]");
        pattern(g + call, "...", "...", "...");
        pattern(g + tangent + call, "x..", "xx.", "..x");
        pattern(g + pullback + call, "x..", "xx.", "..x");
        pattern((g + pullback).replace("@g", "@f"), "x..", "xx.", "..x");
        pattern("""
                func @f(%x: f64[2]) -> f64[2] {
                  %y = neg %x : f64[2]
                  return %y
                }
                func @f.tangent(%x: f64[2], %d: f64[2]) -> f64[2] {
                  %y = call @f(%d) : f64[2]
                  return %y
                }
                """, "x.", ".x");
    }

    @Test
    void emptyAndScalarArgumentsHavePatterns() {
        pattern("func @f(%x: f64[0]) -> f64[0] {\n%y = exp %x : f64[0]\nreturn %y\n}");
        pattern("func @f(%x: f64) -> f64 {\n%y = exp %x : f64\nreturn %y\n}", "x");
        pattern("func @f(%x: f64[0]) -> f64 {\n%y = reduce sum [0] %x : f64\nreturn %y\n}", "");
        assertThrows(DiagnosticException.class,
                () -> pattern("func @f(%x: i64) -> f64 {\n%y = cast f64 %x : f64\nreturn %y\n}"));
    }

    @Test
    void longLoopsAreSummarised() {
        pattern(of("f64[4]", """
                %y = for %i in 0..1000000000000 carry(%t = %x) {
                  %a = index %t, %z : f64
                  %b = index %t, %o : f64
                  %p = place %a, %o : f64[4]
                  %l = const 2 : i64
                  %q = place %b, %l : f64[4]
                  %n0 = add %p, %q : f64[4]
                  %n = add %n0, %t : f64[4]
                  yield carry %n
                } : f64[4]"""), "x...", "xx..", "xxx.", "...x");
    }

    @Test
    void aLoopOverAHundredThousandElementsTakesSeconds() {
        int n = 100_000;
        String text = """
                func @f(%x: f64[N]) -> (y: f64[N], s: f64[N]) {
                  %o = const 1 : i64
                  %l = const LAST : i64
                  %z = const 0 : i64
                  %y, %s = for %i in 0..N carry(%t = %x) {
                    %i0 = sub %i, %o : i64
                    %i1 = add %i, %o : i64
                    %j = max %i0, %z : i64
                    %k = min %i1, %l : i64
                    %a = index %x, %j : f64
                    %b = index %x, %k : f64
                    %d = index %x, %i : f64
                    %c = mul %a, %b : f64
                    %e = add %c, %d : f64
                    %p = place %e, %i : f64[N]
                    yield carry %t, sum %p
                  } : f64[N], f64[N]
                  return %s, %y
                }""".replace("N", String.valueOf(n)).replace("LAST", String.valueOf(n - 1));
        Pattern pattern = Pattern.of(Dense.parse(text), "f", 0, 0, Map.of());
        assertEquals(3L * n - 2, pattern.count());
    }
}
