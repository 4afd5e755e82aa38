package mg.passes.loops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
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

    /// HotSpot compares four lanes or more in registers, two in objects.
    @Test
    void whatIsComparedIsNotLeftInVectorsOfTwo() {
        for (String op : List.of("relu %e", "max %e, %s", "select %c, %e, %s")) {
            String loops = wide("""
                    func @f(%x: f64[7], %s: f64) -> (z: f64[7]) {
                      %z = for %i in 0..7 {
                        %e = index %x, %i : f64
                        %c = lt %e, %s : bool
                        %v = OPERATION : f64
                        yield collect %v
                      } : f64[7]
                      return %z
                    }
                    """.replace("OPERATION", op));
            assertTrue(loops.contains("x4 = x[0 + lane]") && !loops.contains("x2 = "), loops);
        }
    }

    /// What is the same in all lanes is not compared in a vector.
    @Test
    void whatIsCheckedForAllLanesLeavesVectorsOfTwo() {
        String loops = wide("""
                func @f(%x: f64[3,7], %n: i64) -> (z: f64[7]) {
                  %z = for %i in 0..7 {
                    %e = index %x, %n, %i : f64
                    %v = neg %e : f64
                    yield collect %v
                  } : f64[7]
                  return %z
                }
                """);
        assertTrue(loops.contains("check ") && loops.contains("x2 = x["), loops);
    }

    @Test
    void aRestOfCostlyIterationsIsOneVectorOfWhichSomeRunTwice() {
        assertEquals("""
                kernel f(x: f64[7]) -> (z: f64[7]) {
                  let d0x4 = x[0 + lane]
                  let d1x4 = exp d0x4
                  z[0 + lane] = d1x4
                  let d2x4 = x[3 + lane]
                  let d3x4 = exp d2x4
                  z[3 + lane] = d3x4
                }
                """, wide("""
                func @f(%x: f64[7]) -> (z: f64[7]) {
                  %1 = exp %x : f64[7]
                  return %1
                }
                """));
    }

    /// A body of few operations waits longer for its overlapping stores than it takes to run what is left one by one.
    @Test
    void aRestOfLongIterationsIsOneVectorToo() {
        assertTrue(wide(squares(200)).startsWith("""
                kernel f(x: f64[7]) -> (z: f64[7]) {
                  for i0 in 0..2 {
                    let i1 = 4*i0
                    let i2 = 3
                    let i3 = min i1, i2
                    let d4x4 = x[i3 + lane]
                """), wide(squares(200)));
        assertTrue(!wide(squares(20)).contains("z[3 + lane]"));
    }

    private static String squares(int n) {
        var list = new StringBuilder("func @f(%x: f64[7]) -> (z: f64[7]) {\n%z = for %i in 0..7 {\n%v0 = index %x, %i : f64\n");
        for (int k = 0; k < n; k++) {
            list.append("%v").append(k + 1).append(" = mul %v").append(k).append(", %v").append(k).append(" : f64\n");
        }
        return list + "yield collect %v" + n + "\n} : f64[7]\nreturn %z\n}\n";
    }

    /// Iteration `i` writes `z[8*j + i]` and `z[8*j + 4 + i]`, which none of the other three does.
    @Test
    void columnsOfRowsThatAreWrittenOutAreApart() {
        String columns = """
                func @f(%x: f64[4], %a: f64[6]) -> (z: f64[6,2,4]) {
                  %c = for %i in 0..4 {
                    %xi = index %x, %i : f64
                    %r = for %j in 0..6 {
                      %aj = index %a, %j : f64
                      %v = mul %aj, %xi : f64
                      %w = div %aj, %xi : f64
                      %v1 = reshape %v : f64[1]
                      %w1 = reshape %w : f64[1]
                      %vw = concat [0] %v1, %w1 : f64[2]
                      yield collect %vw
                    } : f64[6,2]
                    yield collect %r
                  } : f64[4,6,2]
                  %z = transpose [1,2,0] %c : f64[6,2,4]
                  return %z
                }
                """;
        assertTrue(wide(columns).contains("] = d") && wide(columns).contains("+ 4 + lane]"), wide(columns));
    }

    @Test
    void iterationsThatAddDoNotRunTwice() {
        assertTrue(!wide("""
                func @f(%x: f64[7]) -> (z: f64[7]) {
                  %1 = for %2 in 0..9 {
                    %3 = exp %x : f64[7]
                    yield sum %3
                  } : f64[7]
                  return %1
                }
                """).contains("z[3 + lane]"));
    }

    /// As many blocks as there turn out to be, and none if the end is negative.
    @Test
    void anEndThatIsKnownOnlyAtRunTimeMakesAnUnknownNumberOfBlocks() {
        String triangle = """
                func @f(%a: f64[9, 9]) -> (s: f64[9]) {
                  %1 = for %2 in 0..9 {
                    %3 = for %4 in 0..9 until %2 {
                      %5 = index %a, %2, %4 : f64
                      yield sum %5
                    } : f64
                    yield collect %3
                  } : f64[9]
                  return %1
                }
                """;
        assertEquals("""
                kernel f(a: f64[81]) -> (s: f64[9]) {
                  for i0 in 0..9 {
                    let d1 = 0.0
                    let i2 = 0
                    let i3 = max i0, i2
                    let i4 = 4
                    let i5 = div i3, i4
                    let d6x4 = -0.0
                    for i7 in 0..2 until i5 {
                      let d8x4 = a[9*i0 + 4*i7 + lane]
                      d6x4 sum= d8x4
                    }
                    d1 sum= d6x4
                    let i9 = 4*i5
                    let i10 = i3 + -4*i5
                    for i11 in 0..3 until i10 {
                      let d12 = a[9*i0 + i9 + i11]
                      d1 sum= d12
                    }
                    s[i0] = d1
                  }
                }
                """, wide(triangle));
        assertTrue(LoopsPrinter.print(kernel(triangle, new Options(true).withVectorBytes(32))).contains("""
                    for i2 in 0..9 until i0 {
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
                  buffer t12: f64[20] at 0
                  buffer t13: f64[80] at 64
                  let d0 = 0.0
                  fill g[0] for 5 = d0
                  let d1 = -0.0
                  fill t12[0] for 20 = d1
                  for i2 in 0..2 {
                    let d3x4 = t[16*i2 + lane]
                    let d4x4 = t[16*i2 + 4 + lane]
                    let d5x4 = t[16*i2 + 8 + lane]
                    let d6x4 = t[16*i2 + 12 + lane]
                    let d7x4 = 0.0
                    let d8x4 = 0.0
                    let d9x4 = 0.0
                    let d10x4 = 0.0
                    for i11 in 0..5 {
                      let d12 = x[i11]
                      let d13x4 = mul d12, d3x4
                      let d14x4 = mul d12, d4x4
                      let d15x4 = mul d12, d5x4
                      let d16x4 = mul d12, d6x4
                      let d17x4 = exp d13x4
                      let d18x4 = exp d14x4
                      let d19x4 = exp d15x4
                      let d20x4 = exp d16x4
                      d7x4 sum= d17x4
                      d8x4 sum= d18x4
                      d9x4 sum= d19x4
                      d10x4 sum= d20x4
                      t13[16*i11 + lane] = d17x4
                      t13[16*i11 + 4 + lane] = d18x4
                      t13[16*i11 + 8 + lane] = d19x4
                      t13[16*i11 + 12 + lane] = d20x4
                    }
                    for i21 in 0..5 {
                      let d22x4 = t13[16*i21 + lane]
                      let d23x4 = t13[16*i21 + 4 + lane]
                      let d24x4 = t13[16*i21 + 8 + lane]
                      let d25x4 = t13[16*i21 + 12 + lane]
                      let d26x4 = div d22x4, d7x4
                      let d27x4 = div d23x4, d8x4
                      let d28x4 = div d24x4, d9x4
                      let d29x4 = div d25x4, d10x4
                      d26x4 sum= d27x4
                      d26x4 sum= d28x4
                      d26x4 sum= d29x4
                      t12[4*i21 + lane] += d26x4
                    }
                  }
                  for i30 in 0..5 {
                    let d31x4 = t12[4*i30 + lane]
                    g[i30] += d31x4
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

    @Test
    void rowsThatAreReadOftenArePacked() {
        assertEquals("""
                kernel f(x: f64[192], c: f64[42]) -> (nearest: i64[32], counts: f64[7]) {
                  buffer t8: f64[96] at 0
                  let d0 = 0.0
                  fill counts[0] for 7 = d0
                  for i1 in 0..2 {
                    for i2 in 0..6 {
                      let d3x4 = x[96*i1 + i2 + 6*lane]
                      t8[16*i2 + lane] = d3x4
                      let d4x4 = x[96*i1 + i2 + 24 + 6*lane]
                      t8[16*i2 + 4 + lane] = d4x4
                      let d5x4 = x[96*i1 + i2 + 48 + 6*lane]
                      t8[16*i2 + 8 + lane] = d5x4
                      let d6x4 = x[96*i1 + i2 + 72 + 6*lane]
                      t8[16*i2 + 12 + lane] = d6x4
                    }
                    let d7x4 = Infinity
                    let d8x4 = Infinity
                    let d9x4 = Infinity
                    let d10x4 = Infinity
                    let i11x4 = 0
                    let i12x4 = 0
                    let i13x4 = 0
                    let i14x4 = 0
                    for i15 in 0..7 {
                      let d16x4 = 0.0
                      let d17x4 = 0.0
                      let d18x4 = 0.0
                      let d19x4 = 0.0
                      for i20 in 0..6 {
                        let d21x4 = t8[16*i20 + lane]
                        let d22x4 = t8[16*i20 + 4 + lane]
                        let d23x4 = t8[16*i20 + 8 + lane]
                        let d24x4 = t8[16*i20 + 12 + lane]
                        let d25 = c[6*i15 + i20]
                        let d26x4 = sub d21x4, d25
                        let d27x4 = sub d22x4, d25
                        let d28x4 = sub d23x4, d25
                        let d29x4 = sub d24x4, d25
                        let d30x4 = mul d26x4, d26x4
                        let d31x4 = mul d27x4, d27x4
                        let d32x4 = mul d28x4, d28x4
                        let d33x4 = mul d29x4, d29x4
                        d16x4 sum= d30x4
                        d17x4 sum= d31x4
                        d18x4 sum= d32x4
                        d19x4 sum= d33x4
                      }
                      let b34x4 = le d7x4, d16x4
                      let b35x4 = le d8x4, d17x4
                      let b36x4 = le d9x4, d18x4
                      let b37x4 = le d10x4, d19x4
                      let b38x4 = not b34x4
                      let b39x4 = not b35x4
                      let b40x4 = not b36x4
                      let b41x4 = not b37x4
                      let b42x4 = eq d7x4, d7x4
                      let b43x4 = eq d8x4, d8x4
                      let b44x4 = eq d9x4, d9x4
                      let b45x4 = eq d10x4, d10x4
                      let b46x4 = and b38x4, b42x4
                      let b47x4 = and b39x4, b43x4
                      let b48x4 = and b40x4, b44x4
                      let b49x4 = and b41x4, b45x4
                      let d50x4 = select b46x4, d16x4, d7x4
                      let d51x4 = select b47x4, d17x4, d8x4
                      let d52x4 = select b48x4, d18x4, d9x4
                      let d53x4 = select b49x4, d19x4, d10x4
                      let i54x4 = select b46x4, i15, i11x4
                      let i55x4 = select b47x4, i15, i12x4
                      let i56x4 = select b48x4, i15, i13x4
                      let i57x4 = select b49x4, i15, i14x4
                      d7x4 = d50x4
                      d8x4 = d51x4
                      d9x4 = d52x4
                      d10x4 = d53x4
                      i11x4 = i54x4
                      i12x4 = i55x4
                      i13x4 = i56x4
                      i14x4 = i57x4
                    }
                    let d58 = 1.0
                    let d59x4 = 0.0
                    d59x4 = d58
                    counts[i11x4] += d59x4
                    counts[i12x4] += d59x4
                    counts[i13x4] += d59x4
                    counts[i14x4] += d59x4
                    nearest[16*i1 + lane] = i11x4
                    nearest[16*i1 + 4 + lane] = i12x4
                    nearest[16*i1 + 8 + lane] = i13x4
                    nearest[16*i1 + 12 + lane] = i14x4
                  }
                }
                """, wide(NEAREST));
    }

    /// Of 5 columns of the rows of twice 4 iterations, 0 to 3 and then 1 to 4.
    @Test
    void rowsThatAreCopiedAreStoredSideBySide() {
        String found = wide("""
                func @f(%a: f64[8]) -> (z: f64[8,2,5]) {
                  %z = for %i in 0..8 {
                    %ai = index %a, %i : f64
                    %n = const {1, 2, 3, 4, 5} : i64[5]
                    %t = for %k in 0..5 {
                      %nk = index %n, %k : i64
                      %v = cast f64 %nk : f64
                      %w = mul %v, %ai : f64
                      %e = exp %w : f64
                      yield collect %e
                    } : f64[5]
                    %r = for %j in 0..2 {
                      yield collect %t
                    } : f64[2,5]
                    yield collect %r
                  } : f64[8,2,5]
                  return %z
                }
                """);
        assertTrue(found.contains("""
                z[0 + 10*lane] = d9x4
                z[1 + 10*lane] = d11x4
                z[2 + 10*lane] = d13x4
                z[3 + 10*lane] = d15x4
                z[40 + 10*lane] = d10x4
                z[41 + 10*lane] = d12x4
                z[42 + 10*lane] = d14x4
                z[43 + 10*lane] = d16x4
                let d17x4 = t5[8 + lane]
                let d18x4 = t5[12 + lane]
                let d19x4 = t5[16 + lane]
                let d20x4 = t5[20 + lane]
                let d21x4 = t5[24 + lane]
                let d22x4 = t5[28 + lane]
                let d23x4 = t5[32 + lane]
                let d24x4 = t5[36 + lane]
                z[1 + 10*lane] = d17x4
                z[2 + 10*lane] = d19x4
                z[3 + 10*lane] = d21x4
                z[4 + 10*lane] = d23x4
                z[41 + 10*lane] = d18x4
                z[42 + 10*lane] = d20x4
                z[43 + 10*lane] = d22x4
                z[44 + 10*lane] = d24x4
              """), found);
    }

    @Test
    void rowsThatAreReadOnceAreNot() {
        assertTrue(wide("""
                func @f(%x: f64[32,3]) -> (s: f64[32]) {
                  %1 = for %2 in 0..32 {
                    %3 = index %x, %2 : f64[3]
                    %4 = reduce prod [0] %3 : f64
                    %5 = exp %4 : f64
                    yield collect %5
                  } : f64[32]
                  return %1
                }
                """).contains("+ 3*lane]"));
    }

    /// Which of 7 centres is nearest to each of 32 points in 6 dimensions, and how many points are nearest to each.
    private static final String NEAREST = """
            func @f(%x: f64[32,6], %c: f64[7,6]) -> (nearest: i64[32], counts: f64[7]) {
              %2, %3 = for %4 in 0..32 {
                %5 = for %6 in 0..7 {
                  %7 = for %8 in 0..6 {
                    %9 = index %x, %4, %8 : f64
                    %10 = index %c, %6, %8 : f64
                    %11 = sub %9, %10 : f64
                    %12 = mul %11, %11 : f64
                    yield sum %12
                  } : f64
                  yield argmin %7
                } : i64
                %13 = const 1 : f64
                %14 = place %13, %5 : f64[7]
                yield collect %5, sum %14
              } : i64[32], f64[7]
              return %2, %3
            }
            """;

    @Test
    void whatManyIterationsAddToHasAShadow() {
        assertEquals("""
                kernel f(t: f64[256]) -> (g: f64[5]) {
                  buffer t4: f64[20] at 0
                  let d0 = 0.0
                  fill g[0] for 5 = d0
                  let d1 = -0.0
                  fill t4[0] for 20 = d1
                  for i2 in 0..21 {
                    let d3x4 = t[12*i2 + lane]
                    let d4x4 = t[12*i2 + 4 + lane]
                    let d5x4 = t[12*i2 + 8 + lane]
                    for i6 in 0..5 {
                      let d7 = f64(i6)
                      let d8x4 = mul d3x4, d7
                      let d9x4 = mul d4x4, d7
                      let d10x4 = mul d5x4, d7
                      let d11x4 = exp d8x4
                      let d12x4 = exp d9x4
                      let d13x4 = exp d10x4
                      d11x4 sum= d12x4
                      d11x4 sum= d13x4
                      t4[4*i6 + lane] += d11x4
                    }
                  }
                  for i14 in 0..5 {
                    let d15x4 = t4[4*i14 + lane]
                    g[i14] += d15x4
                  }
                  let d16x4 = t[252 + lane]
                  for i17 in 0..5 {
                    let d18 = f64(i17)
                    let d19x4 = mul d16x4, d18
                    let d20x4 = exp d19x4
                    g[i17] += d20x4
                  }
                }
                """, wide("""
                func @f(%t: f64[256]) -> (g: f64[5]) {
                  %1 = for %2 in 0..256 {
                    %3 = index %t, %2 : f64
                    %4 = for %5 in 0..5 {
                      %6 = cast f64 %5 : f64
                      %7 = mul %3, %6 : f64
                      %8 = exp %7 : f64
                      yield collect %8
                    } : f64[5]
                    yield sum %4
                  } : f64[5]
                  return %1
                }
                """));
    }

    @Test
    void sidesThatAreSafeAreBothMade() {
        assertTrue(wide(CHOICE.formatted("%6 = exp %4 : f64")).contains("select"));
    }

    @Test
    void sidesThatMayTrapAreNot() {
        String text = wide(CHOICE.formatted("%6 = index %x, %k : f64"));
        assertTrue(text.contains("if b") && !text.contains("x4"), text);
    }

    private static final String CHOICE = """
            func @f(%%x: f64[40], %%k: i64) -> (y: f64[40]) {
              %%2 = for %%3 in 0..40 {
                %%4 = index %%x, %%3 : f64
                %%9 = const 0 : f64
                %%5 = lt %%4, %%9 : bool
                %%7 = if %%5 {
                  %s
                  yield %%6
                } else {
                  yield %%4
                } : f64
                yield collect %%7
              } : f64[40]
              return %%2
            }
            """;

    @Test
    void whatBothSidesAddToAnElementIsChosenAndAddedOnce() {
        String found = wide(ADDED.formatted("yield %8"));
        assertTrue(found.contains("select"), found);
        assertEquals(1, found.lines().filter(line -> line.contains("g[4*i1 + lane] +=")).count(), found);
    }

    @Test
    void whatIsAddedMoreThanOnceIsNotChosen() {
        String found = wide(ADDED.formatted("""
                %11 = place %4, %3 : f64[40]
                %12 = add %8, %11 : f64[40]
                yield %12"""));
        assertEquals(3, found.lines().filter(line -> line.contains("g[4*i1 + lane] +=")).count(), found);
    }

    private static final String ADDED = """
            func @f(%%x: f64[40]) -> (g: f64[40]) {
              %%2 = for %%3 in 0..40 {
                %%4 = index %%x, %%3 : f64
                %%5 = const 0 : f64
                %%6 = lt %%4, %%5 : bool
                %%7 = if %%6 {
                  %%9 = exp %%4 : f64
                  %%8 = place %%9, %%3 : f64[40]
                  %s
                } else {
                  %%13 = sin %%4 : f64
                  %%10 = place %%13, %%3 : f64[40]
                  yield %%10
                } : f64[40]
                yield sum %%7
              } : f64[40]
              return %%2
            }
            """;

    /// Each lane takes its positions out of vectors.
    @Test
    void littleWorkOnElementsAtPositionsFromTablesIsDoneOneByOne() {
        String product = byTables("mul %e, %d");
        assertTrue(!product.contains("lane"), product);
        String power = byTables("pow %e, %d");
        assertTrue(power.contains("lane") && power.contains("x4]"), power);
    }

    private static String byTables(String operation) {
        return wide("""
                func @f(%x: f64[9], %y: f64[7]) -> (z: f64[16]) {
                  %from = const {3, 1, 4, 1, 5, 0, 2, 6, 5, 3, 5, 8, 0, 7, 0, 3} : i64[16]
                  %other = const {2, 6, 1, 1, 0, 2, 1, 0, 2, 0, 4, 5, 0, 0, 4, 5} : i64[16]
                  %z = for %i in 0..16 {
                    %k = index %from, %i : i64
                    %e = index %x, %k : f64
                    %l = index %other, %i : i64
                    %d = index %y, %l : f64
                    %v = OPERATION : f64
                    yield collect %v
                  } : f64[16]
                  return %z
                }
                """.replace("OPERATION", operation));
    }

    @Test
    void whatIsOnlyAddedAtPositionsFromATableIsAddedOneByOne() {
        String found = wide("""
                func @f(%x: f64[16]) -> (z: f64[9]) {
                  %at = const {3, 1, 4, 1, 5, 0, 2, 6, 5, 3, 5, 8, 0, 7, 0, 3} : i64[16]
                  %z = scatter_add %x, %at : f64[9]
                  return %z
                }
                """);
        assertTrue(found.contains("+=") && !found.contains("lane"), found);
    }

    /// Each copy compares for order and for NaN.
    @Test
    void thereAreNoMoreCopiesThanRegistersForTruthValues() {
        String greatest = """
                func @f(%x: f64[320], %y: f64[20]) -> (z: f64[320]) {
                  %z = for %i in 0..320 {
                    %a = index %x, %i : f64
                    %m = for %j in 0..20 {
                      %b = index %y, %j : f64
                      %c = mul %a, %b : f64
                      yield max %c
                    } : f64
                    yield collect %m
                  } : f64[320]
                  return %z
                }
                """;
        assertEquals(5, copies(greatest, Options.DEFAULT));
        assertEquals(3, copies(greatest, Options.DEFAULT.withMasks(7)));
        assertEquals(5, copies(greatest, Options.DEFAULT.withMasks(10)));
        assertEquals(5, copies(greatest.replace("yield max", "yield sum"), Options.DEFAULT.withMasks(7)));
    }

    /// How many vectors the outermost loop stores at once.
    private static int copies(String text, Options options) {
        String all = LoopsPrinter.print(kernel(text, options));
        String first = all.substring(0, all.indexOf("\n  }"));
        return first.split("z\\[", -1).length - 1;
    }

    private static String wide(String text) {
        return LoopsPrinter.print(kernel(text, FOUR));
    }

    private static Kernel kernel(String text, Options options) {
        return Pipelines.kernel(Parser.parse("t.ir", text).functions().getFirst(), options);
    }
}
