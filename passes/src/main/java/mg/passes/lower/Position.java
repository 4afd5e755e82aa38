package mg.passes.lower;

import mg.ir.Var;
import mg.loops.Scalar;

/// The iteration of a loop that yields the best scalar.
record Position(Best best, Scalar i) implements LoopResult {
    @Override
    public void take(Var yield) {
        best.add(best.frame().scalar(yield), i);
    }

    @Override
    public void finish(Var result) {
        best.frame().scalars().put(result, best.position());
    }
}
