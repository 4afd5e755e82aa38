package mg.passes;

import mg.ir.Type;

/// What reverse mode may keep.
final class Memory {
    /// The most that one loop keeps for its reversal, in bytes: values of its body beyond that are computed again, and
    /// states of a sequential loop beyond that are kept for some iterations only.
    static final long LOOP = 1L << 28;

    private Memory() {}

    /// The memory that a value takes, in bytes.
    static long bytes(Type type) {
        return (long) type.size() * type.element().bytes();
    }
}
