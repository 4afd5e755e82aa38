package mg.passes.loops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import mg.ir.Options;
import mg.ir.Parser;
import mg.loops.Kernel;
import mg.loops.LoopsPrinter;
import mg.passes.Pipelines;
import mg.passes.lower.Lowering;
import org.junit.jupiter.api.Test;

class ThreadsTest {
    private static final Options SCALAR = Options.DEFAULT.withVectorBytes(0);
    private static final String TOTAL = """
            func @f(%x: f64[7]) -> (y: f64[7], s: f64) {
              %1, %2 = for %3 in 0..7 {
                %4 = index %x, %3 : f64
                %5 = exp %4 : f64
                yield collect %5, sum %5
              } : f64[7], f64
              return %1, %2
            }
            """;

    private static Kernel lowered(String text, Options options) {
        return Lowering.run(Parser.parse("test.ir", text).functions().getFirst(), options);
    }

    private static String threaded(String text, Options options, int threads) {
        return LoopsPrinter.print(Threaded.run(lowered(text, options), options, threads));
    }

    @Test
    void iterationsAreDividedAndWhatTheyAddUpIsJoinedInOrder() {
        assertEquals("""
                kernel f(x: f64[7]) -> (y: f64[7], s: f64[1]) {
                  buffer t3: f64[2] at 0
                  let d0 = 0.0
                  parallel for i1 in 0..2 {
                    let d2 = -0.0
                    for i3 in 0..3 {
                      let d4 = x[i3 + 3*i1]
                      let d5 = exp d4
                      y[i3 + 3*i1] = d5
                      d2 sum= d5
                    }
                    t3[i1] = d2
                  }
                  for i6 in 0..2 {
                    let d7 = t3[i6]
                    d0 sum= d7
                  }
                  for i8 in 0..1 {
                    let d9 = x[i8 + 6]
                    let d10 = exp d9
                    y[i8 + 6] = d10
                    d0 sum= d10
                  }
                  s[0] = d0
                }
                """, threaded(TOTAL, SCALAR, 2));
    }

    /// Other rows may not have been made.
    @Test
    void ofARowThatALoopAroundChoseOnlyThatIsMadeApartAndJoined() {
        String joined = threaded("""
                func @f(%a: f64[40], %b: f64[2,30]) -> (s: f64[2,30], last: f64) {
                  %first = const 1.0 : f64
                  %last, %s = for %i in 0..2 carry(%now = %first) {
                    %next = exp %now : f64
                    %sum = for %j in 0..40 {
                      %row = for %k in 0..30 {
                        %x = index %a, %j : f64
                        %z = index %b, %i, %k : f64
                        %y = mul %x, %z : f64
                        yield collect %y
                      } : f64[30]
                      %p = place %row, %i : f64[2,30]
                      yield sum %p
                    } : f64[2,30]
                    yield carry %next, sum %sum
                  } : f64, f64[2,30]
                  return %s, %last
                }
                """, SCALAR, 2);
        assertTrue(joined.matches("(?s).*fill t\\d+\\[64\\*i\\d+\\] for 30 = .*"), joined);
        assertTrue(joined.matches("(?s).*t\\d+\\[i\\d+ \\+ 64\\*i\\d+\\] \\+= .*"), joined);
        assertTrue(joined.matches("(?s).*copy s\\[30\\*i\\d+\\] for 30 \\+= .*"), joined);
    }

    @Test
    void loopsThatRunDownAreDividedFromAbove() {
        assertEquals("""
                kernel f(x: f64[7]) -> (y: f64[7], s: f64[1]) {
                  buffer t3: f64[2] at 0
                  let d0 = 0.0
                  parallel for i1 in 0..2 {
                    let d2 = -0.0
                    for i3 in 0..3 down {
                      let d4 = x[i3 + -3*i1 + 4]
                      let d5 = exp d4
                      y[i3 + -3*i1 + 4] = d5
                      d2 sum= d5
                    }
                    t3[i1] = d2
                  }
                  for i6 in 0..2 {
                    let d7 = t3[i6]
                    d0 sum= d7
                  }
                  for i8 in 0..1 down {
                    let d9 = x[i8]
                    let d10 = exp d9
                    y[i8] = d10
                    d0 sum= d10
                  }
                  s[0] = d0
                }
                """, threaded(TOTAL.replace("0..7 {", "0..7 down {"), SCALAR, 2));
    }

    @Test
    void loopsWithAnEndThatIsFoundAreDividedThen() {
        String bounded = """
                func @f(%x: f64[7], %n: i64) -> f64 {
                  %1 = for %2 in 0..7 until %n {
                    %3 = index %x, %2 : f64
                    %4 = exp %3 : f64
                    yield sum %4
                  } : f64
                  return %1
                }
                """;
        String list = """
                  let d3 = 0.0
                  let i4 = i0 + 1
                  let i5 = 2
                  let i6 = div i4, i5
                  t3[0] = i6
                  parallel for i7 in 0..2 {
                    let d8 = -0.0
                    let i9 = t3[0]
                    let i10 = mul i7, i9
                    let i11 = sub i0, i10
                    let i12 = min i9, i11
                    for i13 in 0..4 until i12 {
                      let d14 = x[i13 + i10]
                      let d15 = exp d14
                      d8 sum= d15
                    }
                    t2[i7] = d8
                  }
                """;
        String found = threaded(bounded, SCALAR, 2);
        assertTrue(found.contains(list), found);
        String down = threaded(bounded.replace("0..7 until", "0..7 down until"), SCALAR, 2);
        assertTrue(down.contains("""
                    let i10 = -1*i7 + 1
                    let i11 = mul i10, i9
                    let i12 = sub i0, i11
                    let i13 = min i9, i12
                    for i14 in 0..4 down until i13 {
                      let d15 = x[i14 + i11]
                """), down);
    }

    @Test
    void oneThreadChangesNothing() {
        Kernel kernel = lowered(TOTAL, SCALAR);
        assertSame(kernel, Threads.run(kernel, SCALAR, 0));
    }

    @Test
    void littleWorkIsNotDivided() {
        Kernel kernel = lowered(TOTAL, SCALAR);
        assertFalse(LoopsPrinter.print(Threads.run(kernel, SCALAR.onThreads(8))).contains("parallel"));
    }

    @Test
    void muchWorkIsDivided() {
        String large = TOTAL.replace("7", "1000000");
        assertTrue(LoopsPrinter.print(LoopPasses.run(lowered(large, SCALAR), SCALAR.onThreads(8)))
                .contains("parallel for i1 in 0..8 {"));
    }

    @Test
    void reproducibleSumsOfRealsAreNotDivided() {
        var exact = new Options(true, 0);
        assertFalse(threaded(TOTAL, exact, 2).contains("parallel"));
        String whole = TOTAL.replace("f64", "i64").replace("exp", "neg");
        assertTrue(threaded(whole, exact, 2).contains("parallel"));
    }

    @Test
    void whatIsCarriedIsNotDivided() {
        assertFalse(threaded("""
                func @f(%x: f64[7]) -> f64 {
                  %1 = const 0 : f64
                  %2 = for %3 in 0..7 carry(%4 = %1) {
                    %5 = index %x, %3 : f64
                    %6 = exp %4 : f64
                    %7 = add %5, %6 : f64
                    yield carry %7
                  } : f64
                  return %2
                }
                """, SCALAR, 2).contains("parallel"));
    }

    @Test
    void thereAreNoMoreThreadsThanIterations() {
        assertTrue(threaded(TOTAL, SCALAR, 100).contains("parallel for i1 in 0..7 {"));
    }
}
