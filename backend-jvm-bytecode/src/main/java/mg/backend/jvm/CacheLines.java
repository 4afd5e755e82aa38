package mg.backend.jvm;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Array;
import java.util.Optional;
import mg.ir.ElementType;
import mg.ir.Tensor;

/// Arrays that begin with a cache line, so that no vector at a multiple of its size behind [#lead] lies in two lines:
/// those take twice as long to load and to store, and what is loaded soon after it was stored waits much longer.
///
/// Java does not say where an array lies. C's `memset` does, as it returns what it is given, if programs allow this
/// module native access (`--enable-native-access`); otherwise arrays lie anywhere.
final class CacheLines {
    private static final int BYTES = 64;
    /// What precedes the elements.
    private static final int HEADER = 16;
    /// All objects begin at multiples of this.
    private static final int STEP = 8;
    /// Arrays are made one after the other until one begins with a line; of large ones, which take long, a few.
    private static final int ATTEMPTS = 16;
    private static final int FEW = 4;
    private static final int LARGE = 1 << 20;
    /// Arrays that take a larger part of the memory stay as they are.
    private static final int PART = 64;

    private CacheLines() {}

    /// How many elements of a type lie before the first line that an array does not begin.
    static int lead(ElementType element) {
        return (BYTES - HEADER) / element.bytes();
    }

    /// The array itself if it begins with a line, or another of at least `size` elements that does, if one is to be
    /// found.
    static Object aligned(Object array, ElementType element, int size) {
        long bytes = (long) size * element.bytes();
        if (element == ElementType.BOOL || bytes > Runtime.getRuntime().maxMemory() / PART || Holder.ADDRESS.isEmpty()
                || isAligned(array)) {
            return array;
        }
        Class<?> type = Tensor.arrayClass(element).componentType();
        int attempts = bytes > LARGE ? FEW : ATTEMPTS;
        int more = 0;
        long end = 0;
        for (int k = 0; k < attempts; k++) {
            Object other = Array.newInstance(type, size + more);
            if (isAligned(other)) {
                return other;
            }
            long start = address(other) - HEADER;
            long gap = k == 0 ? 0 : start - end;
            end = end(start, element, size + more);
            more = more(end, gap, element, size);
        }
        return array;
    }

    /// Where an array of so many elements ends that starts there.
    static long end(long start, ElementType element, int size) {
        return start + HEADER + Math.ceilDiv((long) size * element.bytes(), STEP) * STEP;
    }

    /// How much longer than `size` the next array must be for the one after it to begin with a line, if each lies so
    /// far behind the end of the one before it: collectors of garbage give memory away from one end to the other.
    static int more(long end, long gap, ElementType element, int size) {
        long after = end(end + gap, element, size) + gap;
        return Math.floorMod(-after, BYTES) / element.bytes();
    }

    /// Whether an array of numbers begins with a line.
    static boolean isAligned(Object array) {
        return (address(array) & BYTES - 1) == HEADER;
    }

    /// Where the first element of an array of numbers lies at the moment.
    private static long address(Object array) {
        MemorySegment elements = switch (array) {
            case double[] x -> MemorySegment.ofArray(x);
            case float[] x -> MemorySegment.ofArray(x);
            case long[] x -> MemorySegment.ofArray(x);
            default -> throw new AssertionError(array.getClass());
        };
        try {
            return (long) Holder.ADDRESS.orElseThrow().invokeExact(elements, 0, 0L);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    private static final class Holder {
        static final Optional<MethodHandle> ADDRESS = CacheLines.class.getModule().isNativeAccessEnabled()
                ? Linker.nativeLinker().defaultLookup().find("memset").map(Holder::handle)
                : Optional.empty();

        @SuppressWarnings("restricted")
        private static MethodHandle handle(MemorySegment memset) {
            return Linker.nativeLinker().downcallHandle(
                    memset,
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_LONG, ValueLayout.ADDRESS, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG),
                    Linker.Option.critical(true));
        }
    }
}
