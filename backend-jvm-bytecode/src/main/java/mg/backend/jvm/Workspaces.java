package mg.backend.jvm;

import java.lang.reflect.Array;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;
import mg.ir.ElementType;
import mg.ir.Tensor;

/// The workspaces of one kernel. Each call borrows one; as many as calls have run at once are kept, up to a few per
/// processor. A call that fails does not give its workspace back.
final class Workspaces {
    private static final int KEPT = 4 * Runtime.getRuntime().availableProcessors();

    private final Map<ElementType, Long> sizes;
    private final AtomicReferenceArray<Object[]> idle = new AtomicReferenceArray<>(KEPT);

    Workspaces(Map<ElementType, Long> sizes) {
        this.sizes = sizes;
    }

    /// A workspace that nobody else uses: an array for each element type needed, at its ordinal.
    Object[] borrow() {
        for (int k = 0; k < KEPT; k++) {
            if (idle.getPlain(k) != null) {
                Object[] workspace = idle.getAndSet(k, null);
                if (workspace != null) {
                    return workspace;
                }
            }
        }
        var workspace = new Object[ElementType.values().length];
        sizes.forEach((element, size) -> workspace[element.ordinal()] = Array.newInstance(
                Tensor.arrayClass(element).componentType(), Math.toIntExact(size)));
        return workspace;
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
