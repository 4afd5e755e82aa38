package mg.passes.raise;

import java.util.Arrays;

/// How often each distance is that between a sequence of steps and the last that was equal: of the same shapes.
final class Distances {
    /// The base of a polynomial modulo 2⁶⁴ (Karp and Rabin 1987); what collides is found out later.
    private static final long BASE = 0x9e3779b97f4a7c15L;

    private final int[] shapes;
    private final int bits;
    /// Where there was last a sequence whose hash begins with these bits, plus one.
    private final int[] last;
    /// The hashes of the sequences that end at each step.
    private final long[] hashes;
    private final int[] counts;

    Distances(int[] shapes) {
        this.shapes = shapes;
        this.bits = 2 + 32 - Integer.numberOfLeadingZeros(shapes.length);
        this.last = new int[1 << bits];
        this.hashes = new long[shapes.length];
        this.counts = new int[shapes.length];
    }

    /// Counts anew, for sequences of so many steps; whether any two are equal.
    boolean count(int window) {
        Arrays.fill(last, 0);
        Arrays.fill(counts, 0);
        long factor = 1;
        for (int k = 0; k < window; k++) {
            factor *= BASE;
        }
        boolean any = false;
        long hash = 0;
        for (int k = 0; k < shapes.length; k++) {
            hash = hash * BASE + shapes[k] - (k < window ? 0 : factor * shapes[k - window]);
            hashes[k] = hash;
            any |= k >= window - 1 && isRepeated(k, hash);
        }
        return any;
    }

    private boolean isRepeated(int end, long hash) {
        int slot = (int) (hash * BASE >>> 64 - bits);
        int before = last[slot] - 1;
        last[slot] = end + 1;
        if (before < 0 || hashes[before] != hash) {
            return false;
        }
        counts[end - before]++;
        return true;
    }

    /// How often each distance was counted.
    int[] counts() {
        return counts;
    }
}
