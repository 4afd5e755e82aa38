package mg.passes.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.regex.Pattern;
import mg.ir.Options;
import mg.loops.LoopsPrinter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Matrix products of few elements.
class SmallProductsTest {
    private static final Pattern WIDE = Pattern.compile("d\\d+x\\d+ sum= ");

    private static void formsVectors(boolean wanted, String text) {
        String loops = LoopsPrinter.print(Lowered.kernel(Lowered.parse(text), new Options(false, 64)));
        assertEquals(wanted, WIDE.matcher(loops).find(), loops);
        Lowered.check(Lowered.parse(text));
    }

    @Test
    void thoseOfAStateAreTiled() {
        formsVectors(true, """
                func @f(%x: f64[8,8], %w: f64[8,8]) -> f64[8,8] {
                  %1 = for %k in 0..3 carry(%s = %x) {
                    %2 = dot [1=0] %s, %w : f64[8,8]
                    %3 = tanh %2 : f64[8,8]
                    yield carry %3
                  } : f64[8,8]
                  return %1
                }
                """);
    }

    @Test
    void thoseOfAWhileAreTiled() {
        formsVectors(true, """
                func @f(%x: f64[8,8], %w: f64[8,8], %n: i64) -> f64[8,8] {
                  %zero = const 0 : i64
                  %1, %2 = while (%s = %x, %k = %zero) {
                    %three = const 3 : i64
                    %3 = lt %k, %three : bool
                    yield %3
                  } do (%t, %j) {
                    %4 = dot [1=1] %t, %w : f64[8,8]
                    %one = const 1 : i64
                    %5 = add %j, %one : i64
                    yield %4, %5
                  } : f64[8,8], i64
                  return %1
                }
                """);
    }

    @Test
    void thoseOfIndependentIterationsStayLoops() {
        formsVectors(false, """
                func @f(%x: f64[3,8,8], %w: f64[8,8]) -> f64[3,8] {
                  %1 = for %k in 0..3 {
                    %2 = index %x, %k : f64[8,8]
                    %3 = for %j in 0..2 carry(%s = %2) {
                      %4 = dot [1=0] %s, %w : f64[8,8]
                      %5 = tanh %4 : f64[8,8]
                      yield carry %5
                    } : f64[8,8]
                    %6 = reduce sum [0] %3 : f64[8]
                    yield collect %6
                  } : f64[3,8]
                  return %1
                }
                """);
    }

    @ParameterizedTest
    @CsvSource({"3, false", "4, true", "7, true", "8, true", "9, true"})
    void fourColumnsAreAVector(int columns, boolean wanted) {
        formsVectors(wanted, """
                func @f(%%x: f64[3,5,6], %%w: f64[3,6,%1$d]) -> f64[3,5,%1$d] {
                  %%1 = dot [2=1] batch [0=0] %%x, %%w : f64[3,5,%1$d]
                  return %%1
                }
                """.formatted(columns));
    }

    /// Neighbours along the products: as vectors where they are many for the rows, otherwise copied.
    @ParameterizedTest
    @ValueSource(ints = {3, 4, 8, 16, 20, 100})
    void productsThatAreNeighbours(int depth) {
        formsVectors(depth > 3, """
                func @f(%%x: f64[5,%1$d], %%w: f64[6,%1$d]) -> f64[5,6] {
                  %%1 = dot [1=1] %%x, %%w : f64[5,6]
                  return %%1
                }
                """.formatted(depth));
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 7, 8, 15, 17})
    void shortVectorsOfFloats(int columns) {
        Lowered.check(Lowered.parse("""
                func @f(%%x: f32[5,6], %%w: f32[6,%1$d]) -> f32[5,%1$d] {
                  %%1 = dot [1=0] %%x, %%w : f32[5,%1$d]
                  return %%1
                }
                """.formatted(columns)));
    }
}
