package mg.passes.loops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import mg.ir.Options;
import mg.ir.Parser;
import mg.loops.LoopsPrinter;
import mg.passes.Pipelines;
import org.junit.jupiter.api.Test;

class ZeroTermsTest {
    /// 24 small matrices for each of 8 lanes, blended in 64 ways.
    private static final String BLEND = """
            func @f(%a: f64[8], %w: f64[64,24], %p: f64[64,4]) -> (z: f64[64,3,8]) {
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
              %zt = transpose [1,2,0] %z : f64[64,3,8]
              return %zt
            }
            """;

    @Test
    void termsThatAreZeroInAllLanesAreLeftOut() {
        String found = print(BLEND);
        assertTrue(found.contains("""
                    b31 any= b34x8
                    let i68 = i30
                    t14[i12] = i68
                    let i69 = i64(b31)
                    i12 sum= i69
                  }
                  for i70 in 0..64 {
                """), found);
        assertTrue(found.contains("""
                    for i75 in 0..24 until i12 {
                      let i76 = t14[i75]
                      let d77 = w[24*i70 + i76]
                      let d78x8 = 0.0
                      let d79x8 = t13[96*i76 + lane]
                """), found);
    }

    /// With one that is not, no term is left out: `b13` says so.
    @Test
    void factorsAreAllLookedAt() {
        assertTrue(print(BLEND).contains("""
                  for i16 in 0..192 {
                    let d17x8 = w[8*i16 + lane]
                    let d18 = 0.0
                    let d19x8 = mul d17x8, d18
                    d15x8 sum= d19x8
                  }
                  d14 sum= d15x8
                  let d20 = 0.0
                  let b21 = eq d14, d20
                  b13 all= b21
                """), print(BLEND));
        assertTrue(print(BLEND).contains("p[8*i24 + lane]"), print(BLEND));
        assertTrue(print(BLEND).contains("let b31 = not b13"), print(BLEND));
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

    private static String print(String text) {
        Options options = Options.DEFAULT.withVectorBytes(64);
        return LoopsPrinter.print(Pipelines.kernel(Parser.parse("t.ir", text).functions().getFirst(), options));
    }
}
