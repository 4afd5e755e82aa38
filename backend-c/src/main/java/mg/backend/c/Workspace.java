package mg.backend.c;

import java.util.EnumMap;
import java.util.Map;
import mg.ir.ElementType;
import mg.loops.Kernel;

/// Where the buffers of a kernel lie in the one block of memory that its caller owns: first the index that a failed
/// check leaves, then how much a call may do if that is [limited][Way#LIMITED], then the buffers of each element type.
///
/// @param starts where the buffers of a type start, in bytes
/// @param bytes  the size of it all
record Workspace(Map<ElementType, Long> starts, long bytes) {
    /// What the first element must be aligned to. It is what `malloc` gives; more is not needed.
    static final int ALIGNMENT = 16;

    /// Where it stands how much a call may do.
    static final int LIMIT = 8;

    private static final int RESERVED = 16;
    private static final int LINE = 64;

    /// The layout for a kernel. Types start on cache lines if the workspace does.
    static Workspace of(Kernel kernel) {
        var starts = new EnumMap<ElementType, Long>(ElementType.class);
        long end = RESERVED;
        for (var arena : new EnumMap<>(kernel.arena()).entrySet()) {
            long start = (end + LINE - 1) / LINE * LINE;
            starts.put(arena.getKey(), start);
            end = start + arena.getValue() * arena.getKey().bytes();
        }
        return new Workspace(starts, end);
    }

    /// Where an element of that type's buffers lies, in bytes.
    long offset(ElementType element, long position) {
        return starts.get(element) + position * element.bytes();
    }
}
