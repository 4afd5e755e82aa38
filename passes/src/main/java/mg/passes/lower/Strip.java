package mg.passes.lower;

import java.util.List;
import mg.loops.Index;

/// Neighbouring columns of a product, in tiles of one shape with vectors along them.
///
/// @param lanes of a vector
record Strip(long from, long count, TileShape shape, int lanes) {
    /// Shorter vectors are no faster than these.
    private static final int LEAST_BYTES = 16;

    /// The strips of a product: one, whose last tile may reach back and computes some columns again, or two, where
    /// narrower tiles do what no whole tile fits into. All tiles are equally high.
    static List<Strip> of(MatrixProduct product, int lanes, int registers) {
        List<Strip> best = List.of();
        double least = Double.POSITIVE_INFINITY;
        for (int v = 1; v <= product.n() / lanes && v < registers; v++) {
            for (int r = 1; r <= TileShape.tallest(product) && r * v + v + 1 <= registers; r++) {
                var shape = new TileShape(r, v);
                for (List<Strip> strips : List.of(
                        List.of(new Strip(0, product.n(), shape, lanes)), divided(product, shape, lanes))) {
                    double cost = cost(product, strips);
                    if (cost < least) {
                        least = cost;
                        best = strips;
                    }
                }
            }
        }
        return best;
    }

    /// Whole tiles and, of what they leave, one that begins as far back as its vectors are long. It computes nothing
    /// again that is added.
    private static List<Strip> divided(MatrixProduct product, TileShape shape, int lanes) {
        int rest = (int) (product.n() % (shape.wide() * lanes));
        if (rest == 0) {
            return List.of(new Strip(0, product.n(), shape, lanes));
        }
        int fewest = Math.min(lanes, LEAST_BYTES / product.element().bytes());
        int fewer = Math.clamp(Integer.highestOneBit(2 * rest - 1), fewest, lanes);
        int wide = Math.ceilDiv(rest, fewer);
        int last = wide * fewer;
        var whole = new Strip(0, product.n() - rest, shape, lanes);
        return product.adds() && last > rest
                ? List.of(new Strip(0, product.n(), shape, lanes))
                : List.of(whole, new Strip(product.n() - last, last, new TileShape(shape.high(), wide), fewer));
    }

    /// Vectors of fewer lanes take as long as others.
    private static double cost(MatrixProduct product, List<Strip> strips) {
        int most = strips.getFirst().lanes;
        double columns = 0;
        int sums = 0;
        for (Strip strip : strips) {
            double computed = TileShape.computed(strip.count, strip.width());
            columns += computed / strip.lanes * most * strip.shape.perProduct();
            sums += strip.shape.sums();
        }
        return TileShape.computed(product.m(), strips.getFirst().shape.high()) * columns * TileShape.text(sums);
    }

    /// What is to be computed of the product.
    MatrixProduct of(MatrixProduct product) {
        Matrix out = product.out().from(Index.ZERO, Index.ZERO.plus(from));
        Matrix columns = product.columns().from(Index.ZERO, Index.ZERO.plus(from));
        return new MatrixProduct(out, product.adds(), product.rows(), columns, product.m(), count, product.depth());
    }

    /// The columns of a tile.
    int width() {
        return shape.wide() * lanes;
    }
}
