package mg.passes.sparse;

import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// Groups of columns, no two of which have an element in the same row: one derivative gives all columns of a group
/// (A. R. Curtis, M. J. D. Powell, J. K. Reid, On the estimation of sparse Jacobian matrices, 1974).
///
/// The groups are the colours of a graph whose nodes are columns and whose edges join columns that share a row (T. F.
/// Coleman, J. J. Moré, Estimation of sparse Jacobian matrices and graph coloring problems, 1983). Each column takes
/// the first free colour, in the best of three orders: as they stand, which suits bands; the largest degree first; and
/// always the one with the most coloured neighbours next (incidence degree), which suits grids.
final class Colouring {
    /// Rows with more columns than this keep the colours they have used as bits.
    private static final int LARGE = 256;

    private final int[][] rows;
    /// For each column the rows it is in.
    private final int[][] members;
    private final int longest;

    private Colouring(int[][] rows, int columns) {
        this.rows = rows;
        this.longest = Arrays.stream(rows).mapToInt(r -> r.length).max().orElse(0);
        var counts = new int[columns];
        Arrays.stream(rows).flatMapToInt(Arrays::stream).forEach(column -> counts[column]++);
        this.members = Arrays.stream(counts).mapToObj(int[]::new).toArray(int[][]::new);
        for (int row = rows.length - 1; row >= 0; row--) {
            for (int column : rows[row]) {
                members[column][--counts[column]] = row;
            }
        }
    }

    /// The colour of each column, from 0; -1 for one that is empty.
    static int[] of(List<Support> rows, int columns) {
        int[][] distinct = new LinkedHashSet<>(rows).stream().map(Support::positions).toArray(int[][]::new);
        var colouring = new Colouring(distinct, columns);
        int[] order = IntStream.range(0, columns).filter(k -> colouring.members[k].length > 0).toArray();
        if (colouring.longest == order.length) {
            return colouring.each(order);
        }
        int[] best = colouring.greedy(order);
        List<Supplier<int[]>> others = List.of(() -> colouring.largestFirst(order),
                () -> new IncidenceDegree(colouring.rows, colouring.members).order(order));
        for (Supplier<int[]> other : others) {
            if (count(best) > colouring.longest) {
                int[] next = colouring.greedy(other.get());
                best = count(next) < count(best) ? next : best;
            }
        }
        return best;
    }

    /// The number of colours.
    static int count(int[] colours) {
        return Arrays.stream(colours).max().orElse(-1) + 1;
    }

    /// Some row has all columns: each needs a colour of its own.
    private int[] each(int[] order) {
        var colours = new int[members.length];
        Arrays.fill(colours, -1);
        for (int k = 0; k < order.length; k++) {
            colours[order[k]] = k;
        }
        return colours;
    }

    private int[] largestFirst(int[] order) {
        return IntStream.of(order)
                .mapToObj(column -> new long[] {-degree(column), column})
                .sorted((a, b) -> Arrays.compare(a, b))
                .mapToInt(pair -> (int) pair[1])
                .toArray();
    }

    /// The number of columns that share a row with this one, each counted as often as it does.
    private long degree(int column) {
        return Arrays.stream(members[column]).mapToLong(row -> rows[row].length - 1).sum();
    }

    private int[] greedy(int[] order) {
        var colours = new int[members.length];
        Arrays.fill(colours, -1);
        var used = new BitSet[rows.length];
        Arrays.setAll(used, row -> rows[row].length > LARGE ? new BitSet() : null);
        var taken = new BitSet();
        for (int column : order) {
            taken.clear();
            for (int row : members[column]) {
                take(row, used[row], colours, taken);
            }
            colours[column] = taken.nextClearBit(0);
            for (int row : members[column]) {
                if (used[row] != null) {
                    used[row].set(colours[column]);
                }
            }
        }
        return colours;
    }

    /// Adds the colours of a row's columns.
    private void take(int row, BitSet used, int[] colours, BitSet taken) {
        if (used != null) {
            taken.or(used);
            return;
        }
        for (int other : rows[row]) {
            if (colours[other] >= 0) {
                taken.set(colours[other]);
            }
        }
    }
}
