package mg.passes.raise;

import java.util.List;
import mg.ir.Builder;
import mg.ir.Var;

/// An array whose elements are counted in row-major order.
final class Flat {
    private final Var array;
    private Var flat;

    Flat(Var array) {
        this.array = array;
    }

    /// The array, in its own shape.
    Var array() {
        return array;
    }

    List<Integer> shape() {
        return array.type().shape();
    }

    /// The number of elements.
    int size() {
        return array.type().size();
    }

    /// The elements as a vector.
    Var vector(Builder b) {
        if (flat == null) {
            flat = b.reshape(array, List.of(size()));
        }
        return flat;
    }
}
