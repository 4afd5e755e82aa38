package mg.passes.raise;

import mg.ir.Instruction;
import mg.ir.Tensor;
import mg.ir.Var;

/// What one value of a list is. Nodes name each other by number, operands before what is made of them.
sealed interface Node {
    /// A value from outside of the list (`maker` is null), or of an instruction that is not looked into.
    record Given(Var value, Instruction maker, int[] operands) implements Node {}

    /// Element `at` of an array, which is a node, in row-major order.
    record Element(int array, int at) implements Node {}

    /// A scalar constant.
    record Number(Tensor value) implements Node {}

    /// A scalar computed from scalars.
    record Apply(Instruction instruction, int[] operands) implements Node {}

    /// `±a₀·b₀ ± a₁·b₁ ± …`; where `b` is negative the term is `a` alone. `parts` are the nodes that are only there to
    /// make this one, in order. One term: that term ([Ones]).
    record Sum(Instruction instruction, int[] a, int[] b, boolean[] negative, int[] parts) implements Node {}

    /// `max(max(x₀, x₁), x₂) …`, or the same with `min`. `parts` are the nodes that are only there to make this one.
    /// One term: that term ([Ones]).
    record Extreme(Instruction instruction, int[] terms, int[] parts) implements Node {}

    /// A part of a sum or an extreme, and what it was before.
    record Part(Apply was) implements Node {}

    /// No nodes.
    int[] NONE = {};
}
