package mg.passes;

import java.util.List;
import mg.ir.Builder;
import mg.ir.Operation;
import mg.ir.Tensor;
import mg.ir.Type;
import mg.ir.Var;

/// Positions that are surely inside an array.
final class Inside {
    private Inside() {}

    /// Whether each position is inside its axis of an array of this type: a constant that is, or the variable of a loop
    /// that does not go further.
    static boolean all(Builder b, Type array, List<Var> positions) {
        for (int axis = 0; axis < positions.size(); axis++) {
            long below = switch (b.operation(positions.get(axis)).orElse(null)) {
                case Operation.Const(Tensor value) when value.whole(0) >= 0 -> value.whole(0) + 1;
                case null -> b.trips(positions.get(axis));
                default -> Long.MAX_VALUE;
            };
            if (below > array.size(axis)) {
                return false;
            }
        }
        return true;
    }
}
