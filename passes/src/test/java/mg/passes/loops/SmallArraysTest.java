package mg.passes.loops;

import static org.junit.jupiter.api.Assertions.assertEquals;

import mg.ir.Options;
import mg.ir.Parser;
import mg.loops.Kernel;
import mg.loops.LoopsPrinter;
import mg.passes.lower.Lowering;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What becomes of short loops and small arrays.
class SmallArraysTest {
    private static final String THREE = """
            func @f(%x: f64[3], %y: f64[3]) -> (z: f64[3]) {
              %2 = mul %x, %y : f64[3]
              %3 = sub %2, %x : f64[3]
              %4 = div %3, %2 : f64[3]
              return %4
            }
            """;

    @Test
    void threeElementsAreScalars() {
        assertEquals("""
                kernel f(x: f64[3], y: f64[3]) -> (z: f64[3]) {
                  let d0 = x[0]
                  let d1 = y[0]
                  let d2 = mul d0, d1
                  let d3 = x[1]
                  let d4 = y[1]
                  let d5 = mul d3, d4
                  let d6 = x[2]
                  let d7 = y[2]
                  let d8 = mul d6, d7
                  let d9 = sub d2, d0
                  let d10 = sub d5, d3
                  let d11 = sub d8, d6
                  let d12 = div d9, d2
                  z[0] = d12
                  let d13 = div d10, d5
                  z[1] = d13
                  let d14 = div d11, d8
                  z[2] = d14
                }
                """, small(THREE));
    }

    @Test
    void fiveElementsStayInALoop() {
        assertEquals("""
                kernel f(x: f64[5], y: f64[5]) -> (z: f64[5]) {
                  buffer t3: f64[5] at 0
                  buffer t4: f64[5] at 64
                  for i0 in 0..5 {
                    let d1 = x[i0]
                    let d2 = y[i0]
                    let d3 = mul d1, d2
                    t3[i0] = d3
                  }
                  for i4 in 0..5 {
                    let d5 = t3[i4]
                    let d6 = x[i4]
                    let d7 = sub d5, d6
                    t4[i4] = d7
                  }
                  for i8 in 0..5 {
                    let d9 = t4[i8]
                    let d10 = t3[i8]
                    let d11 = div d9, d10
                    z[i8] = d11
                  }
                }
                """, small(THREE.replace("[3]", "[5]")));
    }

    @Test
    void anElementThatABranchChangesIsAVariable() {
        assertEquals("""
                kernel f(x: f64[2], b0: bool) -> (y: f64[1]) {
                  let d1 = 0.0
                  let d2 = 0.0
                  if b0 {
                    let d3 = x[0]
                    let d4 = exp d3
                    let d5 = x[1]
                    let d6 = exp d5
                    d1 = d4
                    d2 = d6
                  } else {
                    let d7 = x[0]
                    let d8 = x[1]
                    d1 = d7
                    d2 = d8
                  }
                  let d9 = 0.0
                  d9 sum= d1
                  d9 sum= d2
                  y[0] = d9
                }
                """, small("""
                func @f(%x: f64[2], %b: bool) -> (y: f64) {
                  %2 = if %b {
                    %3 = exp %x : f64[2]
                    yield %3
                  } else {
                    yield %x
                  } : f64[2]
                  %4 = reduce sum [0] %2 : f64
                  return %4
                }
                """));
    }

    @Test
    void anElementThatALoopChangesIsAVariable() {
        assertEquals("""
                kernel f(x: f64[2]) -> (y: f64[2]) {
                  let d0 = x[0]
                  let d1 = x[1]
                  let d2 = 0.0
                  d2 = d0
                  let d3 = 0.0
                  d3 = d1
                  for i4 in 0..9 {
                    let d5 = 0.0
                    d5 = d3
                    let d6 = 0.0
                    d6 = d2
                    d2 = d5
                    d3 = d6
                  }
                  let d7 = mul d2, d2
                  y[0] = d7
                  let d8 = mul d3, d3
                  y[1] = d8
                }
                """, small("""
                func @f(%x: f64[2]) -> (y: f64[2]) {
                  %1 = for %2 in 0..9 carry(%3 = %x) {
                    %4 = const 0 : i64
                    %5 = const 1 : i64
                    %6 = index %3, %4 : f64
                    %7 = index %3, %5 : f64
                    %8 = reshape %7 : f64[1]
                    %9 = reshape %6 : f64[1]
                    %10 = concat [0] %8, %9 : f64[2]
                    yield carry %10
                  } : f64[2]
                  %11 = mul %1, %1 : f64[2]
                  return %11
                }
                """));
    }

