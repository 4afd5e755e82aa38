package mg.loops;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What differs between the iterations of an innermost loop: its index, elements at positions that depend on it, and all
/// that is computed from those. Everything else is uniform: the same in every iteration.
public final class Varying {
    private final Scalar index;
    private final Set<Scalar> scalars = new HashSet<>();

    private Varying(Scalar index) {
        this.index = index;
        scalars.add(index);
    }

    /// Of a loop whose body is without control; what its stores change, its loads do not see at other positions.
    public static Varying of(Statement.Loop loop) {
        var varying = new Varying(loop.index());
        for (Statement statement : loop.body()) {
            if (statement instanceof Statement.Define(Scalar target, Value value) && varying.includes(value)) {
                varying.scalars.add(target);
            }
        }
        return varying;
    }

    /// Whether the scalar differs.
    public boolean includes(Scalar scalar) {
        return scalars.contains(scalar);
    }

    /// Whether the value differs.
    public boolean includes(Value value) {
        return switch (value) {
            case Value.Literal _ -> false;
            case Value.Apply(_, List<Scalar> operands) -> operands.stream().anyMatch(this::includes);
            case Value.Convert(Scalar operand) -> includes(operand);
            case Value.Load(Address from) -> includes(from.index());
            case Value.Affine(Index at, _) -> includes(at);
        };
    }

    private boolean includes(Index at) {
        return at.terms().stream().anyMatch(t -> includes(t.scalar()));
    }

    /// How far apart the positions of neighbouring iterations are; `Long.MIN_VALUE` if they depend on something else that
    /// differs.
    public long stride(Index at) {
        long stride = 0;
        for (Index.Term term : at.terms()) {
            if (term.scalar().equals(index)) {
                stride = term.stride();
            } else if (includes(term.scalar())) {
                return Long.MIN_VALUE;
            }
        }
        return stride;
    }
}
