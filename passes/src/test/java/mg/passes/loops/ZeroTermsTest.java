package mg.passes.loops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import mg.ir.Options;
import mg.ir.Parser;
import mg.loops.LoopsPrinter;
import mg.passes.Pipelines;
import mg.testing.KernelParser;
import org.junit.jupiter.api.Test;

class ZeroTermsTest {
    /// 24 small matrices for each of 8 lanes, blended in 64 ways.
    private static final String BLEND = """
            func @f(%a: f64[8], %w: f64[64,24], %p: f64[64,4]) -> (z: f64[8,64,3]) {
              %z = for %i in 0..8 {
                %ai = index %a, %i : f64
                %t = for %k in 0..24 {
                  %ck = cast f64 %k : f64
                  %s = mul %ai, %ck : f64
                  %rows = for %r in 0..3 {
                    %cols = for %m in 0..4 {
                      %cm = cast f64 %m : f64
                      %e = mul %s, %cm : f64
                      yield collect %e
                    } : f64[4]
                    yield collect %cols
                  } : f64[3,4]
                  yield collect %rows
                } : f64[24,3,4]
                %out = for %j in 0..64 {
                  %sum = for %k in 0..24 {
                    %wk = index %w, %j, %k : f64
                    %terms = for %r in 0..3 {
                      %d = for %m in 0..4 {
                        %x = index %t, %k, %r, %m : f64
                        %y = index %p, %j, %m : f64
                        %xy = mul %x, %y : f64
                        yield sum %xy
                      } : f64
                      %v = mul %d, %wk : f64
                      yield collect %v
                    } : f64[3]
                    yield sum %terms
                  } : f64[3]
                  %row = for %r in 0..3 {
                    %q = index %sum, %r : f64
                    %qa = mul %q, %ai : f64
                    yield collect %qa
                  } : f64[3]
                  yield collect %row
                } : f64[64,3]
                yield collect %out
              } : f64[8,64,3]
              return %z
            }
            """;

    @Test
    void termsThatAreZeroInAllLanesAreLeftOut() {
        String found = print(BLEND);
        assertTrue(found.contains("""
                    b55 any= b58x8
                    let i92 = i54
                    t14[i53] = i92
                    let i93 = i64(b55)
                    i53 sum= i93
                  }
                  for i94 in 0..64 {
                """), found);
        assertTrue(found.contains("""
                    for i99 in 0..24 until i53 {
                      let i100 = t14[i99]
                      let d101 = w[24*i94 + i100]
                      let d102x8 = 0.0
                      let d103x8 = t13[96*i100 + lane]
                """), found);
    }

    /// With one that is not, no term is left out: `b12` says so.
    @Test
    void factorsAreAllLookedAt() {
        assertTrue(print(BLEND).contains("""
                  for i18 in 0..48 {
                    let d19x8 = w[32*i18 + lane]
                    let d20 = 0.0
                    let d21x8 = mul d19x8, d20
                    d14x8 sum= d21x8
                """), print(BLEND));
        assertTrue(print(BLEND).contains("""
                  d13 sum= d17x8
                  let d31 = 0.0
                  let b32 = eq d13, d31
                  b12 all= b32
                """), print(BLEND));
        assertTrue(print(BLEND).contains("p[32*i38 + 24 + lane]"), print(BLEND));
        assertTrue(print(BLEND).contains("let b55 = not b12"), print(BLEND));
    }

    /// What whole rounds of four vectors do not reach is at the end.
    @Test
    void theLastFactorsAreLookedAtToo() {
        String found = print(BLEND.replace("64,24", "65,24").replace("0..64", "0..65").replace("64,4", "65,4")
                .replace("64,3", "65,3"));
        assertTrue(found.contains("w[1552 + lane]") && found.contains("w[1536 + lane]"), found);
        assertTrue(found.contains("p[252 + lane]"), found);
    }

