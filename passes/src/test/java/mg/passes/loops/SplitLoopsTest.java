package mg.passes.loops;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.IntStream;
import mg.ir.Options;
import mg.ir.Parser;
import mg.loops.Kernel;
import mg.loops.LoopsPrinter;
import mg.loops.Statement;
import mg.passes.lower.Lowering;
import org.junit.jupiter.api.Test;

/// Which loops are split where a condition on their index changes, and what becomes of the pieces.
class SplitLoopsTest {
    private static Kernel split(String text) {
        Kernel lowered = DeadScalars.run(Lowering.run(Parser.parse("test.ir", text).functions().getFirst(),
                Options.DEFAULT));
        return NumberScalars.run(DeadScalars.run(SingleAssignments.run(SplitLoops.run(lowered))));
    }

    /// `y_i = x_{i-1}`, where there is such an element.
    private static final String SHIFTED = """
            func @f(%x: f64[9], %n: i64) -> (y: f64[9]) {
              %first = const 0 : i64
              %one = const 1 : i64
              %z = const 0x1p0 : f64
              %y = for %i in 0..9 {
                %c = eq %i, %first : bool
                %v = if %c {
                  yield %z
                } else {
                  %k = sub %i, %one : i64
                  %e = index %x, %k : f64
                  yield %e
                } : f64
                yield collect %v
              } : f64[9]
              return %y
            }
            """;

    @Test
    void theFirstIterationIsWrittenOutAndTheOthersDoNotBranch() {
        assertEquals("""
                kernel f(x: f64[9], i0: i64) -> (y: f64[9]) {
                  let d1 = 1.0
                  y[0] = d1
                  for i2 in 0..8 {
                    let d3 = x[i2]
                    y[i2 + 1] = d3
                  }
                }
                """, LoopsPrinter.print(split(SHIFTED)));
    }

    @Test
    void whatComesInBetweenIsAPieceOfItsOwn() {
        Kernel kernel = split(SHIFTED.replace("const 0 : i64", "const 4 : i64"));
        assertEquals(2, Parts.count(kernel.body(), Statement.Loop.class));
        assertEquals(0, Parts.count(kernel.body(), Statement.If.class));
        // Before the fifth iteration there is one whose position is out of range.
        assertEquals(1, Parts.count(kernel.body(), Statement.Check.class));
    }

    @Test
    void aConditionThatNeverChangesDoesNotSplit() {
        Kernel kernel = split(SHIFTED.replace("const 0 : i64", "const 9 : i64"));
        assertEquals(1, Parts.count(kernel.body(), Statement.Loop.class));
        assertEquals(0, Parts.count(kernel.body(), Statement.If.class));
    }

    @Test
    void aConditionOnSomethingElseStays() {
        Kernel kernel = split(SHIFTED.replace("eq %i, %first", "eq %i, %n"));
        assertEquals(1, Parts.count(kernel.body(), Statement.Loop.class));
        assertEquals(1, Parts.count(kernel.body(), Statement.If.class));
    }

    @Test
    void aVariableThatIsReadBeforeItIsAssignedStays() {
        String text = """
                func @f(%x: f64[9]) -> (y: f64, z: f64[9]) {
                  %s = const 0x0p0 : f64
                  %y, %z = for %i in 0..9 carry(%u = %s) {
                    %e = index %x, %i : f64
                    %v = add %u, %e : f64
                    yield carry %v, collect %u
                  } : f64, f64[9]
                  return %y, %z
                }
                """;
        // Its first value and the next.
        assertEquals(2, Parts.count(split(text).body(), Statement.Assign.class));
    }

    /// `y_i = x_k`, where `k` is made of `i`, with some constants at hand.
    private static Kernel at(int n, String position) {
        return split("""
                func @f(%%x: f64[%1$d], %%m: i64) -> (y: f64[%1$d]) {
                  %%zero = const 0 : i64
                  %%one = const 1 : i64
                  %%three = const 3 : i64
                  %%last = const %2$d : i64
                  %%n = const %1$d : i64
                  %%y = for %%i in 0..%1$d {
                    %%before = sub %%i, %%one : i64
                    %%after = add %%i, %%one : i64
                    %3$s
                    %%e = index %%x, %%k : f64
                    yield collect %%e
                  } : f64[%1$d]
                  return %%y
                }
                """.formatted(n, n - 1, position));
    }

