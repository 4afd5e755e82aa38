package mg.passes.loops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import mg.ir.Options;
import mg.ir.Parser;
import mg.loops.LoopsPrinter;
import mg.passes.Pipelines;
import org.junit.jupiter.api.Test;

class RowBlocksTest {
    /// 16 columns of 8 bytes: 32768 rows are 4 MiB.
    private static final String TABLE = """
            func @f(%%x: f64[%1$d], %%n: i64[3]) -> (z: f64[%1$d,4,4]%3$s) {
              %%z = for %%i in 0..%1$d {
                %%xi = index %%x, %%i : f64
                %%e = exp %%xi : f64
                %%rows = for %%k in 0..4 {
                  %%row = for %%j in 0..4 {
                    %%cj = cast f64 %%j : f64
                    %%ck = cast f64 %%k : f64
                    %%a = mul %%e, %%cj : f64
                    %%b = sub %%a, %%ck : f64
                    yield collect %%b
                  } : f64[4]
                  yield collect %%row
                } : f64[4,4]
                yield collect %%rows
              } : f64[%1$d,4,4]
              %2$sreturn %%z%4$s
            }
            """;
    private static final String READ = """
            %zero = const 0 : i64
              %y = for %i in 0..3 {
                %at = index %n, %i : i64
                %v = index %z, %at, %zero, %zero : f64
                yield collect %v
              } : f64[3]
              \
            """;

    @Test
    void rowsOfLargeResultsAreMadeInBlocks() {
        String found = print(TABLE.formatted(32768, "", "", ""), 64);
        assertTrue(found.contains("  buffer t3: f64[128] at 0\n"), found);
        assertTrue(found.contains("    t3[0 + 16*lane] = "), found);
        assertTrue(found.contains("    t3[15 + 16*lane] = d26x8\n    copy z[128*i0] for 128 = t3[0]\n  }\n"), found);
        assertEquals(16, found.split("\n    t3\\[").length - 1, found);
        assertFalse(found.contains(" z[128*i0 "), found);
    }

    @Test
    void rowsOfSmallResultsAreStoredWhereTheyBelong() {
        String found = print(TABLE.formatted(32767, "", "", ""), 64);
        assertTrue(found.contains("z[128*i0 + 15 + 16*lane] = "), found);
        assertFalse(found.contains("copy"), found);
    }

    @Test
    void whatIsReadAgainStaysInTheCaches() {
        String found = print(TABLE.formatted(32768, READ, ", y: f64[3]", ", %y"), 64);
        assertTrue(found.contains(" + 15 + 16*lane] = "), found);
        assertFalse(found.contains("copy"), found);
    }

    /// 4 lanes of 16 columns are 512 bytes.
    @Test
    void shortBlocksStay() {
        String found = print(TABLE.formatted(32768, "", "", ""), 32);
        assertTrue(found.contains("z[64*i0 + 15 + 16*lane] = "), found);
        assertFalse(found.contains("copy"), found);
    }

    @Test
    void withoutStreamsRowsAreStoredWhereTheyBelong() {
        String found = print(TABLE.formatted(32768, "", "", ""), Options.DEFAULT.withoutStreams());
        assertTrue(found.contains("z[128*i0 + 15 + 16*lane] = "), found);
        assertFalse(found.contains("copy"), found);
    }

    private static String print(String text, int vectorBytes) {
        return print(text, Options.DEFAULT.withVectorBytes(vectorBytes));
    }

    private static String print(String text, Options options) {
        return LoopsPrinter.print(Pipelines.kernel(Parser.parse("t.ir", text).functions().getFirst(), options));
    }
}
