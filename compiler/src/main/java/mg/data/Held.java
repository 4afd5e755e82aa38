package mg.data;

import java.util.List;
import mg.ir.Tensor;
import mg.ir.Type;

/// What a file or a stream held.
///
/// @param isTable whether these are rows of a table: what has no axes of size 1 in a program has them there, and the
///                other way round
public record Held(Tensor tensor, boolean isTable) {
    /// The tensor, of a table in the shape of `wanted` if only axes of size 1 are missing or too many.
    public Tensor shaped(Type wanted) {
        boolean same = isTable && withoutOnes(tensor.type()).equals(withoutOnes(wanted));
        return same ? tensor.reshaped(tensor.type().shaped(wanted.shape())) : tensor;
    }

    private static List<Integer> withoutOnes(Type type) {
        return type.shape().stream().filter(n -> n != 1).toList();
    }
}
