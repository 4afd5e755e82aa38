package mg.passes.loops;

import static org.junit.jupiter.api.Assertions.assertEquals;

import mg.ir.Options;
import mg.ir.Parser;
import mg.loops.Kernel;
import mg.loops.LoopsPrinter;
import mg.loops.Statement;
import mg.passes.lower.Lowering;
import org.junit.jupiter.api.Test;

/// What is known once short loops are written out, and what is not.
class FoldScalarsTest {
    /// `y_i = x_{k + 1}` for the first `k`, and `x_k` for the others.
    private static final String CHOICES = """
            func @f(%x: f64[4], %n: i64) -> (y: f64[2]) {
              %one = const 1 : i64
              %y = for %k in 0..2 {
                %c = lt %k, %one : bool
                %j = if %c {
                  %a = add %k, %one : i64
                  yield %a
                } else {
                  yield %k
                } : i64
                %e = index %x, %j : f64
                yield collect %e
              } : f64[2]
              return %y
            }
            """;

    private static Kernel unrolled(String text) {
        return UnrollLoops.run(DeadScalars.run(
                Lowering.run(Parser.parse("test.ir", text).functions().getFirst(), Options.DEFAULT)));
    }

    private static Kernel folded(String text) {
        Kernel once = SingleAssignments.run(FoldScalars.run(unrolled(text)));
        return NumberScalars.run(DeadScalars.run(FoldScalars.run(once)));
    }

    private static long count(String text, Class<? extends Statement> kind) {
        return Parts.count(folded(text).body(), kind);
    }

    @Test
    void conditionsPositionsAndChecksAreKnown() {
        assertEquals("""
                kernel f(x: f64[4], i0: i64) -> (y: f64[2]) {
                  let d1 = x[1]
                  y[0] = d1
                  let d2 = x[1]
                  y[1] = d2
                }
                """, LoopsPrinter.print(folded(CHOICES)));
    }

    @Test
    void branchesOnWhatIsNotKnownStayAndSoDoWhatTheyAssignAndItsChecks() {
        String unknown = CHOICES.replace("lt %k, %one", "lt %k, %n").replace("%x: f64[4]", "%x: f64[2]");
        assertEquals(2, count(unknown, Statement.If.class));
        assertEquals(2, count(unknown, Statement.Check.class));
    }

    @Test
    void aPositionOutOfRangeIsLeftToFault() {
        String outside = CHOICES.replace("const 1 : i64", "const 3 : i64");
        assertEquals(0, count(outside, Statement.If.class));
        // 0 + 3 is in range, 1 + 3 is not.
        assertEquals(1, count(outside, Statement.Check.class));
    }

    @Test
    void aDivisionByZeroIsLeftToFault() {
        String divided = CHOICES.replace("add %k, %one", "div %one, %k");
        assertEquals(1, count(divided, Statement.NonZero.class));
        assertEquals(0, count(divided.replace("div %one, %k", "div %k, %one"), Statement.NonZero.class));
    }

    @Test
    void aLoopUpToWhatIsKnownRunsThatOften() {
        assertEquals("""
                kernel f(x: f64[9]) -> (result: f64[1]) {
                  let d0 = 0.0
                  for i1 in 0..7 {
                    let d2 = x[i1]
                    d0 sum= d2
                  }
                  result[0] = d0
                }
                """, LoopsPrinter.print(folded("""
                func @f(%x: f64[9]) -> f64 {
                  %seven = const 7 : i64
                  %s = for %k in 0..9 until %seven {
                    %e = index %x, %k : f64
                    yield sum %e
                  } : f64
                  return %s
                }
                """)));
    }
}
