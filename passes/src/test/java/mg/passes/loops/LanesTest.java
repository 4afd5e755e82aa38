package mg.passes.loops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import mg.ir.Options;
import mg.ir.Parser;
import mg.loops.Kernel;
import mg.loops.LoopsPrinter;
import mg.passes.Pipelines;
import org.junit.jupiter.api.Test;

class LanesTest {
    private static final Options FOUR = Options.DEFAULT.withVectorBytes(32);

    @Test
    void anInnermostLoopOverNeighboursIsWide() {
        assertEquals("""
                kernel f(x: f64[40], y: f64[40]) -> (z: f64[40]) {
                  for i0 in 0..3 {
                    let d1x4 = x[12*i0 + lane]
                    let d2x4 = x[12*i0 + 4 + lane]
                    let d3x4 = x[12*i0 + 8 + lane]
                    let d4x4 = y[12*i0 + lane]
                    let d5x4 = y[12*i0 + 4 + lane]
                    let d6x4 = y[12*i0 + 8 + lane]
                    let d7x4 = sub d1x4, d4x4
                    let d8x4 = sub d2x4, d5x4
                    let d9x4 = sub d3x4, d6x4
                    z[12*i0 + lane] = d7x4
                    z[12*i0 + 4 + lane] = d8x4
                    z[12*i0 + 8 + lane] = d9x4
                  }
                  let d10x4 = x[36 + lane]
                  let d11x4 = y[36 + lane]
                  let d12x4 = sub d10x4, d11x4
                  z[36 + lane] = d12x4
                }
                """, wide("""
                func @f(%x: f64[40], %y: f64[40]) -> (z: f64[40]) {
                  %2 = sub %x, %y : f64[40]
                  return %2
                }
                """));
    }

    @Test
    void whatIsLeftRunsInShorterVectorsAndOneByOne() {
        assertEquals("""
                kernel f(x: f64[7]) -> (z: f64[7]) {
                  let d0x4 = x[0 + lane]
                  let d1x4 = neg d0x4
                  z[0 + lane] = d1x4
                  let d2x2 = x[4 + lane]
                  let d3x2 = neg d2x2
                  z[4 + lane] = d3x2
                  let d4 = x[6]
                  let d5 = neg d4
                  z[6] = d5
                }
                """, wide("""
                func @f(%x: f64[7]) -> (z: f64[7]) {
                  %1 = neg %x : f64[7]
                  return %1
                }
                """));
    }

    @Test
    void totalsAreWideAndCombinedAfterwards() {
        assertEquals("""
                kernel f(x: f64[64]) -> (s: f64[1], m: f64[1]) {
                  let d0 = 0.0
                  let d1x4 = -0.0
                  let d2x4 = -0.0
                  let d3x4 = -0.0
                  let d4x4 = -0.0
                  for i5 in 0..4 {
                    let d6x4 = x[16*i5 + lane]
                    let d7x4 = x[16*i5 + 4 + lane]
                    let d8x4 = x[16*i5 + 8 + lane]
                    let d9x4 = x[16*i5 + 12 + lane]
                    d1x4 sum= d6x4
                    d2x4 sum= d7x4
                    d3x4 sum= d8x4
                    d4x4 sum= d9x4
                  }
                  d1x4 sum= d2x4
                  d3x4 sum= d4x4
                  d1x4 sum= d3x4
                  d0 sum= d1x4
                  let d10 = -Infinity
                  let d11x4 = -Infinity
                  let d12x4 = -Infinity
                  let d13x4 = -Infinity
                  let d14x4 = -Infinity
                  for i15 in 0..4 {
                    let d16x4 = x[16*i15 + lane]
                    let d17x4 = x[16*i15 + 4 + lane]
                    let d18x4 = x[16*i15 + 8 + lane]
                    let d19x4 = x[16*i15 + 12 + lane]
                    d11x4 max= d16x4
                    d12x4 max= d17x4
                    d13x4 max= d18x4
                    d14x4 max= d19x4
                  }
                  d11x4 max= d12x4
                  d13x4 max= d14x4
                  d11x4 max= d13x4
                  d10 max= d11x4
                  s[0] = d0
                  m[0] = d10
                }
                """, wide("""
                func @f(%x: f64[64]) -> (s: f64, m: f64) {
                  %1 = reduce sum [0] %x : f64
                  %2 = reduce max [0] %x : f64
                  return %1, %2
                }
                """));
    }

