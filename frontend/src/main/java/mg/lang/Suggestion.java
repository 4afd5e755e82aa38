package mg.lang;

import java.util.Collection;
import java.util.Comparator;

/// What a misspelt name may have been meant to be.
public final class Suggestion {
    private Suggestion() {}

    /// `, did you mean 'x'?` with the nearest of the known names, or nothing if none is near.
    public static String among(Collection<String> known, String name) {
        int most = name.length() < 2 ? 0 : name.length() < 5 ? 1 : Math.max(2, name.length() / 3);
        return known.stream()
                .distinct()
                .filter(k -> !k.equals(name) && (distance(k, name) <= most || k.equalsIgnoreCase(name)))
                .min(Comparator.<String>comparingInt(k -> distance(k, name)).thenComparing(k -> k))
                .map(k -> ", did you mean '" + k + "'?")
                .orElse("");
    }

    /// Insertions, deletions, replacements and swaps of neighbours (Damerau 1964) that turn one into the other.
    static int distance(String a, String b) {
        var d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int replaced = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                d[i][j] = Math.min(replaced, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
                boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
