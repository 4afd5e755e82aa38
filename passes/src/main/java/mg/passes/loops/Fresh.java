package mg.passes.loops;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import mg.ir.ElementType;
import mg.loops.Buffer;
import mg.loops.Kernel;
import mg.loops.Scalar;
import mg.loops.Slot;
import mg.loops.Statement;

/// New scalars and arena buffers for a kernel.
final class Fresh {
    private final Kernel kernel;
    private final List<Buffer> locals;
    private final Set<String> taken = new HashSet<>();
    private int scalars;
    private int buffers;

    Fresh(Kernel kernel) {
        this.kernel = kernel;
        this.locals = new ArrayList<>(kernel.locals());
        this.scalars = kernel.scalars();
        kernel.inputs().forEach(this::take);
        kernel.outputs().forEach(this::take);
        kernel.locals().forEach(this::take);
        kernel.function().arguments().forEach(a -> taken.add(a.name()));
    }

    private void take(Slot slot) {
        if (slot instanceof Buffer buffer) {
            taken.add(buffer.name());
            buffers = Math.max(buffers, buffer.id() + 1);
        }
    }

    /// A scalar without a definition yet.
    Scalar scalar(ElementType element, int lanes) {
        return new Scalar(scalars++, element, lanes);
    }

    /// A scalar like that one, of so many lanes.
    Scalar like(Scalar scalar, int lanes) {
        return scalar(scalar.element(), lanes);
    }

    /// A loop index.
    Scalar index() {
        return scalar(ElementType.I64, 1);
    }

    /// A buffer in the arena, without a place yet.
    Buffer buffer(ElementType element, long size) {
        int id = buffers++;
        String name = "t" + id;
        while (!taken.add(name)) {
            name += "_";
        }
        var buffer = new Buffer(id, name, element, size, new Buffer.Place.Arena(0));
        locals.add(buffer);
        return buffer;
    }

    /// The kernel computed by other statements, in which these may occur.
    Kernel kernel(List<Statement> body) {
        return kernel.with(locals, scalars, body);
    }
}
