package mg.passes;

import java.util.List;
import mg.ir.Builder;
import mg.ir.Diagnostic;
import mg.ir.DiagnosticException;
import mg.ir.ElementOp;
import mg.ir.Rule;
import mg.ir.Span;
import mg.ir.Var;

/// Emits derivatives of element operations from the table.
final class Derivative {
    private Derivative() {}

    /// `d · ∂y/∂x_k`.
    ///
    /// @throws DiagnosticException if the table has no derivative
    static Var emit(Builder b, ElementOp op, int k, List<Var> x, Var y, Var d, Span span) {
        Rule rule = op.derivative(k);
        if (rule == Rule.NONE) {
            throw new DiagnosticException(Diagnostic.at(span, "'" + op + "' has no derivative",
                    "wrap its argument in stop_gradient to treat it as a constant"));
        }
        return rule.emit(b, x, y, d);
    }
}
