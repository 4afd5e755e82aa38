package mg.backend.c;

import mg.ir.Span;
import mg.ir.Trap;

/// One check of a function: an index into an axis of a size, or the divisor of an integer division.
sealed interface Fault {
    /// What the running program says.
    ///
    /// @param found the index that was out of range
    String message(long found);

    /// What the C function says, which leaves the index itself in the workspace.
    String text();

    /// An index was not in `0..size`.
    record Index(Span span, long size) implements Fault {
        @Override
        public String message(long found) {
            return Trap.indexMessage(span, found, size);
        }

        @Override
        public String text() {
            return Trap.indexMessageStart(span).stripTrailing() + Trap.indexMessageEnd(size);
        }
    }

    /// A divisor was 0.
    record Division(Span span) implements Fault {
        @Override
        public String message(long found) {
            return Trap.divisionMessage(span);
        }

        @Override
        public String text() {
            return Trap.divisionMessage(span);
        }
    }
}
