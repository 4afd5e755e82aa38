package mg.loops;

import mg.ir.ElementType;
import mg.ir.Tensor;

/// A flat array of `size` elements. Numbers are unique in the kernel, from 0.
public record Buffer(int id, String name, ElementType element, long size, Place place) implements Slot {
    /// Where a buffer lives.
    public sealed interface Place {
        /// The caller's, read only.
        record Input() implements Place {}

        /// The caller's, written.
        record Output() implements Place {}

        /// The workspace of the element type, from this element on.
        record Arena(long offset) implements Place {}

        /// In the program.
        record Constant(Tensor value) implements Place {}
    }

    @Override
    public String toString() {
        return name;
    }
}
