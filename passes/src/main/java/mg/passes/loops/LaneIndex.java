package mg.passes.loops;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import mg.loops.Address;
import mg.loops.Buffer;
import mg.loops.Index;
import mg.loops.Scalar;

/// Positions of an original loop as positions of its blocks.
///
/// @param first   the iteration with which the first block begins
/// @param scalars what the scalars of the original have become: one for each copy if they vary, otherwise one
record LaneIndex(
        Scalar original, Variability variability, Optional<Scalar> block, Index first, int copies, int lanes,
        Map<Integer, List<Scalar>> scalars) {
    /// `index + step · lane`, with lanes of wide terms.
    record At(Index index, long step) {}

    /// The position in copy `u`.
    At of(Index index, int u) {
        Index expanded = variability.expanded(index);
        Index sum = new Index(expanded.constant(), List.of());
        long step = 0;
        for (Index.Term term : expanded.terms()) {
            if (term.scalar().equals(original)) {
                sum = sum.plus(start((long) u * lanes, term.stride()));
                step = lanes == 1 ? 0 : term.stride();
            } else {
                List<Scalar> own = scalars.getOrDefault(term.scalar().id(), List.of(term.scalar()));
                sum = sum.plus(own.get(own.size() == 1 ? 0 : u), term.stride());
            }
        }
        return new At(sum, step);
    }

    /// Whether the index is the loop's own index, at some stride, and otherwise uniform.
    boolean isOwnRow(Index index) {
        return variability.expanded(index).terms().stream()
                .allMatch(t -> t.scalar().equals(original) || !variability.varies(t.scalar()));
    }

    /// Such an address in one of the iterations that run at once.
    Address row(Address address, Scalar iteration, Buffer buffer) {
        Index expanded = variability.expanded(address.index());
        Index sum = new Index(expanded.constant(), List.of());
        for (Index.Term term : expanded.terms()) {
            if (term.scalar().equals(original)) {
                sum = sum.plus(start(0, term.stride())).plus(iteration, term.stride());
            } else {
                sum = sum.plus(scalars.getOrDefault(term.scalar().id(), List.of(term.scalar())).getFirst(),
                        term.stride());
            }
        }
        return new Address(buffer, sum);
    }

    /// `stride` times the iteration that is that far into the block.
    private Index start(long into, long stride) {
        Index start = first.plus(into).times(stride);
        return block.isEmpty() ? start : start.plus(block.get(), (long) copies * lanes * stride);
    }
}
