package mg.passes.sparse;

import java.util.List;
import mg.ir.Operation;
import mg.ir.Tensor;
import mg.ir.Type;

/// What the elements of a `dot` depend on.
///
/// In the order `batch, row, sum` of the left and `batch, sum, column` of the right a `dot` is a product of matrices,
/// one for each batch. A factor that is known to be 0 takes the other's dependence away.
final class Products {
    private final int[] left;
    private final int[] right;
    private final int rows;
    private final int terms;
    private final int columns;

    Products(Operation.Dot dot, Type left, Type right) {
        List<Integer> rowAxes = Movement.others(left, joined(List.of(dot.leftBatch(), dot.leftSum())));
        List<Integer> columnAxes = Movement.others(right, joined(List.of(dot.rightBatch(), dot.rightSum())));
        this.left = targets(left, joined(List.of(dot.leftBatch(), rowAxes, dot.leftSum())));
        this.right = targets(right, joined(List.of(dot.rightBatch(), dot.rightSum(), columnAxes)));
        this.rows = size(left, rowAxes);
        this.terms = size(left, dot.leftSum());
        this.columns = size(right, columnAxes);
    }

    private static List<Integer> joined(List<List<Integer>> axes) {
        return axes.stream().flatMap(List::stream).toList();
    }

    private static int[] targets(Type type, List<Integer> order) {
        return Movement.targets(new Operation.Transpose(order), List.of(type), 0);
    }

    private static int size(Type type, List<Integer> axes) {
        return axes.stream().mapToInt(type::size).reduce(1, (a, b) -> a * b);
    }

    Dependence of(Fact x, Fact y) {
        var sum = new DependenceSum();
        addLeft(x.dependence().to(left), factors(y, right), sum);
        addRight(y.dependence().to(right), factors(x, left), sum);
        return sum.result();
    }

    /// For each position in matrix order whether that factor may be other than 0; null if every one may be.
    private static boolean[] factors(Fact x, int[] targets) {
        if (!x.isKnown()) {
            return null;
        }
        Tensor value = x.known();
        var nonzero = new boolean[targets.length];
        boolean zeros = false;
        for (int k = 0; k < targets.length; k++) {
            nonzero[targets[k]] = value.real(k) != 0;
            zeros |= value.real(k) == 0;
        }
        return zeros ? nonzero : null;
    }

    private void addLeft(Dependence x, boolean[] nonzero, DependenceSum sum) {
        if (nonzero == null) {
            var each = new DependenceSum();
            for (int k = 0; k < x.count(); k++) {
                each.add(x.position(k) / terms, x.support(k));
            }
            Dependence row = each.result();
            for (int k = 0; k < row.count(); k++) {
                for (int column = 0; column < columns; column++) {
                    sum.add(row.position(k) * columns + column, row.support(k));
                }
            }
            return;
        }
        for (int k = 0; k < x.count(); k++) {
            int batch = x.position(k) / (rows * terms);
            int row = x.position(k) / terms;
            int term = batch * terms + x.position(k) % terms;
            for (int column = 0; column < columns; column++) {
                if (nonzero[term * columns + column]) {
                    sum.add(row * columns + column, x.support(k));
                }
            }
        }
    }

    private void addRight(Dependence y, boolean[] nonzero, DependenceSum sum) {
        if (nonzero == null) {
            var each = new DependenceSum();
            for (int k = 0; k < y.count(); k++) {
                int batch = y.position(k) / (terms * columns);
                each.add(batch * columns + y.position(k) % columns, y.support(k));
            }
            Dependence column = each.result();
            for (int k = 0; k < column.count(); k++) {
                int batch = column.position(k) / columns;
                for (int row = 0; row < rows; row++) {
                    sum.add((batch * rows + row) * columns + column.position(k) % columns, column.support(k));
                }
            }
            return;
        }
        for (int k = 0; k < y.count(); k++) {
            int batch = y.position(k) / (terms * columns);
            int term = y.position(k) / columns % terms;
            for (int row = 0; row < rows; row++) {
                if (nonzero[(batch * rows + row) * terms + term]) {
                    sum.add((batch * rows + row) * columns + y.position(k) % columns, y.support(k));
                }
            }
        }
    }
}