    @Test
    void theElementBeforeAndTheFirstAtTheBorderIsNearby() {
        assertEquals("""
                kernel f(x: f64[9], i0: i64) -> (y: f64[9]) {
                  let d1 = x[0]
                  y[0] = d1
                  for i2 in 0..8 {
                    let d3 = x[i2]
                    y[i2 + 1] = d3
                  }
                }
                """, LoopsPrinter.print(at(9, "%k = max %before, %zero : i64")));
        assertEquals(LoopsPrinter.print(at(9, "%k = max %before, %zero : i64")),
                LoopsPrinter.print(at(9, "%k = max %zero, %before : i64")));
    }

    @Test
    void theElementAfterAndTheLastAtTheBorderIsNearby() {
        String expected = """
                kernel f(x: f64[9], i0: i64) -> (y: f64[9]) {
                  for i1 in 0..8 {
                    let d2 = x[i1 + 1]
                    y[i1] = d2
                  }
                  let d3 = x[%d]
                  y[8] = d3
                }
                """;
        assertEquals(expected.formatted(8), LoopsPrinter.print(at(9, "%k = min %after, %last : i64")));
        assertEquals(expected.formatted(0), LoopsPrinter.print(at(9, "%k = rem %after, %n : i64")));
        assertEquals(expected.formatted(3), LoopsPrinter.print(at(9, """
                %c = lt %i, %last : bool
                %k = select %c, %after, %three : i64""")));
    }

    @Test
    void remaindersOfWhatIsBelowZeroAreToo() {
        // -1, then 0, 1, … : the first is out of range, and only it is checked.
        Kernel kernel = at(9, "%k = rem %before, %n : i64");
        assertEquals(1, Parts.count(kernel.body(), Statement.Check.class));
        assertEquals(0, Parts.count(kernel.body(), Statement.NonZero.class));
    }

    /// A piece for each quotient, which is rounded toward zero, whatever the stride and wherever the loop begins.
    @Test
    void remaindersAreKnownBetweenMultiples() {
        for (int stride : new int[] {-3, -1, 1, 2}) {
            for (int start = -13; start <= 13; start++) {
                for (int divisor = 2; divisor <= 14; divisor++) {
                    int s = stride;
                    int c = start;
                    int d = divisor;
                    String what = "(" + s + " i + " + c + ") % " + d;
                    long quotients = IntStream.range(0, 9).map(i -> (s * i + c) / d).distinct().count();
                    Kernel kernel = at(9, """
                            %%s = const %d : i64
                            %%c = const %d : i64
                            %%d = const %d : i64
                            %%si = mul %%i, %%s : i64
                            %%at = add %%si, %%c : i64
                            %%k = rem %%at, %%d : i64""".formatted(s, c, d));
                    boolean splits = quotients <= 3;
                    assertEquals(splits ? quotients : 1, Parts.count(kernel.body(), Statement.Store.class), what);
                    assertEquals(splits ? 0 : 1, LoopsPrinter.print(kernel).split("= rem ").length - 1, what);
                }
            }
        }
    }

    @Test
    void remaindersOfADivisionByZeroStay() {
        Kernel kernel = at(9, "%k = rem %i, %zero : i64");
        assertEquals(1, Parts.count(kernel.body(), Statement.Store.class));
        assertEquals(1, Parts.count(kernel.body(), Statement.NonZero.class));
    }

    @Test
    void remaindersThatBeginAgainOftenStay() {
        Kernel kernel = at(40, "%k = rem %i, %three : i64");
        assertEquals(1, Parts.count(kernel.body(), Statement.Loop.class));
        assertEquals(1, LoopsPrinter.print(kernel).split("= rem ").length - 1);
    }

    @Test
    void positionsInShortLoopsAndOfOthersStay() {
        assertEquals(1, Parts.count(at(7, "%k = max %before, %zero : i64").body(), Statement.Loop.class));
        assertEquals(1, Parts.count(at(9, "%k = max %before, %m : i64").body(), Statement.Loop.class));
        assertEquals(1, Parts.count(at(9, "%k = max %before, %m : i64").body(), Statement.Check.class));
    }
}
