package mg.testing;

import java.util.Arrays;

/// A sequence of choices, from which random things are made: the shorter and smaller the numbers, the simpler the
/// thing, so shrinking the sequence shrinks what is made. After the end every choice is 0.
public final class Choices {
    private final int[] sequence;
    private int next;

    /// The choices of this sequence.
    public Choices(int... sequence) {
        this.sequence = sequence.clone();
    }

    /// A number from 0 to `bound - 1`.
    public int below(int bound) {
        return next < sequence.length ? Math.floorMod(sequence[next++], bound) : 0;
    }

    /// True once in `n` times, and never after the end.
    public boolean oneIn(int n) {
        return below(n) == n - 1;
    }

    /// The next of `parts` equal parts of what is left, on its own.
    public Choices part(int parts) {
        int count = Math.max(0, sequence.length - next) / parts;
        next += count;
        return new Choices(Arrays.copyOfRange(sequence, next - count, next));
    }

    /// Whether nothing is left.
    public boolean isEmpty() {
        return next >= sequence.length;
    }
}
