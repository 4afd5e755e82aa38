package mg.passes.loops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import mg.ir.Options;
import mg.ir.Parser;
import mg.loops.LoopsPrinter;
import mg.passes.Pipelines;
import org.junit.jupiter.api.Test;

class RemaindersTest {
    @Test
    void remaindersOfPositionsAreCounted() {
        assertEquals("""
                kernel f(a: f64[7]) -> (z: f64[40]) {
                  let i0 = 7
                  let i1x4 = 0 + lane
                  let i2x4 = rem i1x4, i0
                  for i3 in 0..10 {
                    let d4x4 = a[i2x4]
                    let d5x4 = exp d4x4
                    z[4*i3 + lane] = d5x4
                    let i6 = 4
                    let i7 = 7
                    let i8x4 = add i2x4, i6
                    let b9x4 = lt i8x4, i7
                    let i10x4 = sub i8x4, i7
                    let i11x4 = select b9x4, i8x4, i10x4
                    i2x4 = i11x4
                  }
                }
                """, print("rem %i, %n", 32));
    }

    /// The first position is 17 = 2 · 7 + 3.
    @Test
    void positionsMayBeginAnywhere() {
        String found = print("rem %later, %n", 32);
        assertTrue(found.contains("let i1x4 = 17 + lane\n  let i2x4 = rem i1x4, i0\n  for"), found);
        assertEquals(1, found.split(" rem ").length - 1, found);
    }

    @Test
    void whatMayBeNegativeIsDivided() {
        String found = print("rem %before, %n", 32);
        assertTrue(found.indexOf(" rem ") > found.indexOf("for i"), found);
    }

    @Test
    void oneNumberIsDivided() {
        String found = print("rem %i, %n", 0);
        assertTrue(found.indexOf(" rem ") > found.indexOf("for i"), found);
    }

    @Test
    void whatIsNoPositionIsDivided() {
        String found = print("rem %square, %n", 32);
        assertTrue(found.indexOf(" rem ") > found.indexOf("for i"), found);
    }

    private static String print(String remainder, int vectorBytes) {
        String text = """
                func @f(%%a: f64[7]) -> (z: f64[40]) {
                  %%z = for %%i in 0..40 {
                    %%n = const 7 : i64
                    %%c = const 17 : i64
                    %%later = add %%i, %%c : i64
                    %%before = sub %%i, %%c : i64
                    %%square = mul %%i, %%i : i64
                    %%r = %s : i64
                    %%zero = const 0 : i64
                    %%at = max %%r, %%zero : i64
                    %%v = index %%a, %%at : f64
                    %%e = exp %%v : f64
                    yield collect %%e
                  } : f64[40]
                  return %%z
                }
                """.formatted(remainder);
        // What cannot be negative needs no maximum.
        String plain = remainder.contains("%i,") || remainder.contains("later")
                ? text.replace("max %r, %zero", "add %r, %zero") : text;
        Options options = Options.DEFAULT.withVectorBytes(vectorBytes);
        return LoopsPrinter.print(Pipelines.kernel(Parser.parse("t.ir", plain).functions().getFirst(), options));
    }
}
