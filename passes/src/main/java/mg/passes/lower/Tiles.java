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
/// A tile is a few rows times a few vectors of columns, shorter ones where there are fewer columns than lanes
/// ([Strip]). For each `k` it takes a vector of `columns` once for all its rows, and an element of `rows` once for all
/// its vectors: `r·v` multiplications for `r + v` loads. Around it are the loops of
/// Goto and van de Geijn, Anatomy of High-Performance Matrix Multiplication (2008): a slice of the `k`, whose columns
/// are copied into panels as wide as a tile; a block of about [#HEIGHT] rows, which stays in the second level of cache;
/// the panels; the tiles.
///
/// ```
/// for s in slices of the k
///   copy columns[slice s, ·] into panels            where that pays
///   for b in blocks of rows
///     for p in panels                               wide ones, then one narrower one, if any
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
    private final List<Strip> strips;
    private final Cut rows;

    /// Some `k` of the two factors: as many as the bound says, or all of `length`.
    private record Slice(Matrix rows, Matrix columns, long length, Optional<Scalar> bound) {}

    /// @param product its product is added if [#slices] says so
    Tiles(Frame frame, MatrixProduct product) {
        this.frame = frame;
        this.code = frame.code();
        this.product = product;
        this.element = product.element();
        int lanes = (int) Math.min(frame.lanes(element), Long.highestOneBit(product.n()));
        this.strips = Strip.of(product, lanes, frame.registers());
        this.rows = new Cut(code, product.m(), strips.getFirst().shape().high());
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

    /// The columns of a strip in a slice, copied if that pays.
    private record Panels(Strip strip, TileGrid grid, Matrix columns, Optional<Buffer> copied) {}

    private void slice(Slice slice) {
        long bytes = product.n() * slice.length() * element.bytes();
        boolean copies = slice.columns().along() != 1 || product.m() > 2L * rows.piece() && bytes > SMALL;
        List<Panels> all = strips.stream().map(strip -> panels(strip, slice, copies)).toList();
        blocks((first, count, bound) -> all.forEach(panels -> {
            TileGrid grid = panels.grid();
            Cut.each(code, grid.columns().count(), Optional.empty(), p -> {
                Cut.Piece column = grid.columns().at(p);
                int width = grid.columns().piece();
                Matrix columns = panels.copied()
                        .map(buffer -> new Matrix(buffer, p.times(slice.length() * width), width, 1))
                        .orElseGet(() -> panels.columns().from(Index.ZERO, column.start()));
                Cut.each(code, count, bound, t -> {
                    Cut.Piece row = rows.at(first.plus(t));
                    tile(panels.strip(), slice, slice.rows().from(row.start(), Index.ZERO), columns, sums ->
                            grid.store(row, column, sums));
                });
            });
        }));
    }

    private Panels panels(Strip strip, Slice slice, boolean copies) {
        Matrix columns = slice.columns().from(Index.ZERO, constant(strip.from()));
        var cut = new Cut(code, strip.count(), strip.width());
        var grid = new TileGrid(frame, strip.of(product), rows, cut);
        return new Panels(strip, grid, columns, copies ? Optional.of(copied(slice, columns, cut)) : Optional.empty());
    }

    private interface Blocks {
        void emit(Index first, long count, Optional<Scalar> bound);
    }

    /// The tiles of rows, block by block.
    private void blocks(Blocks blocks) {
        long count = rows.count();
        long block = Math.max(1, HEIGHT / rows.piece());
        if (count <= 2 * block) {
            blocks.emit(Index.ZERO, count, Optional.empty());
        } else {
            Cut.each(code, Math.ceilDiv(count, block), Optional.empty(), b ->
                    blocks.emit(b.times(block), block, Cut.remaining(code, count, b, block)));
        }
    }

    /// The panels one after the other, each with its rows one after the other.
    private Buffer copied(Slice slice, Matrix columns, Cut cut) {
        long count = cut.count();
        int panel = cut.piece();
        Buffer buffer = frame.buffers().local(element, count * slice.length() * panel);
        Cut.each(code, count, Optional.empty(), p -> {
            var to = new Matrix(buffer, p.times(slice.length() * panel), panel, 1);
            copy(slice, columns.from(Index.ZERO, cut.at(p).start()), to, panel);
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
    private void tile(Strip strip, Slice slice, Matrix rows, Matrix panel, Consumer<TileGrid.Sums> store) {
        TileShape shape = strip.shape();
        int lanes = strip.lanes();
        var sums = new ArrayList<Scalar>();
        for (int s = 0; s < shape.sums(); s++) {
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
