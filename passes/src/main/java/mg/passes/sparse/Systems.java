package mg.passes.sparse;

import java.util.stream.IntStream;
import mg.ir.Type;

/// What factors and solutions of linear systems depend on. An element of a triangular matrix that is known to be 0
/// keeps rows apart; otherwise every element counts that elimination may read.
final class Systems {
    private Systems() {}

    /// `L[i,j]` depends on row `i` up to column `j`, and on the triangle of the rows up to `j`.
    static Dependence cholesky(Type type, Dependence a) {
        int n = type.size(0);
        var sum = new DependenceSum();
        Support[] rows = new Support[n];
        java.util.Arrays.fill(rows, Support.EMPTY);
        Support triangle = Support.EMPTY;
        for (int j = 0; j < n; j++) {
            rows[j] = rows[j].or(a.of(j * n + j));
            triangle = triangle.or(rows[j]);
            add(sum, j * n + j, triangle);
            for (int i = j + 1; i < n; i++) {
                rows[i] = rows[i].or(a.of(i * n + j));
                add(sum, i * n + j, triangle.or(rows[i]));
            }
        }
        return sum.result();
    }

    /// `x[i]` depends on row `i` of what is read of the matrix, on `b[i]`, and on the `x[k]` before it.
    static Dependence triangular(boolean lower, Type type, Fact t, Type right, Dependence b) {
        int n = type.size(0);
        int columns = columns(right);
        Support[] x = IntStream.range(0, n * columns).mapToObj(b::of).toArray(Support[]::new);
        for (int step = 0; step < n; step++) {
            int i = lower ? step : n - 1 - step;
            for (int before = 0; before <= step; before++) {
                int k = lower ? before : n - 1 - before;
                boolean zero = t.isKnown() && t.known().real(i * n + k) == 0;
                for (int c = 0; c < columns && !zero; c++) {
                    x[i * columns + c] = x[i * columns + c].or(x[k * columns + c]).or(t.dependence().of(i * n + k));
                }
            }
        }
        var sum = new DependenceSum();
        IntStream.range(0, x.length).forEach(k -> add(sum, k, x[k]));
        return sum.result();
    }

    /// Every element of a column depends on the whole matrix and on the column of the right-hand side.
    static Dependence general(Dependence a, Type right, Dependence b) {
        int columns = columns(right);
        Support matrix = Support.EMPTY;
        for (int k = 0; k < a.count(); k++) {
            matrix = matrix.or(a.support(k));
        }
        Support[] all = new Support[columns];
        java.util.Arrays.fill(all, matrix);
        for (int k = 0; k < b.count(); k++) {
            int c = b.position(k) % columns;
            all[c] = all[c].or(b.support(k));
        }
        var sum = new DependenceSum();
        IntStream.range(0, right.size()).forEach(k -> add(sum, k, all[k % columns]));
        return sum.result();
    }

    private static int columns(Type right) {
        return right.rank() == 1 ? 1 : right.size(1);
    }

    private static void add(DependenceSum sum, int position, Support support) {
        if (!support.isEmpty()) {
            sum.add(position, support);
        }
    }
}
