package mg.backend.jvm;

import java.lang.reflect.Array;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;
import mg.ir.ElementType;
import mg.ir.Tensor;

/// The workspaces of one kernel. Each call borrows one; as many as calls have run at once are kept, up to a few per
/// processor. A call that fails does not give its workspace back.
///
/// Those of kernels with vectors begin with a [cache line][CacheLines], from the time on when calls are many, and again
/// after the collector of garbage has moved them.
final class Workspaces {
    private static final int KEPT = 4 * Runtime.getRuntime().availableProcessors();

    /// One call of so many looks where its workspace lies.
    private static final int OFTEN = 16;

    private final Map<ElementType, Long> sizes;
    private final boolean vectors;
    private final AtomicReferenceArray<Object[]> idle = new AtomicReferenceArray<>(KEPT);
    /// Counted without care for threads: it says when to look, not what to do.
    private int calls;

    /// @param sizes   how many elements of each type a workspace has
    /// @param vectors whether vectors are in it
    Workspaces(Map<ElementType, Long> sizes, boolean vectors) {
        this.sizes = sizes;
        this.vectors = vectors;
    }

    /// A workspace that nobody else uses: an array for each element type needed, at its ordinal.
    Object[] borrow() {
        for (int k = 0; k < KEPT; k++) {
            if (idle.getPlain(k) != null) {
                Object[] workspace = idle.getAndSet(k, null);
                if (workspace != null) {
                    if (vectors && ++calls % OFTEN == 0) {
                        align(workspace);
                    }
                    return workspace;
                }
            }
        }
        var workspace = new Object[ElementType.values().length];
        sizes.forEach((element, size) -> workspace[element.ordinal()] = Array.newInstance(
                Tensor.arrayClass(element).componentType(), Math.toIntExact(size)));
        return workspace;
    }

    private void align(Object[] workspace) {
        sizes.forEach((element, size) -> workspace[element.ordinal()] =
                CacheLines.aligned(workspace[element.ordinal()], element, Math.toIntExact(size)));
    }

    /// Takes a workspace back.
    void giveBack(Object[] workspace) {
        for (int k = 0; k < KEPT; k++) {
            if (idle.getPlain(k) == null && idle.compareAndSet(k, null, workspace)) {
                return;
            }
        }
    }
}
