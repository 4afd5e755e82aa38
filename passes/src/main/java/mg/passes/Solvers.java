package mg.passes;

import java.util.List;
import java.util.Optional;
import mg.ir.Builder;
import mg.ir.Operation;
import mg.ir.Type;
import mg.ir.Var;

/// Derivatives of factors and of solutions of linear systems, again in terms of whole operations.
///
/// Solutions: Giles, Collected matrix derivative results for forward and reverse mode algorithmic differentiation,
/// 2008, section 2.2. Cholesky: Murray, Differentiation of the Cholesky decomposition, 2016, section 3.1. An operand of
/// which only a triangle is read has zeros in the other triangle of its adjoint; what its tangent has there is not
/// read.
final class Solvers {
    private static final Operation LOWER = new Operation.TriangularSolve(true);
    private static final Operation UPPER = new Operation.TriangularSolve(false);

    private Solvers() {}

    /// `dL = L Φ(L⁻¹ dA L⁻ᵀ)`, where `Φ` takes the lower triangle and half of the diagonal.
    static Var factorTangent(Builder b, Var l, Var dA) {
        Var symmetric = each(b, dA, (i, j) -> b.select(b.lt(i, j), b.index(dA, j, i), b.index(dA, i, j)));
        Var left = b.emit(LOWER, l, symmetric);
        Var both = b.emit(LOWER, l, transposed(b, left));
        Var phi = each(b, both, (i, j) -> half(b, i, j, b.index(both, i, j)));
        return product(b, l, phi);
    }

    /// `dA = Φ(S + Sᵀ)` for `S = L⁻ᵀ Φ(Lᵀ dL) L⁻¹`.
    static Var factorAdjoint(Builder b, Var l, Var dL) {
        Var transpose = transposed(b, l);
        Var product = product(b, transpose, dL);
        Var phi = each(b, product, (i, j) -> half(b, i, j, b.index(product, i, j)));
        Var left = b.emit(UPPER, transpose, phi);
        Var s = b.emit(UPPER, transpose, transposed(b, left));
        return each(b, s, (i, j) -> half(b, i, j, b.add(b.index(s, i, j), b.index(s, j, i))));
    }

    /// `dX = A⁻¹ (dB - dA X)`.
    static Var solutionTangent(
            Builder b, Operation solve, List<Var> operands, Var x, List<Optional<Var>> tangents) {
        Optional<Var> moved = tangents.getFirst().map(dA -> product(b, read(b, solve, dA), x));
        Optional<Var> dB = tangents.getLast();
        Var right = moved.map(p -> Nest.collect(b, x.type().shape(), at -> dB
                        .map(d -> b.sub(b.index(d, at), b.index(p, at)))
                        .orElseGet(() -> b.neg(b.index(p, at)))))
                .or(() -> dB)
                .orElseThrow();
        return b.emit(solve, operands.getFirst(), right);
    }

    /// The adjoint of the right-hand side: `dB = A⁻ᵀ dX`.
    static Var rightAdjoint(Builder b, Operation solve, Var a, Var dX) {
        Operation other = solve instanceof Operation.TriangularSolve(boolean lower)
                ? new Operation.TriangularSolve(!lower)
                : solve;
        return b.emit(other, transposed(b, a), dX);
    }

    /// The adjoint of the matrix: `dA = -dB Xᵀ`, where it is read.
    static Var matrixAdjoint(Builder b, Operation solve, Var x, Var dB) {
        List<Integer> columns = x.type().rank() == 1 ? List.of() : List.of(1);
        Var product = b.emit(new Operation.Dot(List.of(), List.of(), columns, columns), dB, x);
        return read(b, solve, each(b, product, (i, j) -> b.neg(b.index(product, i, j))));
    }

    /// The matrix with zeros where the operation does not read it.
    private static Var read(Builder b, Operation solve, Var a) {
        return solve instanceof Operation.TriangularSolve(boolean lower)
                ? each(b, a, (i, j) ->
                        b.select(lower ? b.lt(i, j) : b.lt(j, i), zero(b, a), b.index(a, i, j)))
                : a;
    }

    /// What `Φ` has at `i, j` for this element.
    private static Var half(Builder b, Var i, Var j, Var element) {
        Var diagonal = b.select(b.eq(i, j), b.mul(element, b.like(element, 0.5)), element);
        return b.select(b.lt(i, j), zero(b, element), diagonal);
    }

    private static Var zero(Builder b, Var like) {
        return b.zeros(Type.scalar(like.type().element()));
    }

    private interface Cell {
        Var at(Var i, Var j);
    }

    private static Var each(Builder b, Var matrix, Cell cell) {
        return Nest.collect(b, matrix.type().shape(), at -> cell.at(at.get(0), at.get(1)));
    }

    private static Var transposed(Builder b, Var matrix) {
        return b.transpose(matrix, List.of(1, 0));
    }

    private static Var product(Builder b, Var left, Var right) {
        return b.emit(new Operation.Dot(List.of(), List.of(), List.of(1), List.of(0)), left, right);
    }
}
