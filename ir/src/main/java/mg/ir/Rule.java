package mg.ir;

import java.util.List;

/// The derivative of an element operation by one operand, as IR.
public interface Rule {
    /// The derivative is 0 wherever it exists: no contribution, and no instruction.
    Rule ZERO = (b, x, y, d) -> {
        throw new AssertionError("the zero rule emits nothing");
    };

    /// No derivative is known: differentiating is an error that names the operation.
    Rule NONE = (b, x, y, d) -> {
        throw new AssertionError("the rule for no derivative emits nothing");
    };

    /// Emits `d · ∂y/∂x_k` into `b`, for operands `x` and result `y`.
    Var emit(Builder b, List<Var> x, Var y, Var d);
}
