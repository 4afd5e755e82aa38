package mg.backend.c;

import java.lang.foreign.MemorySegment;

/// A way to call a compiled function. Each call has a block of memory to itself.
sealed interface Call permits DirectCall, PackedCall {
    /// The size of the block, in bytes. The workspace is at its start.
    long bytes();

    /// Makes a new block ready for any number of calls.
    void prepare(MemorySegment block);

    /// Calls it on arrays of the right lengths, and gives its status.
    int run(Object[] in, Object[] out, MemorySegment block);
}
