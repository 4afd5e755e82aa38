package mg.passes.lower;

import mg.ir.Var;

/// States that are collected where they are made: see [Trajectory].
record Kept(Frame frame) implements LoopResult {
    @Override
    public void finish(Var result) {
        frame.publish(result);
    }
}
