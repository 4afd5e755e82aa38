package mg.backend.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Array;
import java.util.EnumMap;
import java.util.Map;
import mg.ir.ElementType;
import mg.ir.Tensor;
import mg.loops.Scalar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CacheLinesTest {
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "BOOL")
    void whatIsBehindTheLeadBeginsALine(ElementType element) throws Throwable {
        for (int size : new int[] {1, 6, 7, 8, 100, 1003, 20_000}) {
            Object array = CacheLines.aligned(made(element, size), element, size);
            String what = element + "[" + size + "]";
            assertTrue(CacheLines.isAligned(array), what);
            int width = element == ElementType.F32 ? 4 : 8;
            assertEquals(0, (address(array) + (long) CacheLines.lead(element) * width) % 64, what);
            assertTrue(Array.getLength(array) >= size, what);
            assertEquals(Tensor.arrayClass(element), array.getClass(), what);
        }
    }

    @Test
    void anArrayThatIsAlignedOrLongStaysTheSame() {
        Object array = CacheLines.aligned(new double[100], ElementType.F64, 100);
        assertSame(array, CacheLines.aligned(array, ElementType.F64, 100));
        int tooLarge = (int) Math.min(Integer.MAX_VALUE, Runtime.getRuntime().maxMemory() / 64 / Double.BYTES + 1);
        for (int k = 0; k < 16; k++) {
            var other = new double[k];
            assertSame(other, CacheLines.aligned(other, ElementType.F64, tooLarge));
        }
        var truths = new boolean[10];
        assertSame(truths, CacheLines.aligned(truths, ElementType.BOOL, 10));
    }

    /// As a collector gives memory away from one end to the other, with the same between any two arrays.
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "BOOL")
    void theArrayAfterNextBeginsALine(ElementType element) {
        for (int size : new int[] {1, 2, 3, 1000, 2_000_001}) {
            for (long gap = 0; gap < 128; gap += 8) {
                for (long start = 0; start < 64; start += 8) {
                    long end = CacheLines.end(start, element, size);
                    int more = CacheLines.more(end, gap, element, size);
                    assertTrue(0 <= more && more < 16);
                    assertEquals(0, (CacheLines.end(end + gap, element, size + more) + gap) % 64);
                }
            }
        }
    }

    @Test
    void workspacesWithVectorsAreAlignedAfterSomeCalls() {
        Map<ElementType, Long> sizes = new EnumMap<>(ElementType.class);
        sizes.put(ElementType.F64, 1001L);
        sizes.put(ElementType.I64, 10L);
        sizes.put(ElementType.BOOL, 3L);
        for (int k = 0; k < 8; k++) {
            var workspaces = new Workspaces(sizes, true);
            for (int call = 0; call < 100; call++) {
                workspaces.giveBack(workspaces.borrow());
            }
            Object[] workspace = workspaces.borrow();
            assertTrue(CacheLines.isAligned(workspace[ElementType.F64.ordinal()]));
            assertTrue(CacheLines.isAligned(workspace[ElementType.I64.ordinal()]));
            assertEquals(3, ((boolean[]) workspace[ElementType.BOOL.ordinal()]).length);
        }
    }

    @Test
    void othersKeepTheirArrays() {
        for (int k = 0; k < 8; k++) {
            var workspaces = new Workspaces(Map.of(ElementType.F64, 1000L), false);
            Object[] workspace = workspaces.borrow();
            Object array = workspace[ElementType.F64.ordinal()];
            workspaces.giveBack(workspace);
            for (int call = 0; call < 100; call++) {
                workspaces.giveBack(workspaces.borrow());
            }
            assertSame(array, workspaces.borrow()[ElementType.F64.ordinal()]);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4, 8, 16})
    void vectorsLieAtMultiplesOfTheirSize(int lanes) {
        var places = new Places(Map.of(ElementType.F64, 3L));
        for (int k = 0; k < 5; k++) {
            assertEquals(0, places.take(new Scalar(2 * k, ElementType.F64, lanes)) % lanes);
            places.take(new Scalar(2 * k + 1, ElementType.F64));
        }
    }

    private static Object made(ElementType element, int size) {
        return Array.newInstance(Tensor.arrayClass(element).componentType(), size);
    }

    /// Where the first byte that is zero lies, that is, the first one.
    @SuppressWarnings("restricted")
    private static long address(Object array) throws Throwable {
        Linker linker = Linker.nativeLinker();
        MethodHandle memchr = linker.downcallHandle(
                linker.defaultLookup().find("memchr").orElseThrow(),
                FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.ADDRESS, ValueLayout.JAVA_INT,
                ValueLayout.JAVA_LONG), Linker.Option.critical(true));
        MemorySegment elements = switch (array) {
            case double[] x -> MemorySegment.ofArray(x);
            case float[] x -> MemorySegment.ofArray(x);
            case long[] x -> MemorySegment.ofArray(x);
            default -> throw new AssertionError();
        };
        return (long) memchr.invokeExact(elements, 0, 1L);
    }
}
