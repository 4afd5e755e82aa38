package mg.passes.sparse;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Which derivatives to take for a pattern: columns in groups forward, rows in groups in reverse, or the longest rows
/// in reverse and the others forward, whichever needs the fewest. One dense row would otherwise keep all columns apart.
///
/// @param forward  for each column its group, or -1
/// @param backward for each row its group, or -1; elements of a row that has a group come from its derivative
record Compression(int[] forward, int[] backward) {
    /// The number of cuts between long and short rows that are tried.
    private static final int TRIES = 6;

    /// Rows longer than `longest` go in reverse.
    ///
    /// @param least the number of groups is at least this
    private record Cut(int longest, int least) {}

    static Compression of(Pattern pattern) {
        Compression best = null;
        List<Cut> cuts = cuts(pattern);
        for (Cut cut : cuts.subList(0, Math.min(TRIES, cuts.size()))) {
            if (best == null || cut.least() < best.groups()) {
                Compression next = at(pattern, cut.longest());
                best = best == null || next.groups() < best.groups() ? next : best;
            }
        }
        return best;
    }

    /// The number of derivatives.
    int groups() {
        return forwardGroups() + backwardGroups();
    }

    int forwardGroups() {
        return Colouring.count(forward);
    }

    int backwardGroups() {
        return Colouring.count(backward);
    }

    /// The most promising cut first; of equals the one with fewer rows in reverse.
    private static List<Cut> cuts(Pattern pattern) {
        Dependence rows = pattern.dependence();
        int[] order = IntStream.range(0, rows.count())
                .boxed()
                .sorted(Comparator.comparingInt(k -> -rows.support(k).size()))
                .mapToInt(k -> k)
                .toArray();
        var cuts = new ArrayList<Cut>();
        var lengths = new int[pattern.columns()];
        var most = new int[1];
        for (int k = 0; k < order.length; k++) {
            Support row = rows.support(order[k]);
            int size = row.size();
            if (k == 0 || size < rows.support(order[k - 1]).size()) {
                cuts.add(new Cut(size, size + most[0]));
            }
            row.forEach(column -> most[0] = Math.max(most[0], ++lengths[column]));
        }
        cuts.add(new Cut(0, most[0]));
        cuts.sort(Comparator.comparingInt(Cut::least).thenComparingInt(cut -> -cut.longest()));
        return cuts;
    }

    private static Compression at(Pattern pattern, int longest) {
        Dependence rows = pattern.dependence();
        var shorter = new ArrayList<Support>();
        for (int k = 0; k < rows.count(); k++) {
            if (rows.support(k).size() <= longest) {
                shorter.add(rows.support(k));
            }
        }
        Dependence columns = pattern.where(row -> rows.of(row).size() > longest).transposed().dependence();
        List<Support> longer = IntStream.range(0, columns.count()).mapToObj(columns::support).toList();
        return new Compression(Colouring.of(shorter, pattern.columns()), Colouring.of(longer, pattern.rows()));
    }
}
