package mg.passes.lower;

import mg.ir.Var;

/// A combination of the scalars that a loop yields.
record Total(Combined combined) implements LoopResult {
    @Override
    public void take(Var yield) {
        combined.add(combined.frame().scalar(yield));
    }

    @Override
    public void finish(Var result) {
        combined.frame().scalars().put(result, combined.total());
    }
}
