package mg.loops;

import java.util.List;
import mg.ir.ElementOp;
import mg.ir.Tensor;

/// The right-hand side of a definition.
public sealed interface Value {
    /// A scalar known now.
    record Literal(Tensor value) implements Value {}

    /// An element operation. An integer `div` or `rem` was checked for a zero divisor before.
    record Apply(ElementOp op, List<Scalar> operands) implements Value {
        public Apply {
            operands = List.copyOf(operands);
        }
    }

    /// Conversion to the element type of the scalar defined, as `cast` of the Wengert list.
    record Convert(Scalar operand) implements Value {}

    /// An element of a buffer.
    record Load(Address from) implements Value {}

    /// An integer; in a wide scalar, that of lane `l` is `index + step · l`, with the lanes of wide terms.
    record Affine(Index index, long step) implements Value {
        /// An integer.
        public Affine(Index index) {
            this(index, 0);
        }
    }
}
