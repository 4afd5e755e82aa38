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

/// Arrays that begin with a cache line, so that no vector at a multiple of its size behind [#lead] lies in two lines: those
/// take twice as long to load and to store, and what is loaded soon after it was stored waits much longer.
///
/// Java does not say where an array lies. C's `memset` does, as it returns what it is given, if programs allow this module
/// native access (`--enable-native-access`); otherwise arrays lie anywhere.
final class CacheLines {
    private static final int BYTES = 64;
    /// What precedes the elements.
    private static final int HEADER = 16;
    /// All objects begin at multiples of this.
    private static final int STEP = 8;
    /// Of arrays made one after the other, each longer by a step than the last, some in any 8 begin with a line: what is between
    /// them, if it is always as long, does not matter, as ck + k(k - 1)/2 takes all values modulo 8.
    private static final int ATTEMPTS = 2 * BYTES / STEP;
    /// Arrays with more bytes stay as they are: to make some more of them would take long.
    private static final int MOST = 1 << 20;

    private CacheLines() {}

    /// How many elements of a type lie before the first line that an array does not begin.
    static int lead(ElementType element) {
        return (BYTES - HEADER) / element.bytes();
    }

    /// The array itself if it begins with a line, or another of at least `size` elements that does, if one is to be found.
    static Object aligned(Object array, ElementType element, int size) {
        long bytes = (long) size * element.bytes();
        if (element == ElementType.BOOL || bytes > MOST || Holder.ADDRESS.isEmpty() || isAligned(array)) {
            return array;
        }
        Class<?> type = Tensor.arrayClass(element).componentType();
        for (int k = 0; k < ATTEMPTS; k++) {
            Object other = Array.newInstance(type, size + k * STEP / element.bytes());
            if (isAligned(other)) {
                return other;
            }
        }
        return array;
    }

    /// Whether an array of numbers begins with a line.
    static boolean isAligned(Object array) {
        MemorySegment elements = switch (array) {
            case double[] x -> MemorySegment.ofArray(x);
            case float[] x -> MemorySegment.ofArray(x);
            case long[] x -> MemorySegment.ofArray(x);
            default -> throw new AssertionError(array.getClass());
        };
        try {
            long address = (long) Holder.ADDRESS.orElseThrow().invokeExact(elements, 0, 0L);
            return (address & BYTES - 1) == HEADER;
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
