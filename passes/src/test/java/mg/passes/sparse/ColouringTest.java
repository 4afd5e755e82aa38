package mg.passes.sparse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// How many derivatives a pattern takes, and that those taken together can be told apart.
class ColouringTest {
    private static Pattern pattern(int rows, int columns, BiPredicate<Integer, Integer> filled) {
        var sum = new DependenceSum();
        for (int row = 0; row < rows; row++) {
            int r = row;
            Support[] cells = IntStream.range(0, columns)
                    .filter(column -> filled.test(r, column))
                    .mapToObj(column -> Support.range(column, column + 1))
                    .toArray(Support[]::new);
            if (cells.length > 0) {
                sum.add(row, Support.or(cells, 0, cells.length));
            }
        }
        return new Pattern(rows, columns, sum.result());
    }

    /// The number of derivatives; checks that each element is alone in its group.
    private static int groups(Pattern pattern) {
        Compression compression = Compression.of(pattern);
        var seen = new HashSet<List<Integer>>();
        pattern.forEach((row, column) -> {
            int group = compression.backward()[row];
            List<Integer> place = group >= 0
                    ? List.of(1, group, column)
                    : List.of(0, compression.forward()[column], row);
            assertTrue(place.get(1) >= 0, () -> "no derivative gives " + row + ", " + column);
            assertTrue(seen.add(place), () -> "two elements at " + place);
        });
        return compression.groups();
    }

    @Test
    void bandsTakeTheirWidth() {
        for (int n : new int[] {3, 4, 5, 10, 100, 1001}) {
            assertEquals(3, groups(pattern(n, n, (i, j) -> Math.abs(i - j) <= 1)));
            assertEquals(Math.min(n, 5), groups(pattern(n, n, (i, j) -> Math.abs(i - j) <= 2)));
            assertEquals(1, groups(pattern(n, n, (i, j) -> i.equals(j))));
            assertEquals(2, groups(pattern(n - 1, n, (i, j) -> i.equals(j) || i + 1 == j)));
        }
    }

    @Test
    void blocksTakeTheirSize() {
        assertEquals(4, groups(pattern(24, 24, (i, j) -> i / 4 == j / 4)));
        assertEquals(2, groups(pattern(10, 25, (i, j) -> i / 2 == j / 5)));
        assertEquals(5, groups(pattern(25, 25, (i, j) -> i / 5 == j / 5)));
    }

    @Test
    void denseRowsAndColumnsAreTakenApart() {
        assertEquals(3, groups(pattern(50, 50, (i, j) -> i.equals(j) || i == 0 || j == 0)));
        assertEquals(2, groups(pattern(50, 50, (i, j) -> i.equals(j) || i == 49)));
        assertEquals(2, groups(pattern(50, 50, (i, j) -> i.equals(j) || j == 7)));
        assertEquals(6, groups(pattern(50, 50, (i, j) -> Math.abs(i - j) <= 1 || i == 0 || j == 0 || i == 25)));
    }

    @Test
    void fullAndEmptyPatterns() {
        assertEquals(0, groups(pattern(5, 7, (i, j) -> false)));
        assertEquals(0, groups(pattern(0, 0, (i, j) -> true)));
        assertEquals(3, groups(pattern(3, 900, (i, j) -> true)));
        assertEquals(3, groups(pattern(900, 3, (i, j) -> true)));
        assertEquals(20, groups(pattern(20, 20, (i, j) -> true)));
        assertEquals(1, groups(pattern(1, 1, (i, j) -> true)));
    }

    @Test
    void stencilsTakeTheirPoints() {
        int n = 30;
        assertEquals(5, groups(pattern(n * n, n * n,
                (i, j) -> Math.abs(i / n - j / n) + Math.abs(i % n - j % n) <= 1)));
    }

    @Test
    void randomPatternsAreToldApart() {
        var random = new Random(4);
        for (int k = 0; k < 300; k++) {
            int rows = random.nextInt(40);
            int columns = random.nextInt(40);
            double filled = Math.pow(random.nextDouble(), 3);
            var cells = new ArrayList<Boolean>();
            IntStream.range(0, rows * columns).forEach(_ -> cells.add(random.nextDouble() < filled));
            int groups = groups(pattern(rows, columns, (i, j) -> cells.get(i * columns + j)));
            assertTrue(groups <= Math.min(rows, columns), rows + " by " + columns + " in " + groups);
        }
    }

    @Test
    void longRowsKeepTheirColoursApart() {
        assertEquals(600, groups(pattern(1200, 1200, (i, j) -> i / 600 == j / 600)));
        assertEquals(301, groups(pattern(700, 700, (i, j) -> Math.abs(i - j) <= 150)));
    }
}
