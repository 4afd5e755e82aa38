package mg.ir;

import java.util.Collection;
import java.util.Optional;

/// What a misspelt name was probably meant to be.
public final class Spelling {
    private Spelling() {}

    /// The hint `did you mean 'x'?` for the known name nearest to `name`, or nothing when none is near.
    public static Optional<String> hint(String name, Collection<String> known) {
        return nearest(name, known).map(meant -> "did you mean '" + meant + "'?");
    }

    /// The first of the known names nearest to `name`: at most a third of its letters away, or one of two.
    public static Optional<String> nearest(String name, Collection<String> known) {
        int limit = name.length() < 2 ? 1 : Math.max(1, name.length() / 3) + 1;
        String best = null;
        for (String candidate : known) {
            if (Math.abs(candidate.length() - name.length()) < limit) {
                int distance = distance(name, candidate);
                if (distance < limit) {
                    limit = distance;
                    best = candidate;
                }
            }
        }
        return Optional.ofNullable(best);
    }

    /// Insertions, deletions, replacements and swaps of neighbours that turn one word into the other (optimal string
    /// alignment: Damerau 1964).
    static int distance(String a, String b) {
        var rows = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    rows[i][j] = i + j;
                    continue;
                }
                int replace = rows[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                rows[i][j] = Math.min(replace, 1 + Math.min(rows[i - 1][j], rows[i][j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    rows[i][j] = Math.min(rows[i][j], rows[i - 2][j - 2] + 1);
                }
            }
        }
        return rows[a.length()][b.length()];
    }
}
