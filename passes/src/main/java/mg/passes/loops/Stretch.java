package mg.passes.loops;

import mg.loops.Address;
import mg.loops.Buffer;
import mg.loops.Index;

/// Neighbouring elements of a buffer.
///
/// @param start where they begin, without its constant
/// @param span  the constants
record Stretch(Buffer buffer, Index start, Span span) {
    /// How many there are.
    long count() {
        return span.high() - span.low() + 1;
    }

    /// Element `k` of them.
    Address at(long k) {
        return new Address(buffer, start.plus(span.low() + k));
    }
}
