package mg.passes.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import mg.ir.ElementType;
import mg.ir.Function;
import mg.ir.Tensor;
import mg.loops.Buffer;
import mg.loops.Index;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StripTest {
    private static List<Strip> strips(ElementType element, boolean adds, long m, long n, int lanes) {
        var buffer = new Buffer(0, "t", element, 1 << 20, new Buffer.Place.Output());
        var matrix = new Matrix(buffer, Index.ZERO, n, 1);
        return Strip.of(new MatrixProduct(matrix, adds, matrix, matrix, m, n, 100), lanes, 32);
    }

    @Test
    void whatWholeTilesLeaveIsDoneByNarrowerOnes() {
        assertEquals(
                List.of(new Strip(0, 48, new TileShape(8, 3), 8), new Strip(48, 2, new TileShape(8, 1), 2)),
                strips(ElementType.F64, false, 256, 50, 8));
        assertEquals(
                List.of(new Strip(0, 96, new TileShape(8, 3), 16), new Strip(94, 4, new TileShape(8, 1), 4)),
                strips(ElementType.F32, false, 256, 98, 16));
    }

    @Test
    void nothingIsDividedWithoutARest() {
        assertEquals(1, strips(ElementType.F64, false, 256, 48, 8).size());
        assertEquals(1, strips(ElementType.F64, true, 512, 512, 8).size());
    }

    /// Every column is in a tile; where products are added, in one of them only.
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void stripsHaveAllColumns(boolean adds) {
        for (ElementType element : new ElementType[] {ElementType.F64, ElementType.F32}) {
            for (int lanes = 2; lanes <= 16; lanes *= 2) {
                for (int n = lanes; n < 200; n++) {
                    List<Strip> strips = strips(element, adds, 30, n, lanes);
                    Strip last = strips.getLast();
                    assertEquals(0, strips.getFirst().from());
                    assertEquals(n, last.from() + last.count());
                    if (strips.size() > 1) {
                        long end = strips.getFirst().count();
                        assertTrue(last.from() == end || !adds && last.from() < end, strips::toString);
                        assertEquals(0, end % strips.getFirst().width());
                        assertEquals(last.count(), last.width());
                        assertEquals(strips.getFirst().shape().high(), last.shape().high());
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {18, 23, 50})
    void productsOfStripsAreRight(int columns) {
        for (String element : new String[] {"f64", "f32"}) {
            check("""
                    func @f(%%x: %2$s[9,5], %%w: %2$s[5,%1$d]) -> %2$s[9,%1$d] {
                      %%1 = dot [1=0] %%x, %%w : %2$s[9,%1$d]
                      return %%1
                    }
                    """.formatted(columns, element));
            check("""
                    func @f(%%x: %2$s[2,9,5], %%w: %2$s[2,%1$d,5]) -> %2$s[9,%1$d] {
                      %%1 = for %%k in 0..2 {
                        %%2 = index %%x, %%k : %2$s[9,5]
                        %%3 = index %%w, %%k : %2$s[%1$d,5]
                        %%4 = dot [1=1] %%2, %%3 : %2$s[9,%1$d]
                        yield sum %%4
                      } : %2$s[9,%1$d]
                      return %%1
                    }
                    """.formatted(columns, element));
        }
    }

    private static void check(String text) {
        Function function = Lowered.parse(text);
        var random = new Random(1);
        Lowered.check(function,
                function.argumentTypes().stream().map(t -> Tensor.reals(t, _ -> random.nextGaussian())).toList());
    }
}