    /// Which terms there are depends on the loop between, and factors are copied to where they are read.
    private static final String BETWEEN = """
            kernel f(w: f64[2048], a: f64[128]) -> (z: f64[192]) {
              buffer t1: f64[96] at 0
              buffer t2: f64[32] at 96
              for i3 in 0..96 {
                let d4 = a[i3]
                t1[i3] = d4
              }
              for i5 in 0..64 {
                for i6 in 0..32 {
                  let d7 = w[32*i5 + i6]
                  t2[i6] = d7
                }
                for i8 in 0..3 {
                  let d9 = 0.0
                  for i10 in 0..8 {
                    let d11 = t1[32*i8 + 4*i10]
                    let d12 = t2[4*i10]
                    let d13 = mul d11, d12
                    d9 sum= d13
                    let d14 = t1[32*i8 + 4*i10 + 1]
                    let d15 = t2[4*i10 + 1]
                    let d16 = mul d14, d15
                    d9 sum= d16
                    let d17 = t1[32*i8 + 4*i10 + 2]
                    let d18 = t2[4*i10 + 2]
                    let d19 = mul d17, d18
                    d9 sum= d19
                    let d20 = t1[32*i8 + 4*i10 + 3]
                    let d21 = t2[4*i10 + 3]
                    let d22 = mul d20, d21
                    d9 sum= d22
                  }
                  z[3*i5 + i8] = d9
                }
              }
            }
            """;

    @Test
    void eachIterationOfALoopBetweenHasTermsOfItsOwn() {
        assertEquals("""
                kernel f(w: f64[2048], a: f64[128]) -> (z: f64[192]) {
                  buffer t1: f64[96] at 0
                  buffer t2: f64[32] at 96
                  buffer t5: i64[24] at 0
                  buffer t6: i64[3] at 0
                  for i3 in 0..96 {
                    let d4 = a[i3]
                    t1[i3] = d4
                  }
                  let b24 = true
                  let d25 = 0.0
                  let d26x8 = 0.0
                  let d27x8 = 0.0
                  let d28x8 = 0.0
                  let d29x8 = 0.0
                  for i30 in 0..64 {
                    let d31x8 = w[32*i30 + lane]
                    let d32 = 0.0
                    let d33x8 = mul d31x8, d32
                    d26x8 sum= d33x8
                    let d34x8 = w[32*i30 + 8 + lane]
                    let d35 = 0.0
                    let d36x8 = mul d34x8, d35
                    d27x8 sum= d36x8
                    let d37x8 = w[32*i30 + 16 + lane]
                    let d38 = 0.0
                    let d39x8 = mul d37x8, d38
                    d28x8 sum= d39x8
                    let d40x8 = w[32*i30 + 24 + lane]
                    let d41 = 0.0
                    let d42x8 = mul d40x8, d41
                    d29x8 sum= d42x8
                  }
                  d25 sum= d26x8
                  d25 sum= d27x8
                  d25 sum= d28x8
                  d25 sum= d29x8
                  let d43 = 0.0
                  let b44 = eq d25, d43
                  b24 all= b44
                  for i61 in 0..3 {
                    let i23 = 0
                    for i45 in 0..8 {
                      let b46 = not b24
                      let d47 = t1[32*i61 + 4*i45]
                      let d48 = 0.0
                      let b49 = ne d47, d48
                      let d50 = t1[32*i61 + 4*i45 + 1]
                      let d51 = 0.0
                      let b52 = ne d50, d51
                      b49 any= b52
                      let d53 = t1[32*i61 + 4*i45 + 2]
                      let d54 = 0.0
                      let b55 = ne d53, d54
                      b49 any= b55
                      let d56 = t1[32*i61 + 4*i45 + 3]
                      let d57 = 0.0
                      let b58 = ne d56, d57
                      b49 any= b58
                      b46 any= b49
                      let i59 = i45
                      t5[8*i61 + i23] = i59
                      let i60 = i64(b46)
                      i23 sum= i60
                    }
                    t6[i61] = i23
                  }
                  for i5 in 0..64 {
                    for i6 in 0..32 {
                      let d7 = w[32*i5 + i6]
                      t2[i6] = d7
                    }
                    for i8 in 0..3 {
                      let d9 = 0.0
                      let i62 = t6[i8]
                      for i63 in 0..8 until i62 {
                        let i10 = t5[8*i8 + i63]
                        let d11 = t1[32*i8 + 4*i10]
                        let d12 = t2[4*i10]
                        let d13 = mul d11, d12
                        d9 sum= d13
                        let d14 = t1[32*i8 + 4*i10 + 1]
                        let d15 = t2[4*i10 + 1]
                        let d16 = mul d14, d15
                        d9 sum= d16
                        let d17 = t1[32*i8 + 4*i10 + 2]
                        let d18 = t2[4*i10 + 2]
                        let d19 = mul d17, d18
                        d9 sum= d19
                        let d20 = t1[32*i8 + 4*i10 + 3]
                        let d21 = t2[4*i10 + 3]
                        let d22 = mul d20, d21
                        d9 sum= d22
                      }
                      z[3*i5 + i8] = d9
                    }
                  }
                }
                """, alone(BETWEEN));
    }

