package mg.passes.lower;

import java.util.List;
import java.util.Optional;
import mg.ir.Var;
import mg.loops.Index;
import mg.loops.Scalar;

/// Stacked yields: iteration `i` writes row `i`.
record Collected(Frame frame, Region all, Scalar i) implements LoopResult {
    private Region row() {
        Layout row = all.view().layout().at(List.of(Index.of(i)));
        return new Region(all.view().as(row), all.mode());
    }

    @Override
    public Optional<Destination> wanted() {
        return all.view().shape().size() == 1 ? Optional.empty() : Optional.of(Destination.known(row()));
    }

    @Override
    public void take(Var yield) {
        if (yield.type().isScalar()) {
            Region row = row();
            frame.code().store(row, row.view().layout().base(), frame.scalar(yield));
        }
    }

    @Override
    public void finish(Var result) {
        frame.publish(result);
    }
}
