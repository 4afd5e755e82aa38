package mg.passes.raise;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Finds the loops that sequences of positions come from: `0 1 2 10 11 12 20 21 22` and `0 1 2 0 1 2 0 1 2` run along
/// three rows of three.
final class Radix {
    private Radix() {}

    /// The sizes of the loops, outermost first, in which all these sequences of length `n` are sums of multiples of the
    /// loop variables; where there is no such, the outermost loop is what remains. Sequences without any regularity are
    /// ignored as long as others have some. Empty for `n` = 1.
    static List<Integer> of(List<int[]> sequences, int n) {
        List<int[]> regular = sequences.stream().filter(s -> !isIrregular(s)).toList();
        var sizes = new ArrayList<Integer>();
        int step = 1;
        int rest = n;
        while (rest > 1) {
            int block = block(regular, step, rest);
            sizes.addFirst(block);
            step *= block;
            rest /= block;
        }
        return sizes;
    }

    private static boolean isIrregular(int[] sequence) {
        return sequence.length > 2 && run(sequence, 1, sequence.length) < sequence.length
                && block(List.of(sequence), 1, sequence.length) == sequence.length;
    }

    /// The length of the innermost loop of every `step`-th element, of which there are `n`; `n` if there is none.
    private static int block(List<int[]> sequences, int step, int n) {
        int run = sequences.stream().mapToInt(s -> run(s, step, n)).min().orElse(n);
        return IntStream.iterate(run, k -> k > 1, k -> k - 1)
                .filter(k -> n % k == 0 && sequences.stream().allMatch(s -> repeats(s, step, n, k)))
                .findFirst()
                .orElse(n);
    }

    /// How many of the first elements are at equal distances.
    private static int run(int[] s, int step, int n) {
        int distance = s[step] - s[0];
        int k = 2;
        while (k < n && s[k * step] - s[(k - 1) * step] == distance) {
            k++;
        }
        return k;
    }

    /// Whether the elements are at the same equal distances in every block.
    private static boolean repeats(int[] s, int step, int n, int block) {
        int distance = s[step] - s[0];
        for (int k = 0; k < n; k++) {
            if (k % block != 0 && s[k * step] - s[(k - 1) * step] != distance) {
                return false;
            }
        }
        return true;
    }
}
