package mg.passes.lower;

import java.util.List;
import mg.ir.ElementType;
import mg.ir.Type;
import mg.loops.Buffer;

/// An array as it can be read: where its elements are, and how they are laid out there.
record View(Source source, ElementType element, Layout layout) {
    /// A whole buffer as a dense array.
    static View of(Buffer buffer, Type type) {
        return new View(new Source.Memory(buffer), type.element(), Layout.of(type));
    }

    /// The same elements, laid out otherwise.
    View as(Layout other) {
        return new View(source, element, other);
    }

    /// Elements `start, start + step, …` along each axis.
    View slice(List<Integer> start, List<Integer> step, List<Integer> sizes) {
        return as(layout.slice(start, step, sizes));
    }

    /// Axis `k` is axis `axes[k]` of this.
    View transpose(List<Integer> axes) {
        return as(layout.transpose(axes));
    }

    /// Axis `k` becomes axis `axes[k]`; along the others everything is repeated.
    View broadcast(List<Integer> sizes, List<Integer> axes) {
        return as(layout.broadcast(sizes, axes));
    }

    /// The shape.
    List<Integer> shape() {
        return layout.shape();
    }

    /// The buffer of a view that is in memory, as every destination is.
    Buffer buffer() {
        return ((Source.Memory) source).buffer();
    }
}
