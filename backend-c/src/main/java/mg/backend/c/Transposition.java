package mg.backend.c;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.stream.IntStream;

/// The text that transposes as many vectors `x0`, `x1`, … as they have lanes, in shuffles of two vectors: bit after bit
/// of the number of a vector is exchanged with the same bit of that of a lane (Eklundh 1972).
///
/// ```
/// x0 = a b c d         a e c g         a e i m
/// x1 = e f g h   -->   b f d h   -->   b f j n
/// x2 = i j k l         i m k o         c g k o
/// x3 = m n o p         j n l p         d h l p
/// ```
///
/// @param type  that of the vectors
/// @param lanes a power of 2
record Transposition(String type, int lanes) {
    /// Compilers that have shuffles of constant lanes.
    static final String CONDITION = "#if defined(__clang__) || defined(__GNUC__) && __GNUC__ >= 12";

    /// The names of the vectors before.
    List<String> columns() {
        return IntStream.range(0, lanes).mapToObj(k -> "x" + k).toList();
    }

    /// The definitions of all but the last shuffles.
    String definitions() {
        var text = new StringBuilder();
        for (int bit = 1; bit < lanes / 2; bit *= 2) {
            for (int k = 0; k < lanes; k++) {
                text.append("    const ").append(type).append(' ').append(stage(bit).get(k)).append(" = ")
                        .append(shuffle(k, bit)).append(";\n");
            }
        }
        return text.toString();
    }

    /// What becomes of vector `k` at last.
    String row(int k) {
        return shuffle(k, lanes / 2);
    }

    private String shuffle(int k, int bit) {
        List<String> before = bit == 1 ? columns() : stage(bit / 2);
        return "__builtin_shufflevector(" + before.get(k & ~bit) + ", " + before.get(k | bit) + ", "
                + lanes(bit, (k & bit) != 0) + ")";
    }

    private List<String> stage(int bit) {
        return IntStream.range(0, lanes).mapToObj(k -> "y" + bit + "_" + k).toList();
    }

    /// Those without the bit from the first vector and those with it from the second: of both the lane without it, or
    /// with.
    private String lanes(int bit, boolean with) {
        return IntStream.range(0, lanes)
                .map(l -> (l & bit) == 0 ? l | (with ? bit : 0) : lanes + (l & ~bit | (with ? bit : 0)))
                .mapToObj(Integer::toString)
                .collect(joining(", "));
    }
}
