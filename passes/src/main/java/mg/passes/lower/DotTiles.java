package mg.passes.lower;

import java.util.ArrayList;
import java.util.List;
import mg.ir.ElementOp;
import mg.ir.ElementType;
import mg.ir.Kind;
import mg.ir.Tensor;
import mg.loops.Index;
import mg.loops.Scalar;
import mg.loops.Statement;
import mg.loops.Value;

/// A matrix product whose products are neighbours in memory: `out[i, j] += Σ_k rows[i, k] · columns[k, j]` with vectors
/// along `k`. A few rows times a few columns share what they load; each sum is one vector, whose lanes are added up at
/// the end. With one column it is a matrix times a vector.
final class DotTiles {
    private static final int HIGH = 4;
    private static final int WIDE = 2;

    private final Frame frame;
    private final Code code;
    private final ElementType element;
    private final int lanes;
    private final Matrix out;
    private final boolean adds;
    private final Matrix rows;
    private final Matrix columns;
    private final Tiles.Extent extent;

    /// @param adds whether the product is added to what `out` holds
    DotTiles(Frame frame, Matrix out, boolean adds, Matrix rows, Matrix columns, Tiles.Extent extent) {
        this.frame = frame;
        this.code = frame.code();
        this.element = out.buffer().element();
        this.lanes = frame.lanes(element);
        this.out = out;
        this.adds = adds;
        this.rows = rows;
        this.columns = columns;
        this.extent = extent;
    }

    /// Emits the product.
    void emit() {
        along(extent.m(), extent.n() == 1 ? 2 * HIGH : HIGH, (i, height) ->
                along(extent.n(), WIDE, (j, width) -> tile(i, height, j, width)));
    }

    private interface Part {
        void emit(Index first, int count);
    }

    /// Parts of `size`, and what is left.
    private void along(long size, int part, Part body) {
        long whole = size / part;
        if (whole == 1) {
            body.emit(Index.ZERO, part);
        } else if (whole > 1) {
            code.loop(whole, i -> body.emit(Index.ZERO.plus(i, part), part));
        }
        if (size % part > 0) {
            body.emit(new Index(whole * part, List.of()), (int) (size % part));
        }
    }

    private void tile(Index i, int height, Index j, int width) {
        var wide = new ArrayList<Scalar>();
        for (int s = 0; s < height * width; s++) {
            wide.add(code.define(element, lanes, new Value.Literal(Tensor.scalar(element, 0))));
        }
        long whole = extent.depth() / lanes;
        code.loop(whole, k -> products(wide, i, height, j, width, Index.ZERO.plus(k, lanes), lanes));
        var sums = new ArrayList<Scalar>();
        for (Scalar vector : wide) {
            Scalar sum = code.define(element, new Value.Literal(Tensor.scalar(element, 0)));
            code.add(new Statement.Accumulate(sum, Kind.SUM, vector));
            sums.add(sum);
        }
        if (extent.depth() % lanes > 0) {
            code.loop(extent.depth() % lanes, k ->
                    products(sums, i, height, j, width, new Index(whole * lanes, List.of()).plus(k, 1), 1));
        }
        for (int r = 0; r < height; r++) {
            for (int c = 0; c < width; c++) {
                code.add(new Statement.Store(out.at(i.plus(r), j.plus(c)), sums.get(r * width + c), adds));
            }
        }
    }

    /// Adds `count` products at once to each of the sums.
    private void products(List<Scalar> sums, Index i, int height, Index j, int width, Index k, int count) {
        var right = new ArrayList<Scalar>();
        for (int c = 0; c < width; c++) {
            right.add(code.define(element, count, new Value.Load(column(k, j.plus(c), count))));
        }
        for (int r = 0; r < height; r++) {
            Scalar x = code.define(element, count, new Value.Load(count > 1 ? rows.row(i.plus(r), k) : rows.at(i.plus(r), k)));
            for (int c = 0; c < width; c++) {
                Scalar product = code.define(element, count, new Value.Apply(ElementOp.MUL, List.of(x, right.get(c))));
                code.add(new Statement.Accumulate(sums.get(r * width + c), Kind.SUM, product));
            }
        }
    }

    private mg.loops.Address column(Index k, Index j, int count) {
        mg.loops.Address at = columns.at(k, j);
        return count > 1 ? new mg.loops.Address(at.buffer(), at.index(), columns.down()) : at;
    }
}
