package mg.passes.lower;

/// How many rows and columns of a product are formed at once: their sums, and what they are made of, fit into
/// registers.
///
/// @param wide the columns; where vectors lie along them, the vectors of columns
record TileShape(int high, int wide) {
    /// With so few sums an addition waits for the one before.
    private static final int BUSY = 8;
    /// Rows that are apart in memory by a power of two meet in the same places of a cache, which holds eight of each.
    private static final int TALLEST = 8;
    private static final int TALLEST_OF_NEIGHBOURS = 12;
    /// What each sum costs in text, against what a multiplication costs.
    private static final double TEXT = 0.002;

    /// For vectors along the products: each sum is a vector, and both operands are loaded as vectors.
    static TileShape ofSums(MatrixProduct product, int registers) {
        int most = registers / 2;
        var best = new TileShape(1, 1);
        double least = Double.POSITIVE_INFINITY;
        for (int c = 1; c <= Math.min(product.n(), most); c++) {
            for (int r = 1; r <= Math.min(product.m(), TALLEST) && r * c <= most; r++) {
                double cost = computed(product.m(), r) * computed(product.n(), c) * (1 + 1.0 / r + 1.0 / c)
                        * waits(r * c);
                if (cost < least) {
                    least = cost;
                    best = new TileShape(r, c);
                }
            }
        }
        return best;
    }

    /// What a product of vectors along the columns costs, against a multiplication. The columns come from the second
    /// level of cache, once for each tile of rows: tall tiles take fewer of them.
    double perProduct() {
        return (1 + 1.4 / high + 0.2 / wide) * slow(sums());
    }

    int sums() {
        return high * wide;
    }

    /// How much longer a text takes that has so many sums.
    static double text(int sums) {
        return 1 + TEXT * sums;
    }

    private static double waits(int sums) {
        return slow(sums) * text(sums);
    }

    private static double slow(int sums) {
        return Math.max(1, (double) BUSY / sums);
    }

    /// An axis of which some is computed twice.
    static double computed(long size, int piece) {
        return Math.ceilDiv(size, piece) * (double) piece;
    }

    /// The most rows of tiles with vectors along the columns.
    static int tallest(MatrixProduct product) {
        return (int) Math.min(product.m(), product.rows().down() == 1 ? TALLEST_OF_NEIGHBOURS : TALLEST);
    }
}
