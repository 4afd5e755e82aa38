package mg.passes.lower;

import mg.ir.Var;

/// The best scalar that a loop yields, where its position is wanted too and so it is at hand.
record BestValue(Best best) implements LoopResult {
    @Override
    public void finish(Var result) {
        best.frame().scalars().put(result, best.value());
    }
}
