package mg.lang;

import java.util.List;
import mg.ir.ElementType;
import mg.ir.Operation;
import mg.ir.Type;
import mg.ir.Var;

/// Factors of matrices and solutions of linear systems: `cholesky`, `solve`, `solve_lower`, `solve_upper`.
final class LinearSystems {
    private LinearSystems() {}

    static Meaning factor(NativeCall n) {
        Operand matrix = n.one();
        Var a = square(n, matrix, type(n, List.of(matrix)));
        n.builder().at(n.span());
        return new Meaning.Computed(n.builder().emit(new Operation.Cholesky(), a));
    }

    /// @param operation that takes a matrix and a right-hand side
    static Meaning solution(NativeCall n, Operation operation) {
        List<Operand> operands = n.take(2, 2);
        ElementType type = type(n, operands);
        Var a = square(n, operands.get(0), type);
        Var b = n.evaluator().elementwise().as(operands.get(1), type);
        int rank = b.type().rank();
        if (rank < 1 || rank > 2 || b.type().size(0) != a.type().size(0)) {
            int rows = a.type().size(0);
            throw new Rejection(n.span(), "'" + n.name() + "' takes as right-hand side real[" + rows + "] or real["
                    + rows + ", m], not " + n.evaluator().type(operands.get(1).meaning()),
                    n.evaluator().note(operands.get(0)), n.evaluator().note(operands.get(1)));
        }
        n.builder().at(n.span());
        return new Meaning.Computed(n.builder().emit(operation, a, b));
    }

    private static ElementType type(NativeCall n, List<Operand> operands) {
        ElementType type = n.evaluator().elementwise().number(operands, n.span(), n.name());
        return type.isReal() ? type : n.evaluator().program().real();
    }

    private static Var square(NativeCall n, Operand matrix, ElementType element) {
        Var a = n.evaluator().elementwise().as(matrix, element);
        Type type = a.type();
        if (type.rank() != 2 || type.size(0) != type.size(1)) {
            throw new Rejection(n.span(), "'" + n.name() + "' takes a square matrix, not "
                    + n.evaluator().type(matrix.meaning()), n.evaluator().note(matrix));
        }
        return a;
    }
}
