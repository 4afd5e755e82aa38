package mg.passes.lower;

import java.util.Optional;
import mg.ir.Var;

/// A sum of arrays: each iteration adds to the one region.
record Added(Frame frame, Region total) implements LoopResult {
    /// Starts from zero.
    static Added to(Frame frame, Region region) {
        if (region.mode() == Region.Mode.SET) {
            Nest.clear(frame.code(), region.view());
        }
        boolean ordered = frame.exact() && region.mode() == Region.Mode.ADD;
        Region.Mode mode = ordered ? Region.Mode.ADD : Region.Mode.TOTAL;
        return new Added(frame, new Region(region.view(), mode));
    }

    @Override
    public Optional<Destination> wanted() {
        return Optional.of(Destination.known(total));
    }

    @Override
    public void finish(Var result) {
        frame.publish(result);
    }
}
