package mg.passes.lower;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import mg.ir.ElementOp;
import mg.ir.ElementType;
import mg.ir.Instruction;
import mg.ir.Tensor;
import mg.ir.Type;
import mg.loops.Index;
import mg.loops.Scalar;
import mg.loops.Statement;
import mg.loops.Value;

/// Lowers factors and solutions of linear systems.
///
/// They are whole operations down to here, not loops of the list: elimination overwrites what it reads, row by row and
/// only the part that is left, which a list of values assigned once could not say without copying the matrix. The
/// innermost loops subtract a multiple of a row from another, neighbour by neighbour, in the order of the interpreter.
final class Solvers {
    private final Frame frame;
    private final Code code;
    private final ElementType element;
    private final int n;

    private Solvers(Frame frame, Instruction x) {
        this.frame = frame;
        this.code = frame.code();
        this.element = x.result().type().element();
        this.n = x.result().type().size(0);
    }

    /// The factor is made as its transpose, whose rows are whole: row `k` is what the rows above leave of row `k` of
    /// the matrix, divided by the root of its first element. About n³/3 operations.
    static void cholesky(Frame frame, Instruction x) {
        var solvers = new Solvers(frame, x);
        Region to = frame.region(x.result());
        if (solvers.n > 0) {
            solvers.cholesky(frame.view(x.operand(0)), frame.local(x.result().type()), to);
        }
        frame.publish(x.result());
    }

    private void cholesky(View a, View u, Region to) {
        code.loop(n, step -> {
            Index k = Index.of(step);
            from(k, i -> store(u, k, i, load(a, i, k)));
            before(k, p -> subtractRest(u, k, load(u, p, k), p, k));
            Scalar rest = load(u, k, k);
            Scalar isPositive = apply(ElementType.BOOL, ElementOp.LT, literal(0), rest);
            Scalar pivot = apply(ElementOp.SELECT, isPositive, apply(ElementOp.SQRT, rest), literal(Double.NaN));
            store(u, k, k, pivot);
            from(k.plus(1), i -> store(u, k, i, apply(ElementOp.DIV, load(u, k, i), pivot)));
        });
        if (to.mode() == Region.Mode.SET) {
            Nest.clear(code, to.view());
        }
        code.loop(n, row -> {
            Index i = Index.of(row);
            before(i.plus(1), j -> code.store(to, at(to.view(), i, j), load(u, j, i)));
        });
    }

    /// Forward or backward substitution, on the right-hand side in the place of the result.
    static void triangular(Frame frame, Instruction x, boolean lower) {
        var solvers = new Solvers(frame, x);
        solvers.inPlace(x, solution -> {
            View t = frame.view(x.operand(0));
            if (lower) {
                solvers.substitute(t, solution);
            } else {
                solvers.substituteBackward(t, solution);
            }
        });
    }

    /// Gaussian elimination on a copy of the matrix and the right-hand side. About 2n³/3 operations.
    static void general(Frame frame, Instruction x) {
        var solvers = new Solvers(frame, x);
        solvers.inPlace(x, solution -> {
            View matrix = frame.view(x.operand(0));
            View u = frame.local(new Type(matrix.element(), matrix.shape()));
            Nest.copy(frame.code(), matrix, new Region(u, Region.Mode.SET));
            solvers.eliminate(u, solution);
            solvers.substituteBackward(u, solution);
        });
    }

    /// Runs `body` on a copy of the right-hand side, which becomes the result.
    private void inPlace(Instruction x, Consumer<View> body) {
        Region to = frame.region(x.result());
        if (x.result().type().size() > 0) {
            View solution = to.adds() ? frame.local(x.result().type()) : to.view();
            Nest.copy(code, frame.view(x.operand(1)), new Region(solution, Region.Mode.SET));
            body.accept(solution);
            if (to.adds()) {
                Nest.copy(code, solution, to);
            }
        }
        frame.publish(x.result());
    }

    private void substitute(View t, View x) {
        code.loop(n, step -> {
            Index k = Index.of(step);
            before(k, p -> subtract(row(x, k), load(t, k, p), row(x, p)));
            Scalar pivot = load(t, k, k);
            View row = row(x, k);
            Nest.over(code, List.of(row.layout()), at -> code.store(new Region(row, Region.Mode.SET), at.getFirst(),
                    apply(ElementOp.DIV, code.load(row, at.getFirst()), pivot)));
        });
    }

    /// An upper triangle is a lower one, read from its last row and column.
    private void substituteBackward(View t, View x) {
        substitute(t.as(reversed(reversed(t.layout(), 0), 1)), x.as(reversed(x.layout(), 0)));
    }

