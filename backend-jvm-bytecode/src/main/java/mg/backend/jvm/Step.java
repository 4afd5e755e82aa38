package mg.backend.jvm;

import java.util.List;
import mg.loops.Scalar;
import mg.loops.Statement;

/// One step of a method: a statement whose bodies may call other methods, or such a call.
sealed interface Step {
    /// What splitting needs to know of this step.
    Extent extent();

    /// A statement without bodies.
    record Plain(Statement statement, Extent extent) implements Step {}

    /// A scalar argument that arrives in an array of one element, at this position of the inputs.
    record Argument(Scalar scalar, int position, Extent extent) implements Step {}

    /// A loop or a branch, with its bodies in the order in which they run.
    record Nest(Statement statement, List<List<Step>> bodies, Extent extent) implements Step {}

    /// A parallel loop: the method of a part runs one iteration, given the index.
    record Parallel(Statement.Loop loop, Part part, Extent extent) implements Step {}

    /// A call of the method that runs a part.
    record Call(Part part, Extent extent) implements Step {}

    /// @param bytes   the size of its code ([Sizes]), without moving scalars to and from the workspace
    /// @param remote  what is added where its method calls others
    /// @param last    the position of its last statement in the body it stands in
    /// @param free    the scalars its own code touches that are defined outside it
    /// @param defines the scalar it defines for the steps after it, or -1
    /// @param calls   whether it calls other methods
    /// @param saved   how much less it takes where a product is fused into its sum ([Products])
    record Extent(int bytes, int remote, int last, int[] free, int defines, boolean calls, int saved) {
        Extent(int bytes, int remote, int last, int[] free, int defines, boolean calls) {
            this(bytes, remote, last, free, defines, calls, 0);
        }

        Extent saving(int saved) {
            return new Extent(bytes, remote, last, free, defines, calls, saved);
        }
    }
}