    @Test
    void theOutermostLoopIsWideAndPrivateBuffersHoldAllItsLanes() {
        assertEquals("""
                kernel f(x: f64[5], t: f64[32]) -> (g: f64[5]) {
                  buffer t8: f64[80] at 0
                  let d0 = 0.0
                  fill g[0] for 5 = d0
                  for i1 in 0..2 {
                    let d2x4 = t[16*i1 + lane]
                    let d3x4 = t[16*i1 + 4 + lane]
                    let d4x4 = t[16*i1 + 8 + lane]
                    let d5x4 = t[16*i1 + 12 + lane]
                    let d6x4 = 0.0
                    let d7x4 = 0.0
                    let d8x4 = 0.0
                    let d9x4 = 0.0
                    for i10 in 0..5 {
                      let d11 = x[i10]
                      let d12x4 = mul d11, d2x4
                      let d13x4 = mul d11, d3x4
                      let d14x4 = mul d11, d4x4
                      let d15x4 = mul d11, d5x4
                      let d16x4 = exp d12x4
                      let d17x4 = exp d13x4
                      let d18x4 = exp d14x4
                      let d19x4 = exp d15x4
                      d6x4 sum= d16x4
                      d7x4 sum= d17x4
                      d8x4 sum= d18x4
                      d9x4 sum= d19x4
                      t8[16*i10 + lane] = d16x4
                      t8[16*i10 + 4 + lane] = d17x4
                      t8[16*i10 + 8 + lane] = d18x4
                      t8[16*i10 + 12 + lane] = d19x4
                    }
                    for i20 in 0..5 {
                      let d21x4 = t8[16*i20 + lane]
                      let d22x4 = t8[16*i20 + 4 + lane]
                      let d23x4 = t8[16*i20 + 8 + lane]
                      let d24x4 = t8[16*i20 + 12 + lane]
                      let d25x4 = div d21x4, d6x4
                      let d26x4 = div d22x4, d7x4
                      let d27x4 = div d23x4, d8x4
                      let d28x4 = div d24x4, d9x4
                      let d29x4 = add d25x4, d26x4
                      let d30x4 = add d27x4, d28x4
                      let d31x4 = add d29x4, d30x4
                      g[i20] += d31x4
                    }
                  }
                }
                """, wide(NEST));
    }

    @Test
    void sumsInTheOrderOfTheProgramStayNarrow() {
        assertTrue(LoopsPrinter.print(kernel(NEST, new Options(true, 32))).contains("in 0..32 {"));
        assertEquals(0, Widest.count(kernel("""
                func @f(%x: f64[64]) -> (s: f64) {
                  %1 = reduce sum [0] %x : f64
                  return %1
                }
                """, new Options(true, 32)).body()));
    }

    /// Sums over points of powers of a coefficient that the point belongs to.
    private static final String NEST = """
            func @f(%x: f64[5], %t: f64[32]) -> (g: f64[5]) {
              %2 = for %3 in 0..32 {
                %4 = index %t, %3 : f64
                %5, %6 = for %7 in 0..5 {
                  %8 = index %x, %7 : f64
                  %9 = mul %8, %4 : f64
                  %10 = exp %9 : f64
                  yield sum %10, collect %10
                } : f64, f64[5]
                %11 = for %12 in 0..5 {
                  %13 = index %6, %12 : f64
                  %14 = div %13, %5 : f64
                  yield collect %14
                } : f64[5]
                yield sum %11
              } : f64[5]
              return %2
            }
            """;

    @Test
    void aLoopThatReadsWhatItWroteStaysNarrow() {
        assertEquals(0, Widest.count(kernel("""
                func @f(%x: f64[64], %y: f64) -> (z: f64[64]) {
                  %2, %3 = for %4 in 0..64 carry(%5 = %y) {
                    %6 = index %x, %4 : f64
                    %7 = mul %5, %6 : f64
                    yield carry %7, collect %7
                  } : f64, f64[64]
                  return %3
                }
                """, FOUR).body()));
    }

    private static String wide(String text) {
        return LoopsPrinter.print(kernel(text, FOUR));
    }

    private static Kernel kernel(String text, Options options) {
        return Pipelines.kernel(Parser.parse("t.ir", text).functions().getFirst(), options);
    }
}
