package mg.passes.loops;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import mg.loops.Buffer;

/// Gives arena buffers their offsets, so that buffers needed at the same time do not overlap: each takes the smallest
/// gap it fits in (Knuth, The Art of Computer Programming 1, 2.5), in n log n.
final class Arena {
    /// Sizes are rounded up to this many elements, so that a vector of any element type stays within its buffer.
    private static final long GRAIN = 64;

    private Arena() {}

    /// Sets the offset, by number, for each of these buffers, which are of one element type, sorted by the start of
    /// their lives.
    static void place(List<Lifetimes.Life> lives, Map<Integer, Long> offsets) {
        var gaps = new Gaps();
        var ending = new PriorityQueue<Lifetimes.Life>(Comparator.comparingInt(Lifetimes.Life::last));
        for (Lifetimes.Life life : lives) {
            while (!ending.isEmpty() && ending.peek().last() < life.first()) {
                Buffer dead = ending.poll().buffer();
                gaps.free(offsets.get(dead.id()), room(dead));
            }
            offsets.put(life.buffer().id(), gaps.take(room(life.buffer())));
            ending.add(life);
        }
    }

    private static long room(Buffer buffer) {
        return Math.ceilDiv(buffer.size(), GRAIN) * GRAIN;
    }
}
