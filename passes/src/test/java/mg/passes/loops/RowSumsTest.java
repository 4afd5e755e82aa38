package mg.passes.loops;

import static org.junit.jupiter.api.Assertions.assertEquals;

import mg.ir.Options;
import mg.loops.LoopsPrinter;
import mg.testing.KernelParser;
import org.junit.jupiter.api.Test;

class RowSumsTest {
    private static final String PAIRS = """
            for i1 in 0..32 {
              for i2 in 0..32 {
                let d3 = x[i2]
                y[2*i1] += d3
                y[2*i1 + 1] += d0
                y[2*i2] += d3
              }
            }
            """;

    private static String kernel(String body) {
        return "kernel f(x: f64[64], n: i64[64], d0: f64) -> (y: f64[64], z: i64[64]) {\n" + body.indent(2) + "}\n";
    }

    private static void turns(Options options, String before, String after) {
        assertEquals(kernel(after),
                LoopsPrinter.print(RowSums.run(KernelParser.parse(kernel(before)), options)));
    }

    private static void keeps(String body) {
        turns(Options.DEFAULT, body, body);
    }

    /// The row of the inner loop's index moves, and may be the same one.
    @Test
    void whatAnIterationAddsToItsRowIsAddedUpFirst() {
        turns(Options.DEFAULT, PAIRS, """
                buffer t4: f64[2] at 0
                for i1 in 0..32 {
                  let d4 = -0.0
                  fill t4[0] for 2 = d4
                  for i2 in 0..32 {
                    let d3 = x[i2]
                    t4[0] += d3
                    t4[1] += d0
                    y[2*i2] += d3
                  }
                  copy y[2*i1] for 2 += t4[0]
                }
                """);
    }

    @Test
    void theOrderOfRealsStaysWhereItHasTo() {
        turns(new Options(true), PAIRS, PAIRS);
    }

    @Test
    void theOrderOfIntegersNeverHasTo() {
        turns(new Options(true), """
                for i1 in 0..64 {
                  for i2 in 0..32 {
                    let i3 = n[i2]
                    z[i1] += i3
                  }
                }
                """, """
                buffer t4: i64[1] at 0
                for i1 in 0..64 {
                  let i4 = 0
                  fill t4[0] for 1 = i4
                  for i2 in 0..32 {
                    let i3 = n[i2]
                    t4[0] += i3
                  }
                  copy z[i1] for 1 += t4[0]
                }
                """);
    }

    @Test
    void aBufferThatIsReadOrSetStays() {
        keeps(PAIRS.replace("let d3 = x[i2]", "let d3 = y[i2]"));
        keeps(PAIRS.replace("y[2*i2] +=", "y[2*i2] ="));
    }

    @Test
    void whatEveryIterationAddsToStays() {
        keeps(PAIRS.replace("2*i1 + 1", "1").replace("2*i1", "0"));
    }

    @Test
    void aRowThatIsAddedToSeldomStays() {
        keeps(PAIRS.replace("i2 in 0..32", "i2 in 0..7"));
    }

    /// Neighbouring rows have elements in common.
    @Test
    void rowsThatOverlapStay() {
        keeps(PAIRS.replace("2*i1", "i1"));
    }

    /// The position would be another when the iteration ends.
    @Test
    void aRowAtAPositionThatChangesStays() {
        keeps("let i5 = 0\n" + PAIRS.replace("2*i1", "2*i1 + i5").replace("  for i2", "  i5 = i1\n  for i2"));
    }

    @Test
    void aRowThatALoopOfUnknownLengthAddsToStays() {
        keeps(PAIRS.replace("i2 in 0..32", "i2 in 0..32 until i1"));
    }
}
