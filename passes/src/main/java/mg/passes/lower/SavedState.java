package mg.passes.lower;

import java.util.List;
import java.util.Optional;
import mg.ir.Var;
import mg.loops.Index;
import mg.loops.Scalar;

/// A carried array that goes along its [Trajectory]: iteration `i` reads one row and makes the next one.
final class SavedState implements LoopResult {
    private final Frame frame;
    private final Trajectory trajectory;
    private final View rows;
    private final Scalar i;

    /// @param start  where the initial state is wanted
    /// @param inside what the state is called inside the loop
    SavedState(Frame frame, Trajectory trajectory, Destination start, Var initial, Var inside, Scalar i) {
        this.frame = frame;
        this.trajectory = trajectory;
        this.i = i;
        Region first = start.resolve(frame);
        if (!frame.plan().took(initial, start)) {
            Nest.copy(frame.code(), frame.view(initial), first);
        }
        this.rows = trajectory.whole().resolve(frame).view();
        frame.views().put(inside, row(trajectory.down() ? 1 : 0));
    }

    private View row(int ahead) {
        return rows.as(rows.layout().at(List.of(Index.of(i).plus(ahead))));
    }

    @Override
    public Optional<Destination> wanted() {
        return Optional.of(Destination.known(new Region(row(trajectory.down() ? 0 : 1), Region.Mode.SET)));
    }

    @Override
    public void finish(Var result) {
        Destination wanted = frame.plan().destination(result).orElseThrow();
        View last = trajectory.last().resolve(frame).view();
        if (wanted.isPartOf(trajectory.whole())) {
            frame.views().put(result, last);
        } else {
            Nest.copy(frame.code(), last, frame.region(result));
        }
    }
}