    @Test
    void factorsThatAreMadeStay() {
        assertKeeps(BETWEEN.replace("let d7 = w[32*i5 + i6]", "let d23 = w[32*i5 + i6]\n      let d7 = exp d23"));
        assertKeeps(BETWEEN.replace("t2[i6] = d7", "t2[i6] += d7"));
        assertKeeps(BETWEEN.replace("t2[i6] = d7", "d7 sum= d7\n      t2[i6] = d7"));
    }

    /// What is there before is in none of the copies.
    @Test
    void factorsThatAreAlsoMadeBeforeStay() {
        assertKeeps(BETWEEN.replace("  for i3 in 0..96 {", "  let d24 = a[127]\n  t2[3] = d24\n  for i3 in 0..96 {"));
    }

    @Test
    void sourcesThatDifferInTheLoopAroundStay() {
        assertKeeps(BETWEEN.replace("t1[32*i8 + 4*i10]", "t1[i5 + 4*i10]"));
        assertKeeps(BETWEEN.replace("      z[3*i5 + i8] = d9", "      z[3*i5 + i8] = d9\n      t1[i8] = d9"));
    }

    @Test
    void whatIsNotZeroForZerosStays() {
        assertStays(BLEND.replace("%v = mul %d, %wk", "%v = sub %d, %wk"));
        assertStays(BLEND.replace("%v = mul %d, %wk", "%v = div %d, %wk"));
    }

    @Test
    void productsOfFactorsMayOverflowAndStay() {
        assertStays(BLEND.replace("%xy = mul %x, %y : f64", "%yy = mul %y, %y : f64\n%xy = mul %x, %yy : f64"));
    }

    /// The matrices are an argument: what is given is seldom zero.
    @Test
    void whatWasNotComputedStays() {
        assertStays(BLEND.replace("(%a: f64[8],", "(%a: f64[8], %given: f64[24,3,4,8],")
                .replace("%x = index %t, %k, %r, %m", "%x = index %given, %k, %r, %m, %i"));
    }

    @Test
    void fewTermsStay() {
        assertStays(BLEND.replace("0..24", "0..3").replace("64,24", "64,3").replace("24,3,4", "3,3,4"));
    }

    private static void assertStays(String text) {
        String found = print(text);
        assertEquals(-1, found.indexOf(" until "), found);
    }

    private static void assertKeeps(String text) {
        assertEquals(text, alone(text));
    }

    private static String alone(String text) {
        return LoopsPrinter.print(ZeroTerms.run(KernelParser.parse(text), Options.DEFAULT.withVectorBytes(64)));
    }

    private static String print(String text) {
        Options options = Options.DEFAULT.withVectorBytes(64);
        return LoopsPrinter.print(Pipelines.kernel(Parser.parse("t.ir", text).functions().getFirst(), options));
    }
}
