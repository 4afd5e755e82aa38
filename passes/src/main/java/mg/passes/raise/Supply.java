package mg.passes.raise;

import java.util.List;
import mg.ir.Instruction;
import mg.ir.Tensor;
import mg.ir.Var;

/// Where the iterations of a loop that steps are rolled into get a value that these read.
sealed interface Supply {
    /// The same value, from before the loop, in all iterations.
    record Same(Var value) implements Supply {}

    /// Result `result` of step `step` of the body, of the iteration `back` before; `first` are the values of what would
    /// be iterations -`back`, …, -1.
    record Earlier(int step, int result, int back, List<Var> first) implements Supply {}

    /// A constant for each iteration.
    record Numbers(List<Tensor> values) implements Supply {}

    /// A name of what iterations get: an element, a part, or another shape.
    record Name(Instruction like, List<Supply> operands) implements Supply {}

    /// A part of what iterations get, as large in all of them, beginning at `starts[iteration][axis]`.
    record Part(Instruction like, Supply whole, List<List<Integer>> starts) implements Supply {}
}
