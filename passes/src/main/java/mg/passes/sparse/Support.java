package mg.passes.sparse;

import java.util.Arrays;
import java.util.function.IntConsumer;

/// A set of positions, as intervals: rows of Jacobians are often runs, and a full row is a single one.
final class Support {
    static final Support EMPTY = new Support(new int[0]);

    /// Start and end of each interval, ascending; they neither overlap nor touch.
    private final int[] bounds;

    private Support(int[] bounds) {
        this.bounds = bounds;
    }

    /// The positions from `from` to before `to`.
    static Support range(int from, int to) {
        return from < to ? new Support(new int[] {from, to}) : EMPTY;
    }

    boolean isEmpty() {
        return bounds.length == 0;
    }

    /// The number of positions.
    int size() {
        int size = 0;
        for (int k = 0; k < bounds.length; k += 2) {
            size += bounds[k + 1] - bounds[k];
        }
        return size;
    }

    /// Calls `action` with every position, ascending.
    void forEach(IntConsumer action) {
        for (int k = 0; k < bounds.length; k += 2) {
            for (int position = bounds[k]; position < bounds[k + 1]; position++) {
                action.accept(position);
            }
        }
    }

    /// Every position, ascending.
    int[] positions() {
        var positions = new int[size()];
        var next = new int[1];
        forEach(position -> positions[next[0]++] = position);
        return positions;
    }

    /// The union; one of the operands itself if it has all of the other.
    Support or(Support other) {
        if (this == other || other.isEmpty()) {
            return this;
        }
        if (isEmpty()) {
            return other;
        }
        var merged = new int[bounds.length + other.bounds.length];
        int count = 0;
        int i = 0;
        int j = 0;
        while (i < bounds.length || j < other.bounds.length) {
            boolean mine = j == other.bounds.length || i < bounds.length && bounds[i] <= other.bounds[j];
            int from = mine ? bounds[i] : other.bounds[j];
            int to = mine ? bounds[i + 1] : other.bounds[j + 1];
            i += mine ? 2 : 0;
            j += mine ? 0 : 2;
            count = append(merged, count, from, to);
        }
        if (same(merged, count, bounds)) {
            return this;
        }
        return same(merged, count, other.bounds) ? other : new Support(Arrays.copyOf(merged, count));
    }

    private static boolean same(int[] merged, int count, int[] bounds) {
        return Arrays.equals(merged, 0, count, bounds, 0, bounds.length);
    }

    /// Adds an interval that does not start before the last one to the first `count` bounds; gives the new count.
    private static int append(int[] bounds, int count, int from, int to) {
        if (count > 0 && from <= bounds[count - 1]) {
            bounds[count - 1] = Math.max(bounds[count - 1], to);
            return count;
        }
        bounds[count] = from;
        bounds[count + 1] = to;
        return count + 2;
    }

    /// The union of the sets in `some` from `from` to before `to`, in time n log n in the number of their intervals.
    static Support or(Support[] some, int from, int to) {
        if (to - from <= 2) {
            return to - from == 2 ? some[from].or(some[from + 1]) : to == from ? EMPTY : some[from];
        }
        int total = 0;
        for (int k = from; k < to; k++) {
            total += k > from && some[k] == some[k - 1] ? 0 : some[k].bounds.length / 2;
        }
        var intervals = new long[total];
        int next = 0;
        for (int k = from; k < to; k++) {
            int[] each = some[k].bounds;
            for (int j = 0; j < each.length && (k == from || some[k] != some[k - 1]); j += 2) {
                intervals[next++] = (long) each[j] << 32 | each[j + 1];
            }
        }
        Arrays.sort(intervals);
        var bounds = new int[2 * total];
        int count = 0;
        for (long interval : intervals) {
            count = append(bounds, count, (int) (interval >> 32), (int) interval);
        }
        return new Support(Arrays.copyOf(bounds, count));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Support s && Arrays.equals(bounds, s.bounds);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bounds);
    }

    @Override
    public String toString() {
        var out = new StringBuilder("{");
        for (int k = 0; k < bounds.length; k += 2) {
            out.append(k == 0 ? "" : ", ").append(bounds[k]);
            out.append(bounds[k + 1] == bounds[k] + 1 ? "" : ".." + bounds[k + 1]);
        }
        return out.append('}').toString();
    }
}
