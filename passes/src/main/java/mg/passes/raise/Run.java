package mg.passes.raise;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Steps that repeat: from step `from` on, `count` times `period` steps, the same shapes each time.
record Run(int from, int period, int count) {
    /// Fewer repetitions stay as they are.
    static final int FEWEST = 4;
    /// The lengths of the sequences whose distances from where they were last give the periods to try.
    private static final int[] WINDOWS = {1, 3, 9, 27, 81, 243, 729, 2187};
    /// How many distances are tried for one length.
    private static final int MOST = 3;

    /// The step after the last.
    int end() {
        return from + period * count;
    }

    /// The runs in a sequence, those that save most first.
    static List<Run> of(int[] shapes) {
        Set<Integer> periods = new TreeSet<>();
        var distances = new Distances(shapes);
        for (int window : WINDOWS) {
            if (!distances.count(window)) {
                break;
            }
            frequent(distances.counts(), window).forEach(p -> {
                periods.add(p);
                periods.add(2 * p);
            });
        }
        var runs = new ArrayList<Run>();
        periods.forEach(p -> longest(shapes, p, runs));
        runs.sort(Comparator.comparingInt(Run::saved).reversed().thenComparingInt(Run::period));
        return runs;
    }

    /// How many steps need not be listed.
    int saved() {
        return (count - 1) * period;
    }

    /// The most frequent distances, if they are frequent enough.
    private static List<Integer> frequent(int[] distances, int window) {
        var frequent = new ArrayList<Integer>();
        for (int p = 1; p < distances.length; p++) {
            if (distances[p] > 0 && distances[p] >= (FEWEST - 1) * (long) p - window) {
                frequent.add(p);
            }
        }
        frequent.sort(Comparator.comparingInt((Integer p) -> distances[p]).reversed());
        return frequent.subList(0, Math.min(MOST, frequent.size()));
    }

    /// Adds the longest run of this period.
    private static void longest(int[] shapes, int period, List<Run> runs) {
        int longest = 0;
        int start = 0;
        int length = 0;
        for (int k = 0; k + period < shapes.length; k++) {
            length = shapes[k] == shapes[k + period] ? length + 1 : 0;
            if (length > longest) {
                longest = length;
                start = k + 1 - length;
            }
        }
        int count = longest / period + 1;
        if (count >= FEWEST) {
            runs.add(new Run(start, period, count));
        }
    }

    /// The steps at the end that repeat too, but are less than a period.
    int rest(int[] shapes) {
        int k = 0;
        while (end() + k < shapes.length && shapes[end() + k] == shapes[end() + k - period]) {
            k++;
        }
        return k;
    }

    /// The same run beginning `by` steps later, which may make it shorter by one.
    Run shifted(int by, int rest) {
        return new Run(from + by, period, by <= rest ? count : count - 1);
    }
}
