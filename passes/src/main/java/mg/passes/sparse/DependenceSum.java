package mg.passes.sparse;

import java.util.Arrays;

/// Collects what elements depend on, piece by piece, and unites it in the end: time n log n in the number of pieces.
final class DependenceSum {
    private static final int SMALL = 1024;

    private int[] at = new int[4];
    private Support[] on = new Support[4];
    private int count;
    private int united = SMALL;
    private boolean ascending = true;

    /// Element `position` depends on `support`, too.
    void add(int position, Support support) {
        if (count == at.length) {
            if (!ascending && count >= 2 * united) {
                unite();
                united = Math.max(SMALL, count);
            }
            at = Arrays.copyOf(at, Math.max(4, 2 * count));
            on = Arrays.copyOf(on, at.length);
        }
        ascending &= count == 0 || position > at[count - 1];
        at[count] = position;
        on[count++] = support;
    }

    /// Element `start + p` depends on what element `p` does in `value`, too.
    void add(int start, Dependence value) {
        for (int k = 0; k < value.count(); k++) {
            add(start + value.position(k), value.support(k));
        }
    }

    /// All of it. The sum is of no use afterwards.
    Dependence result() {
        if (!ascending) {
            unite();
        }
        return count == 0 ? Dependence.NONE : new Dependence(Arrays.copyOf(at, count), Arrays.copyOf(on, count));
    }

    /// Sorts by position, and leaves one piece for each.
    private void unite() {
        var keys = new long[count];
        for (int k = 0; k < count; k++) {
            keys[k] = (long) at[k] << 32 | k;
        }
        Arrays.sort(keys);
        var sorted = new Support[count];
        Arrays.setAll(sorted, k -> on[(int) keys[k]]);
        int groups = 0;
        for (int from = 0, to; from < count; from = to) {
            int position = (int) (keys[from] >> 32);
            for (to = from + 1; to < count && (int) (keys[to] >> 32) == position;) {
                to++;
            }
            at[groups] = position;
            on[groups++] = Support.or(sorted, from, to);
        }
        count = groups;
        ascending = true;
    }
}
