package mg.passes.lower;

import java.util.List;
import java.util.Optional;
import mg.ir.Block;
import mg.ir.Var;

/// A carried array: the state stays in one place. The next state is made beside it, since the state may still be read,
/// and copied at the end of the iteration; unless the next state is the state plus something, added in place, or is
/// made element by element from the state's elements, in their places.
final class CarriedArray implements LoopResult {
    private final Frame frame;
    private final View state;
    private final Optional<Destination> next;
    private final boolean copies;

    /// @param inside what the state is called inside the loop; in the list that yields `yield`, the last of these
    CarriedArray(Frame frame, Var initial, List<Var> inside, Block body, Var yield, Var result) {
        this.frame = frame;
        Plan plan = frame.plan();
        Destination place = plan.state(result);
        Region region = place.resolve(frame);
        if (!plan.took(initial, place)) {
            Nest.copy(frame.code(), frame.view(initial), new Region(region.view(), Region.Mode.SET));
        }
        this.state = region.view();
        inside.forEach(v -> frame.views().put(v, state));
        Var carried = inside.getLast();
        boolean grows = plan.growsInPlace(body, carried, yield);
        boolean updates = !grows && plan.updatesInPlace(body, carried, yield);
        this.copies = !grows && !updates && !yield.equals(carried);
        if (grows) {
            next = Optional.of(plan.grow(carried, yield, Destination.known(new Region(state, Region.Mode.ADD))));
        } else if (updates) {
            next = Optional.of(Destination.known(new Region(state, Region.Mode.SET)));
        } else {
            next = copies ? Optional.of(Destination.local(result.type())) : Optional.empty();
        }
    }

    @Override
    public Optional<Destination> wanted() {
        return next;
    }

    @Override
    public void advance() {
        if (copies) {
            View made = next.orElseThrow().resolve(frame).view();
            Nest.copy(frame.code(), made, new Region(state, Region.Mode.SET));
        }
    }

    @Override
    public void finish(Var result) {
        Destination wanted = frame.plan().destination(result).orElseThrow();
        if (wanted.accumulates()) {
            Nest.copy(frame.code(), state, wanted.resolve(frame));
        } else {
            frame.views().put(result, state);
        }
    }
}
