package mg.passes.lower;

import java.util.List;
import java.util.Set;
import mg.ir.Var;
import mg.loops.Scalar;
import mg.loops.Statement;

/// A carried scalar: one variable, assigned at the end of each iteration.
final class CarriedScalar implements LoopResult {
    private final Frame frame;
    private final Scalar state;
    private final Set<Scalar> assigned;
    private Scalar next;

    /// @param inside   what the state is called inside the loop
    /// @param assigned all carried scalars of the loop; this one is added
    CarriedScalar(Frame frame, Var initial, List<Var> inside, Set<Scalar> assigned) {
        this.frame = frame;
        this.state = frame.code().variable(frame.scalar(initial));
        this.assigned = assigned;
        inside.forEach(v -> frame.scalars().put(v, state));
        assigned.add(state);
    }

    @Override
    public void take(Var yield) {
        Scalar value = frame.scalar(yield);
        boolean overwritten = assigned.contains(value) && !value.equals(state);
        next = overwritten ? frame.code().variable(value) : value;
    }

    @Override
    public void advance() {
        if (!next.equals(state)) {
            frame.code().add(new Statement.Assign(state, next));
        }
    }

    @Override
    public void finish(Var result) {
        frame.scalars().put(result, state);
    }
}