    @Test
    void anElementThatAWhileChangesIsAVariable() {
        assertEquals("""
                kernel f(x: f64[2]) -> (y: f64[2]) {
                  let d0 = x[0]
                  let d1 = x[1]
                  let d2 = 0.0
                  d2 = d0
                  let d3 = 0.0
                  d3 = d1
                  while {
                    let d4 = 9.0
                    let b5 = lt d2, d4
                  } b5 {
                    let d6 = add d2, d3
                    let d7 = 0.0
                    d7 = d3
                    d2 = d7
                    d3 = d6
                  }
                  let d8 = mul d2, d2
                  y[0] = d8
                  let d9 = mul d3, d3
                  y[1] = d9
                }
                """, small("""
                func @f(%x: f64[2]) -> (y: f64[2]) {
                  %1 = while (%2 = %x) {
                    %3 = const 0 : i64
                    %4 = index %2, %3 : f64
                    %5 = const 0x1.2p3 : f64
                    %6 = lt %4, %5 : bool
                    yield %6
                  } do (%16) {
                    %7 = const 0 : i64
                    %8 = const 1 : i64
                    %9 = index %16, %7 : f64
                    %10 = index %16, %8 : f64
                    %11 = add %9, %10 : f64
                    %12 = reshape %10 : f64[1]
                    %13 = reshape %11 : f64[1]
                    %14 = concat [0] %12, %13 : f64[2]
                    yield %14
                  } : f64[2]
                  %15 = mul %1, %1 : f64[2]
                  return %15
                }
                """));
    }

    @Test
    void anArrayAtAPositionKnownAtRunTimeStaysInMemory() {
        assertEquals("""
                kernel f(x: f64[2], i0: i64) -> (y: f64[1]) {
                  buffer t2: f64[2] at 0
                  let d1 = x[0]
                  let d2 = exp d1
                  t2[0] = d2
                  let d3 = x[1]
                  let d4 = exp d3
                  t2[1] = d4
                  check 0 <= i0 < 2
                  let d5 = t2[i0]
                  y[0] = d5
                }
                """, small("""
                func @f(%x: f64[2], %k: i64) -> (y: f64) {
                  %2 = exp %x : f64[2]
                  %3 = index %2, %k : f64
                  return %3
                }
                """));
    }

    @Test
    void aRowThatIsMadeInPartsIsCopiedWhenItIsComplete() {
        assertEquals("""
                kernel f(x: f64[8]) -> (y: f64[48]) {
                  buffer t2: f64[6] at 0
                  for i0 in 0..8 {
                    let d1 = x[i0]
                    let d2 = 0.0
                    fill t2[0] for 6 = d2
                    t2[1] = d1
                    let d3 = exp d1
                    t2[2] += d3
                    copy y[6*i0] for 6 = t2[0]
                  }
                }
                """, rows("""
                func @f(%x: f64[8]) -> (y: f64[8,6]) {
                  %1 = for %2 in 0..8 {
                    %3 = index %x, %2 : f64
                    %4 = const 1 : i64
                    %5 = place %3, %4 : f64[6]
                    %6 = const 2 : i64
                    %7 = exp %3 : f64
                    %8 = place %7, %6 : f64[6]
                    %9 = add %5, %8 : f64[6]
                    yield collect %9
                  } : f64[8,6]
                  return %1
                }
                """));
    }

    @Test
    void aRowThatIsMadeAtOnceStaysWhereItIs() {
        assertEquals("""
                kernel f(x: f64[8]) -> (y: f64[48]) {
                  for i0 in 0..8 {
                    let d1 = x[i0]
                    for i2 in 0..6 {
                      let d3 = exp d1
                      y[6*i0 + i2] = d3
                    }
                  }
                }
                """, rows("""
                func @f(%x: f64[8]) -> (y: f64[8,6]) {
                  %1 = for %2 in 0..8 {
                    %3 = index %x, %2 : f64
                    %4 = broadcast [] %3 : f64[6]
                    %5 = exp %4 : f64[6]
                    yield collect %5
                  } : f64[8,6]
                  return %1
                }
                """));
    }

    @ParameterizedTest
    @ValueSource(strings = {"30000", "7 until %2"})
    void aRowIsAddedUpInALoopOfAnyLength(String count) {
        assertEquals("""
                kernel f(x: f64[8], w: f64[30000]) -> (y: f64[24]) {
                  buffer t3: f64[3] at 0
                  for i0 in 0..8 {
                    let d1 = x[i0]
                    let d2 = 0.0
                    fill t3[0] for 3 = d2
                    for i3 in 0..COUNT {
                      for i4 in 0..3 {
                        let d5 = w[i3]
                        let d6 = mul d1, d5
                        t3[i4] += d6
                      }
                    }
                    copy y[3*i0] for 3 = t3[0]
                  }
                }
                """.replace("COUNT", count.replace("%2", "i0")), rows("""
                func @f(%x: f64[8], %w: f64[30000]) -> (y: f64[8,3]) {
                  %1 = for %2 in 0..8 {
                    %3 = index %x, %2 : f64
                    %5 = for %6 in 0..COUNT {
                      %7 = for %8 in 0..3 {
                        %9 = index %w, %6 : f64
                        %10 = mul %3, %9 : f64
                        yield collect %10
                      } : f64[3]
                      yield sum %7
                    } : f64[3]
                    yield collect %5
                  } : f64[8,3]
                  return %1
                }
                """.replace("COUNT", count)));
    }

    private static String small(String text) {
        return LoopsPrinter.print(PlaceBuffers.run(NumberScalars.run(DeadScalars.run(
                ShareValues.run(SmallArrays.run(UnrollLoops.run(kernel(text)), Options.DEFAULT))))));
    }

    private static String rows(String text) {
        return LoopsPrinter.print(PlaceBuffers.run(NumberScalars.run(OwnRows.run(kernel(text)))));
    }

    private static Kernel kernel(String text) {
        return DeadScalars.run(Lowering.run(Parser.parse("t.ir", text).functions().getFirst(), Options.DEFAULT));
    }
}
