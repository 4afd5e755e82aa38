package mg.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class ParserTest {
    @Test
    void theExampleOfThePackagePageIsReadAndPrintedBack() {
        String text = """
                param @W : f64[50,784] = uniform(-0x1.999999999999ap-5, 0x1.999999999999ap-5)

                func @loss(param %W: f64[50,784], %x: f64[784], %label: i64) -> (value: f64, best: i64) {
                  %3 = dot [1=0] %W, %x : f64[50]
                  %4 = relu %3 : f64[50]
                  %5 = const 0x1.8p1 : f64
                  %6 = const {1, 2, 3} : i64[3]
                  %7, %8, %9 = for %10 in 0..50 carry(%11 = %5) {
                    %12 = index %4, %10 : f64
                    %13 = mul %11, %12 : f64
                    yield carry %13, sum %12, argmax %12
                  } : f64, f64, i64
                  %14 = reduce sum [0] %4 : f64
                  return %14, %9
                }
                """;
        Program program = Parser.parse("example.ir", text);
        Verifier.check(program);
        assertEquals(text, Printer.print(program));
    }

    @Test
    void everyOperationWithAttributesIsReadAndPrintedBack() {
        String text = """
                func @f(%x: f64[3,4], %i: i64, %c: bool) -> f64 {
                  %3 = dot [1=1] batch [0=0] %x, %x : f64[3]
                  %4 = dot [] %i, %i : i64
                  %5 = broadcast [0,2] %x : f64[3,5,4]
                  %6 = transpose [1,0] %x : f64[4,3]
                  %7 = slice [0:3:2, 1:3:1] %x : f64[2,2]
                  %8 = pad [0::2, 1::1] %7 : f64[9,5]
                  %9 = concat [0] %x, %x, %x : f64[9,4]
                  %10 = index %x, %i : f64[4]
                  %11 = place %10, %i : f64[7,4]
                  %12 = iota 3 : i64[3]
                  %13 = gather %x, %12 : f64[3,4]
                  %14 = scatter_add %13, %12 : f64[5,4]
                  %15 = reshape %x : f64[12]
                  %16 = cast f32 %15 : f32[12]
                  %17 = stop_gradient %16 : f32[12]
                  %18 = const {nan, inf, -inf, -0x0.0p0} : f32[4]
                  %19 = const true : bool
                  %20 = const {} : bool[0]
                  %21 = for %22 in 0..10 down until %i carry(%23 = %i) {
                    yield carry %23
                  } : i64
                  for %24 in 0..2 {
                    yield
                  }
                  %25 = while (%26 = %i) {
                    yield %c
                  } do (%27) {
                    yield %27
                  } : i64
                  %28 = if %c {
                    yield %x
                  } else {
                    yield %x
                  } : f64[3,4]
                  %29 = call @g(%i) : i64 at "two words.mg":12:3+4
                  %30, %31 = vjp @h [0](%x, %x) : f64[3,4], f64[3,4]
                  %32, %33 = jvp @h [0](%x, %x) : f64[3,4], f64[3,4]
                  %34 = const 0x1.0p0 : f64
                  return %34
                }

                func @g(%i: i64) -> i64 {
                  return %i
                }

                func @h(%x: f64[3,4]) -> f64[3,4] {
                  return %x
                }
                """;
        Program program = Parser.parse("all.ir", text);
        Verifier.check(program);
        assertEquals(text, Printer.print(program));
    }

    @Test
    void valuesMayHaveAnyNamesAndNumbersAreInDecimal() {
        Program named = Parser.parse("a.ir", """
                // A comment.
                func @f(%x: f64) -> f64 {
                  %half = const 0.5 : f64 // another
                  %big = const -1e3 : f64
                  %99 = mul %half, %x : f64   %y = add %99, %big : f64
                  return %y
                }
                """);
        assertEquals("""
                func @f(%x: f64) -> f64 {
                  %1 = const 0x1.0p-1 : f64
                  %2 = const -0x1.f4p9 : f64
                  %3 = mul %1, %x : f64
                  %4 = add %3, %2 : f64
                  return %4
                }
                """, Printer.print(named));
    }

    @Test
    void siblingListsMayUseTheSameNames() {
        Program program = Parser.parse("a.ir", """
                func @f(%c: bool, %x: f64) -> f64 {
                  %r = if %c { %t = neg %x : f64 yield %t } else { %t = abs %x : f64 yield %t } : f64
                  return %r
                }
                """);
        assertEquals(Tensor.of(-2.0),
                Interpreter.call(program, "f", List.of(Tensor.of(true), Tensor.of(2.0))).getFirst());
    }

    @Test
    void severalErrorsAreReportedInTheOrderOfTheText() {
        assertEquals("""
                bad.ir:2:8: error: unknown operation 'sni'
                    %y = sni %x : f64
                         ^^^
                  did you mean 'sin'?
                bad.ir:6:8: error: add takes operands of one type, not f64 and i64
                    %y = add %x, %k : f64
                         ^^^
                bad.ir:7:12: error: '%xx' is not defined here
                    %z = mul %xx, %y : f64
                             ^^^
                  did you mean '%x'?
                bad.ir:8:8: error: mul gives f64, not f32
                    %w = mul %x, %x : f32
                         ^^^
                bad.ir:9:8: error: there is no function '@gg'
                    %v = call @gg(%x) : f64
                         ^^^^
                  did you mean '@g'?""", errors("""
                func @f(%x: f64) -> f64 {
                  %y = sni %x : f64
                  return %y
                }
                func @g(%x: f64, %k: i64) -> f64 {
                  %y = add %x, %k : f64
                  %z = mul %xx, %y : f64
                  %w = mul %x, %x : f32
                  %v = call @gg(%x) : f64
                  return %v
                }
                """));
    }

    @Test
    void aCallIsCheckedAgainstAFunctionThatComesLater() {
        assertEquals("""
                bad.ir:2:8: error: call: takes [f64, i64], not [f64]
                    %y = call @g(%x) : f64
                         ^^^^""", errors("""
                func @f(%x: f64) -> f64 {
                  %y = call @g(%x) : f64
                  return %y
                }
                func @g(%x: f64, %k: i64) -> f64 {
                  return %x
                }
                """));
    }

    @Test
    void aValueOfAnEndedListIsNotDefined() {
        assertEquals("""
                bad.ir:3:10: error: '%t' is not defined here
                    return %t
                           ^^""", errors("""
                func @f(%c: bool, %xy: f64) -> f64 {
                  if %c { %t = neg %xy : f64 yield } else { yield }
                  return %t
                }
                """));
    }

    @Test
    void listsNestTwoHundredDeepAndNoDeeper() {
        Program program = Parser.parse("deep.ir", nested(200));
        Verifier.check(program);
        assertEquals(program, Parser.parse("deep.ir", Printer.print(program)));
        assertEquals(Tensor.of(3.0), Interpreter.call(program, "f", List.of(Tensor.of(3.0))).getFirst());
        String message = errors(nested(201)).lines().findFirst().orElseThrow();
        assertEquals("bad.ir:202:19: error: lists nest more than 200 deep", message);
        errors(nested(100_000));
    }

    private static String nested(int depth) {
        var text = new StringBuilder("func @f(%x: f64) -> f64 {\n");
        for (int k = 0; k < depth; k++) {
            text.append("for %i").append(k).append(" in 0..1 {\n");
        }
        return text.append("yield }\n".repeat(depth)).append("return %x\n}\n").toString();
    }

    @Test
    void brokenTextsAreErrorsNotCrashes() {
        String whole = """
                param @W : f64[2] = {1, -0x1.8p1}
                func @"f g"(param %W: f64[2], %"1": i64) -> (a: f64, "b c": f64) {
                  %y = const -1.5e3 : f64 at "s":1:2+3
                  %z = for %i in 0..2 down carry(%s = %y) { %t = index %W, %i : f64 yield carry %t } : f64
                  %u = slice [0:2:1] %W : f64[2]
                  return %y, %z
                }
                """;
        Parser.parse("whole.ir", whole);
        for (int end = 0; end < whole.length(); end++) {
            for (String text : List.of(whole.substring(0, end), whole.substring(0, end) + "§" + whole.substring(end),
                    whole.substring(0, end) + whole.substring(end + 1))) {
                try {
                    Parser.parse("broken.ir", text);
                } catch (DiagnosticException e) {
                    e.diagnostics().forEach(Diagnostic::render);
                }
            }
        }
    }

    @Test
    void whatIsMissingIsNamed() {
        assertFirst("bad.ir:1:20: error: ']' is missing before ')'", "func @f(%x: f64[2,3) -> f64 { return %x }");
        assertFirst("bad.ir:1:1: error: 'param' or 'func' is missing before 'hello'", "hello");
        assertFirst("bad.ir:1:5: error: a function '@name' is missing before the end of the text", "func");
        assertFirst("bad.ir:1:13: error: unknown type 'f46'", "func @f(%x: f46) -> f64 { return %x }");
        assertFirst("bad.ir:1:13: error: f64[99999, 99999] has more than 2147483647 elements",
                "func @f(%x: f64[99999,99999]) -> f64 { return %x }");
        assertFirst("bad.ir:1:38: error: the function returns [f64], not [i64]",
                "func @f(%x: f64) -> i64 {     return %x }");
        assertFirst("bad.ir:1:18: error: '%x' is defined already", "func @f(%x: f64, %x: f64) -> f64 { return %x }");
        assertFirst("bad.ir:1:32: error: '2.5' is not an integer of 64 bits",
                "func @f() -> i64 {  %a = const 2.5 : i64 return %a }");
        assertFirst("bad.ir:1:32: error: f64[2] has 2 elements, not 1",
                "func @f() -> i64 {  %a = const {1} : f64[2] return %a }");
    }

    private static void assertFirst(String expected, String text) {
        assertEquals(expected, errors(text).lines().findFirst().orElseThrow());
    }

    private static String errors(String text) {
        return assertThrows(DiagnosticException.class, () -> Parser.parse("bad.ir", text)).getMessage();
    }
}
