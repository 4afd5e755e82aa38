package mg.passes.lower;

import mg.loops.Buffer;
import mg.loops.Scalar;

/// What the elements of a view are, given their positions.
sealed interface Source {
    /// The elements of a buffer there.
    record Memory(Buffer buffer) implements Source {}

    /// One number everywhere.
    record Same(Scalar value) implements Source {}

    /// The positions themselves.
    record Counting() implements Source {}
}