    private static Layout reversed(Layout layout, int axis) {
        long[] strides = layout.strides().clone();
        strides[axis] = -strides[axis];
        return new Layout(layout.base().plus(-(layout.shape().get(axis) - 1) * strides[axis]), layout.shape(), strides);
    }

    private void eliminate(View u, View y) {
        code.loop(n, step -> {
            Index k = Index.of(step);
            Index pivotRow = frame.integers().form(largest(u, k));
            from(k, j -> exchange(u, at(u, k, j), at(u, pivotRow, j)));
            List<Layout> rows = List.of(row(y, k).layout(), row(y, pivotRow).layout());
            Nest.over(code, rows, at -> exchange(y, at.get(0), at.get(1)));
            Scalar found = load(u, k, k);
            Scalar isZero = apply(ElementType.BOOL, ElementOp.EQ, found, literal(0));
            Scalar pivot = apply(ElementOp.SELECT, isZero, literal(Double.NaN), found);
            store(u, k, k, pivot);
            from(k.plus(1), i -> {
                Scalar factor = apply(ElementOp.DIV, load(u, i, k), pivot);
                subtractRest(u, i, factor, k, k.plus(1));
                subtract(row(y, i), factor, row(y, k));
            });
        });
    }

    /// The first row from `k` on with the largest magnitude in column `k`.
    private Scalar largest(View u, Index k) {
        Scalar magnitude = code.variable(apply(ElementOp.ABS, load(u, k, k)));
        Scalar position = code.variable(code.affine(k));
        frame.integers().within(position, Range.below(n));
        from(k.plus(1), i -> {
            Scalar other = apply(ElementOp.ABS, load(u, i, k));
            Scalar isLarger = apply(ElementType.BOOL, ElementOp.LT, magnitude, other);
            code.add(new Statement.If(isLarger, code.body(() -> {
                code.add(new Statement.Assign(magnitude, other));
                code.add(new Statement.Assign(position, code.affine(i)));
            }), List.of()));
        });
        return position;
    }

    private void exchange(View x, Index one, Index other) {
        Scalar first = code.load(x, one);
        Scalar second = code.load(x, other);
        code.store(new Region(x, Region.Mode.SET), one, second);
        code.store(new Region(x, Region.Mode.SET), other, first);
    }

    /// Row `i` less `factor` times row `k`, from a column on.
    private void subtractRest(View u, Index i, Scalar factor, Index k, Index first) {
        from(first, j -> store(u, i, j, less(load(u, i, j), factor, load(u, k, j))));
    }

    /// `to` less `factor` times `other`.
    private void subtract(View to, Scalar factor, View other) {
        var region = new Region(to, Region.Mode.SET);
        Nest.over(code, List.of(to.layout(), other.layout()), at -> code.store(
                region, at.get(0), less(code.load(to, at.get(0)), factor, code.load(other, at.get(1)))));
    }

    private Scalar less(Scalar x, Scalar factor, Scalar y) {
        return apply(ElementOp.SUB, x, apply(ElementOp.MUL, factor, y));
    }

    // Loops over positions

    /// `first..n`.
    private void from(Index first, Consumer<Index> body) {
        Scalar bound = code.affine(first.times(-1).plus(n));
        Scalar i = code.index(n);
        code.loop(i, n, Optional.of(bound), false, () -> body.accept(first.plus(i, 1)));
    }

    /// `0..end`.
    private void before(Index end, Consumer<Index> body) {
        Scalar bound = code.affine(end);
        Scalar i = code.index(n);
        code.loop(i, n, Optional.of(bound), false, () -> body.accept(Index.of(i)));
    }

    // Elements and arithmetic

    private static View row(View x, Index i) {
        return x.as(x.layout().at(List.of(i)));
    }

    private static Index at(View x, Index i, Index j) {
        return x.layout().at(List.of(i, j)).base();
    }

    private Scalar load(View x, Index i, Index j) {
        return code.load(x, at(x, i, j));
    }

    private void store(View x, Index i, Index j, Scalar value) {
        code.store(new Region(x, Region.Mode.SET), at(x, i, j), value);
    }

    private Scalar literal(double value) {
        return code.literal(Tensor.scalar(element, value));
    }

    private Scalar apply(ElementOp op, Scalar... operands) {
        return apply(element, op, operands);
    }

    private Scalar apply(ElementType type, ElementOp op, Scalar... operands) {
        return code.define(type, new Value.Apply(op, List.of(operands)));
    }
}
