package mg.passes.loops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import mg.ir.Options;
import mg.ir.Parser;
import mg.loops.LoopsPrinter;
import mg.passes.lower.Lowering;
import mg.testing.KernelParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZeroAdditionsTest {
    /// What becomes of steps with the arguments `%x`, `%y` and `%z` that make `%r`.
    private static String run(String steps) {
        String text = "func @f(%x: f64, %y: f64, %z: f64) -> (r: f64) {\n" + steps + "  return %r\n}\n";
        String found = LoopsPrinter.print(NumberScalars.run(DeadScalars.run(ZeroAdditions.run(
                Lowering.run(Parser.parse("test.ir", text).functions().getFirst(), Options.DEFAULT)))));
        return found.substring(found.indexOf("{\n") + 2, found.lastIndexOf("}"));
    }

    @Test
    void onlyTheFirstZeroOfASumStays() {
        assertEquals("""
                  let d3 = 0.0
                  let d4 = add d3, d0
                  let d5 = add d4, d1
                  let d6 = add d5, d2
                  r[0] = d6
                """, run("""
                  %0 = const 0.0 : f64
                  %1 = add %0, %x : f64
                  %2 = add %0, %1 : f64
                  %3 = add %0, %y : f64
                  %4 = add %2, %3 : f64
                  %5 = add %z, %0 : f64
                  %r = add %4, %5 : f64
                """));
    }

    /// `-0.0 + -0.0` is `-0.0`, `0.0 + -0.0` is not.
    @Test
    void oneOfTheZerosOfTwoTermsStays() {
        assertEquals("""
                  let d3 = 0.0
                  let d4 = add d3, d0
                  let d5 = add d4, d1
                  r[0] = d5
                """, run("""
                  %0 = const 0.0 : f64
                  %1 = add %0, %x : f64
                  %2 = add %0, %y : f64
                  %r = add %1, %2 : f64
                """));
    }

    @Test
    void zerosThatMayChangeSomethingStay() {
        for (String last : new String[] {"mul %1, %2", "sub %x, %1", "add %x, %1", "max %1, %2", "neg %1"}) {
            String found = run("""
                      %0 = const 0.0 : f64
                      %1 = add %0, %y : f64
                      %2 = add %0, %z : f64
                      %r = LAST : f64
                    """.replace("LAST", last));
            assertEquals(last.contains("%2")
                    ? 2
                    : 1, found.lines().filter(line -> line.contains("add d3, ")).count(), found);
        }
    }

    @Test
    void additionsOfMinusZeroAndOfOtherNumbersStay() {
        for (String number : new String[] {"-0.0", "1.0"}) {
            assertEquals("""
                      let d3 = NUMBER
                      let d4 = add d3, d0
                      let d5 = add d3, d1
                      let d6 = add d4, d5
                      r[0] = d6
                    """.replace("NUMBER", number), run("""
                      %0 = const NUMBER : f64
                      %1 = add %0, %x : f64
                      %2 = add %0, %y : f64
                      %r = add %1, %2 : f64
                    """.replace("NUMBER", number)));
        }
    }

    @Test
    void whatIsNeverMinusZeroIsItself() {
        for (String sure : new String[] {"exp %x", "abs %x", "sigmoid %x"}) {
            String found = run("""
                      %0 = const 0.0 : f64
                      %1 = SURE : f64
                      %2 = add %1, %0 : f64
                      %r = sin %2 : f64
                    """.replace("SURE", sure));
            assertFalse(found.contains("add"), found);
            assertTrue(run("""
                      %0 = const 0.0 : f64
                      %1 = sin %x : f64
                      %2 = add %1, %0 : f64
                      %r = sin %2 : f64
                    """).contains("add"));
        }
    }

    /// What a loop adds to a total and to elements that begin with zero.
    @Test
    void totalsAndElementsThatBeginWithZeroNeedNoOther() {
        String loop = """
                  %0 = const 0.0 : f64
                  %1, %2 = for %3 in 0..9 {
                    %4 = cast f64 %3 : f64
                    %5 = mul %4, %x : f64
                    %6 = add %0, %5 : f64
                    %7 = place %6, %3 : f64[9]
                    yield KIND %6, sum %7
                  } : f64, f64[9]
                  %8 = const 3 : i64
                  %9 = index %2, %8 : f64
                  %r = mul %1, %9 : f64
                """;
        String found = run(loop.replace("KIND", "sum"));
        assertFalse(found.contains("add"), found);
        found = run(loop.replace("KIND", "max"));
        assertTrue(found.contains("add"), found);
    }

    /// Statements with `d4` that is zero, and what they become.
    private static void turns(String body, String after) {
        String kernel = """
                kernel f(x: f64[8], d0: f64, d1: f64, b2: bool, i3: i64) -> (t: f64[8]) {
                  let d4 = 0.0
                %s}
                """;
        assertEquals(kernel.formatted(lines(after)),
                LoopsPrinter.print(ZeroAdditions.run(KernelParser.parse(kernel.formatted(lines(body))))));
    }

    private static String lines(String body) {
        return body.replace("; ", "\n").indent(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        // less than nothing is known of may be -0.0, and so may be what is chosen or converted from such
        "let d5 = exp d0; let d6 = sub d1, d5; let d7 = add d6, d4; t[0] = d7",
        "let d5 = exp d0; let d6 = select b2, d5, d1; let d7 = add d6, d4; t[0] = d7",
        "let d5 = exp d0; let d6 = select b2, d1, d5; let d7 = add d6, d4; t[0] = d7",
        "let f5 = f32(d0); let d6 = f64(f5); let d7 = add d6, d4; t[0] = d7",
        // totals and elements that are not only added to
        "let d5 = 0.0; d5 prod= d0; let d6 = add d1, d4; d5 sum= d6; t[0] = d5",
        "let d5 = 0.0; d5 = d0; let d6 = add d1, d4; d5 sum= d6; t[0] = d5",
        "let d5 = -0.0; let d6 = add d1, d4; d5 sum= d6; t[0] = d5",
        "fill t[0] for 8 = d4; t[0] = d0; let d6 = add d1, d4; t[0] += d6",
        "fill t[0] for 8 = d4; copy t[0] for 8 = x[0]; let d6 = add d1, d4; t[0] += d6",
        "fill t[0] for 8 = d0; let d6 = add d1, d4; t[0] += d6",
        // what changes afterwards
        "let d5 = 0.0; let d6 = add d4, d5; d5 sum= d1; t[0] = d6",
    })
    void whatMayBeMinusZeroOrChangeStays(String body) {
        turns(body, body);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "let d5 = exp d0; let d6 = sub d5, d1; let d7 = add d6, d4; t[0] = d7 |"
                + "let d5 = exp d0; let d6 = sub d5, d1; let d7 = add d6, d4; t[0] = d6",
        "let d5 = exp d0; let d6 = select b2, d5, d4; let d7 = add d6, d4; t[0] = d7 |"
                + "let d5 = exp d0; let d6 = select b2, d5, d4; let d7 = add d6, d4; t[0] = d6",
        "let d5 = f64(i3); let d6 = add d5, d4; t[0] = d6 | let d5 = f64(i3); let d6 = add d5, d4; t[0] = d5",
        "fill t[0] for 8 = d4; copy t[0] for 8 += x[0]; let d6 = add d1, d4; t[0] += d6 |"
                + "fill t[0] for 8 = d4; copy t[0] for 8 += x[0]; let d6 = add d1, d4; t[0] += d1",
    })
    void whatIsMadeOfWhatIsNeverMinusZeroIsNot(String body, String after) {
        turns(body, after);
    }
}
