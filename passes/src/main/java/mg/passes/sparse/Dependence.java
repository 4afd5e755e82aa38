package mg.passes.sparse;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// What each element of a value depends on. Elements that depend on nothing take no room: an array that is zero but for
/// one row is as small as the row.
final class Dependence {
    static final Dependence NONE = new Dependence(new int[0], new Support[0]);

    /// Row-major positions of the elements that depend on something, ascending, and what each depends on.
    private final int[] at;
    private final Support[] on;

    /// @param at ascending
    /// @param on not empty
    Dependence(int[] at, Support[] on) {
        this.at = at;
        this.on = on;
    }

    /// Each of `n` elements depends on itself; `first` is the number of the first.
    static Dependence itself(int first, int n) {
        return new Dependence(IntStream.range(0, n).toArray(),
                IntStream.range(first, first + n).mapToObj(k -> Support.range(k, k + 1)).toArray(Support[]::new));
    }

    boolean isNone() {
        return at.length == 0;
    }

    /// The number of elements that depend on something.
    int count() {
        return at.length;
    }

    /// The position of the `k`-th of them.
    int position(int k) {
        return at[k];
    }

    /// What the `k`-th of them depends on.
    Support support(int k) {
        return on[k];
    }

    /// What the element at a position depends on.
    Support of(int position) {
        int k = position < at.length && at[position] == position ? position : Arrays.binarySearch(at, position);
        return k < 0 ? Support.EMPTY : on[k];
    }

    /// Each element depends on what it does in either.
    Dependence or(Dependence other) {
        if (this == other || other.isNone()) {
            return this;
        }
        if (isNone()) {
            return other;
        }
        var positions = new int[at.length + other.at.length];
        var supports = new Support[positions.length];
        int count = 0;
        int i = 0;
        int j = 0;
        while (i < at.length || j < other.at.length) {
            int mine = i < at.length ? at[i] : Integer.MAX_VALUE;
            int theirs = j < other.at.length ? other.at[j] : Integer.MAX_VALUE;
            positions[count] = Math.min(mine, theirs);
            supports[count++] = mine < theirs ? on[i] : mine > theirs ? other.on[j] : on[i].or(other.on[j]);
            i += mine <= theirs ? 1 : 0;
            j += theirs <= mine ? 1 : 0;
        }
        return new Dependence(Arrays.copyOf(positions, count), Arrays.copyOf(supports, count));
    }

    /// The elements from `from` to before `to`, the first of which comes to position `start`.
    Dependence part(int from, int to, int start) {
        int first = firstFrom(from);
        int last = firstFrom(to);
        if (first == last) {
            return NONE;
        }
        int[] positions = Arrays.copyOfRange(at, first, last);
        if (start != from) {
            Arrays.setAll(positions, k -> positions[k] - from + start);
        }
        return new Dependence(positions, Arrays.copyOfRange(on, first, last));
    }

    private int firstFrom(int position) {
        if (position < at.length && at[position] == position) {
            return position;
        }
        int k = Arrays.binarySearch(at, position);
        return k < 0 ? -k - 1 : k;
    }

    /// Element `k` depends on what the element at `origins[k]` did.
    Dependence from(int[] origins) {
        var sum = new DependenceSum();
        for (int k = 0; k < origins.length; k++) {
            Support support = of(origins[k]);
            if (!support.isEmpty()) {
                sum.add(k, support);
            }
        }
        return sum.result();
    }

    /// The element at position `p` goes to `targets[p]`; several may go to one.
    Dependence to(int[] targets) {
        var sum = new DependenceSum();
        for (int k = 0; k < at.length; k++) {
            sum.add(targets[at[k]], on[k]);
        }
        return sum.result();
    }

    /// Only the elements at positions that pass.
    Dependence where(IntPredicate passes) {
        int[] kept = IntStream.range(0, at.length).filter(k -> passes.test(at[k])).toArray();
        return kept.length == at.length
                ? this
                : new Dependence(IntStream.of(kept).map(k -> at[k]).toArray(),
                        IntStream.of(kept).mapToObj(k -> on[k]).toArray(Support[]::new));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Dependence d && Arrays.equals(at, d.at) && Arrays.equals(on, d.on);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(at) + Arrays.hashCode(on);
    }

    @Override
    public String toString() {
        return IntStream.range(0, at.length).mapToObj(k -> at[k] + ": " + on[k]).toList().toString();
    }
}
