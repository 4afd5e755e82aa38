package mg.passes.sparse;

import java.util.Arrays;

/// The order in which each column has the most neighbours, columns in the same row, among those before it.
///
/// Columns wait in lists, one for each number of neighbours passed, linked in both directions.
final class IncidenceDegree {
    /// Rows with more columns than this do not count: most orders of a long row are alike.
    private static final int LARGE = 256;
    private static final int NONE = -1;

    private final int[][] rows;
    private final int[][] members;
    private final int[] degree;
    private final int[] next;
    private final int[] previous;
    /// The first column of each list.
    private int[] first = new int[16];

    /// @param members for each column the rows it is in
    IncidenceDegree(int[][] rows, int[][] members) {
        this.rows = rows;
        this.members = members;
        this.degree = new int[members.length];
        this.next = new int[members.length];
        this.previous = new int[members.length];
        Arrays.fill(first, NONE);
    }

    /// The given columns in that order; of equals the one reached last.
    int[] order(int[] columns) {
        Arrays.fill(degree, NONE);
        for (int k = columns.length - 1; k >= 0; k--) {
            insert(columns[k], 0);
        }
        var order = new int[columns.length];
        int most = 0;
        for (int k = 0; k < order.length; k++) {
            while (first[most] == NONE) {
                most--;
            }
            int column = first[most];
            order[k] = column;
            remove(column);
            degree[column] = NONE;
            for (int row : members[column]) {
                most = Math.max(most, raise(rows[row]));
            }
        }
        return order;
    }

    /// Each column of a row that still waits has passed one more neighbour. Gives the largest degree met.
    private int raise(int[] row) {
        int most = 0;
        for (int k = 0; k < row.length && row.length <= LARGE; k++) {
            if (degree[row[k]] != NONE) {
                int raised = degree[row[k]] + 1;
                remove(row[k]);
                insert(row[k], raised);
                most = Math.max(most, raised);
            }
        }
        return most;
    }

    private void insert(int column, int list) {
        if (list >= first.length) {
            int before = first.length;
            first = Arrays.copyOf(first, 2 * list);
            Arrays.fill(first, before, first.length, NONE);
        }
        degree[column] = list;
        next[column] = first[list];
        previous[column] = NONE;
        if (first[list] != NONE) {
            previous[first[list]] = column;
        }
        first[list] = column;
    }

    private void remove(int column) {
        if (previous[column] == NONE) {
            first[degree[column]] = next[column];
        } else {
            next[previous[column]] = next[column];
        }
        if (next[column] != NONE) {
            previous[next[column]] = previous[column];
        }
    }
}
