package mg.passes.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import mg.ir.ElementOp;
import mg.ir.ElementType;
import mg.ir.Kind;
import mg.ir.Tensor;
import mg.loops.Address;
import mg.loops.Buffer;
import mg.loops.Index;
import mg.loops.Scalar;
import mg.loops.Statement;
import mg.loops.Value;

/// A matrix product in tiles that stay in registers, with vectors along the columns.
///
/// A tile is a few rows times a few vectors of columns, shorter ones where there are fewer columns than lanes. For each `k` it takes a vector of `columns` once for all its rows,
/// and an element of `rows` once for all its vectors: `r·v` multiplications for `r + v` loads. Around it are the loops of
/// Goto and van de Geijn, Anatomy of High-Performance Matrix Multiplication (2008): a slice of the `k`, whose columns are
/// copied into panels as wide as a tile; a block of about [#HEIGHT] rows, which stays in the second level of cache; the
/// panels; the tiles.
///
/// ```
/// for s in slices of the k
///   copy columns[slice s, ·] into panels            where that pays
///   for b in blocks of rows
///     for p in panels
///       for t in tiles of block b
///         sums = 0
///         for k in slice s: sums += rows[t, k] · panel[k, p]
///         out[t, p] += sums
/// ```
final class Tiles {
    /// So many `k` are not sliced.
    private static final int DEEP = 1024;
    private static final int DEPTH = 512;
    private static final int HEIGHT = 96;
    /// Columns that take more bytes are copied if several tiles use them.
    private static final long SMALL = 16 * 1024;

    private final Frame frame;
    private final Code code;
    private final MatrixProduct product;
    private final ElementType element;
    private final int lanes;
    private final TileShape shape;
    private final TileGrid grid;

    /// Some `k` of the two factors: as many as the bound says, or all of `length`.
    private record Slice(Matrix rows, Matrix columns, long length, Optional<Scalar> bound) {}

    /// @param product its product is added if [#slices] says so
    Tiles(Frame frame, MatrixProduct product) {
        this.frame = frame;
        this.code = frame.code();
        this.product = product;
        this.element = product.element();
        this.lanes = (int) Math.min(frame.lanes(element), Long.highestOneBit(product.n()));
        this.shape = TileShape.ofVectors(product, lanes, frame.registers());
        this.grid = new TileGrid(frame, product, new Cut(code, product.m(), shape.high()),
                new Cut(code, product.n(), shape.wide() * lanes));
    }

    /// Whether the sums are formed in slices, so that the result must hold something to add to.
    static boolean slices(long depth) {
        return depth > DEEP;
    }

    /// Emits the product.
    void emit() {
        long depth = product.depth();
        long length = slices(depth) ? DEPTH : depth;
        Cut.each(code, Math.ceilDiv(depth, length), Optional.empty(), s -> {
            Index k = s.times(length);
            slice(new Slice(product.rows().from(Index.ZERO, k), product.columns().from(k, Index.ZERO), length,
                    Cut.remaining(code, depth, s, length)));
        });
    }

    private void slice(Slice slice) {
        int panel = grid.columns().piece();
        long bytes = product.n() * slice.length() * element.bytes();
        boolean copies = slice.columns().along() != 1 || product.m() > 2L * shape.high() && bytes > SMALL;
        Optional<Buffer> copied = copies ? Optional.of(copied(slice, panel)) : Optional.empty();
        blocks((first, count, bound) -> Cut.each(code, grid.columns().count(), Optional.empty(), p -> {
            Cut.Piece column = grid.columns().at(p);
            Matrix columns = copied
                    .map(buffer -> new Matrix(buffer, p.times(slice.length() * panel), panel, 1))
                    .orElseGet(() -> slice.columns().from(Index.ZERO, column.start()));
            Cut.each(code, count, bound, t -> {
                Cut.Piece row = grid.rows().at(first.plus(t));
                tile(slice, slice.rows().from(row.start(), Index.ZERO), columns, sums ->
                        grid.store(row, column, sums));
            });
        }));
    }

    private interface Blocks {
        void emit(Index first, long count, Optional<Scalar> bound);
    }

    /// The tiles of rows, block by block.
    private void blocks(Blocks blocks) {
        long count = grid.rows().count();
        long block = Math.max(1, HEIGHT / shape.high());
        if (count <= 2 * block) {
            blocks.emit(Index.ZERO, count, Optional.empty());
        } else {
            Cut.each(code, Math.ceilDiv(count, block), Optional.empty(), b ->
                    blocks.emit(b.times(block), block, Cut.remaining(code, count, b, block)));
        }
    }

    /// The panels one after the other, each with its rows one after the other.
    private Buffer copied(Slice slice, int panel) {
        long count = grid.columns().count();
        Buffer buffer = frame.buffers().local(element, count * slice.length() * panel);
        Cut.each(code, count, Optional.empty(), p -> {
            var to = new Matrix(buffer, p.times(slice.length() * panel), panel, 1);
            copy(slice, slice.columns().from(Index.ZERO, grid.columns().at(p).start()), to, panel);
        });
        return buffer;
    }

    /// Along the rows or along the columns, whichever are neighbours in memory.
    private void copy(Slice slice, Matrix from, Matrix to, int count) {
        if (from.along() == 1) {
            Cut.each(code, slice.length(), slice.bound(), k ->
                    code.add(new Statement.Copy(to.at(k, Index.ZERO), from.at(k, Index.ZERO), count, false)));
        } else {
            Cut.each(code, count, Optional.empty(), j -> Cut.each(code, slice.length(), slice.bound(), k -> {
                Scalar value = code.define(element, new Value.Load(from.at(k, j)));
                code.add(new Statement.Store(to.at(k, j), value, false));
            }));
        }
    }

    /// The rows of a tile times the columns of one panel.
    private void tile(Slice slice, Matrix rows, Matrix panel, Consumer<TileGrid.Sums> store) {
        var sums = new ArrayList<Scalar>();
        for (int s = 0; s < shape.high() * shape.wide(); s++) {
            sums.add(code.define(element, lanes, new Value.Literal(Tensor.scalar(element, 0))));
        }
        Cut.each(code, slice.length(), slice.bound(), k -> {
            var parts = new ArrayList<Scalar>();
            for (int v = 0; v < shape.wide(); v++) {
                parts.add(code.define(element, lanes, new Value.Load(panel.row(k, constant(v * lanes)))));
            }
            for (int r = 0; r < shape.high(); r++) {
                Address same = rows.at(constant(r), k);
                Scalar x = code.define(element, lanes, new Value.Load(same));
                for (int v = 0; v < shape.wide(); v++) {
                    Scalar one = code.define(element, lanes, new Value.Apply(ElementOp.MUL, List.of(x, parts.get(v))));
                    code.add(new Statement.Accumulate(sums.get(r * shape.wide() + v), Kind.SUM, one));
                }
            }
        });
        store.accept((to, adds) -> {
            for (int s = 0; s < sums.size(); s++) {
                Address at = to.row(constant(s / shape.wide()), constant(s % shape.wide() * lanes));
                code.add(new Statement.Store(at, sums.get(s), adds));
            }
        });
    }

    private static Index constant(long value) {
        return new Index(value, List.of());
    }
}
