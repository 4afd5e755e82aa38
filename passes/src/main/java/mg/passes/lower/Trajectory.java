package mg.passes.lower;

import java.util.List;
import java.util.Optional;
import mg.ir.Instruction;
import mg.ir.Operation;
import mg.ir.Type;
import mg.ir.Var;
import mg.loops.Index;

/// The states of a carried array that a loop also collects, as the derivative of a loop wants them: one buffer with a
/// row for each and one for the last. An iteration reads its row and makes the next state in the next row, so that
/// nothing is copied.
///
/// @param saved what the loop collects
/// @param whole all rows
/// @param down  whether the loop runs from the last row to the first
record Trajectory(Var saved, Destination whole, boolean down) {
    /// States of no more elements stay in a place of their own, which may become registers.
    private static final long SMALL = 64;

    /// That of the carried array `k`, if the loop collects it.
    static Optional<Trajectory> of(Instruction x, Operation.For loop, int k) {
        Var state = x.block().arguments().get(k + 1);
        int saved = x.block().results().lastIndexOf(state);
        boolean collects = saved >= loop.carries() && !x.block().results().get(k).equals(state);
        if (!collects || state.type().size() <= SMALL || loop.n() == 0 || loop.n() >= Integer.MAX_VALUE) {
            return Optional.empty();
        }
        Type rows = state.type().stacked((int) loop.n() + 1);
        return Optional.of(new Trajectory(x.results().get(saved), Destination.local(rows), loop.down()));
    }

    private int rows() {
        return whole.relative().shape().getFirst();
    }

    private Destination row(int row) {
        return whole.part(whole.relative().at(List.of(Index.ZERO.plus(row))));
    }

    /// Where the loop starts.
    Destination first() {
        return row(down ? rows() - 1 : 0);
    }

    /// Where its result is.
    Destination last() {
        return row(down ? 0 : rows() - 1);
    }

    /// Where what it collects is.
    Destination states() {
        return whole.part(whole.relative().part(0, down ? 1 : 0, rows() - 1));
    }
}
