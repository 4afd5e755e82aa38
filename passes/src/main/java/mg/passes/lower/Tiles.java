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

/// A matrix product in tiles that stay in registers: `out[i, j] += Σ_k rows[i, k] · columns[k, j]`, where neighbouring
/// columns of `out` are neighbours in memory.
///
/// A tile is a few rows times a few vectors of columns. For each `k` it takes a vector of `columns` once for all its rows,
/// and an element of `rows` once for all its vectors: `r·v` multiplications for `r + v` loads. Around it are the loops of
/// Goto and van de Geijn, Anatomy of High-Performance Matrix Multiplication (2008): a slice of [#DEPTH] `k`, whose columns
/// are copied into panels as wide as a tile; a block of about [#HEIGHT] rows, which stays in the second level of cache;
/// the panels, each of which stays in the first level; the tiles.
///
/// ```
/// for s in 0..ceil(K / DEPTH)
///   copy columns[slice s, ·] into panels            where that pays
///   for b in blocks of rows
///     for p in panels
///       for t in tiles of block b
///         sums = 0
///         for k in slice s: sums += rows[t, k] · panel[k, p]
///         out[t, p] += sums
/// ```
///
/// What is left of the rows is a lower tile; what is left of the columns is a narrower panel, whose last vector is filled
/// up with zeros and stored by way of a buffer of its own.
final class Tiles {
    private static final int DEPTH = 256;
    private static final int HEIGHT = 96;
    /// Columns that take more bytes are copied if several tiles use them.
    private static final long SMALL = 16 * 1024;
    private static final int TALLEST = 8;
    private static final Index ZERO = Index.ZERO;

    private final Frame frame;
    private final Code code;
    private final ElementType element;
    private final int lanes;
    private final Matrix out;
    private final boolean adds;
    private final Matrix rows;
    private final Matrix columns;
    private final Extent extent;
    private final int wide;
    private final int high;

    /// How many rows and columns, and how many products each element is the sum of.
    record Extent(long m, long n, long depth) {}

    /// Some `k` of the two factors: as many as the bound says, or all of `length`.
    private record Slice(Matrix rows, Matrix columns, long length, Optional<Scalar> bound) {}

    /// @param adds whether the product is added to what `out` holds; it must be if [#slices] says so
    Tiles(Frame frame, Matrix out, boolean adds, Matrix rows, Matrix columns, Extent extent) {
        this.frame = frame;
        this.code = frame.code();
        this.element = out.buffer().element();
        this.lanes = frame.lanes(element);
        this.out = out;
        this.adds = adds;
        this.rows = rows;
        this.columns = columns;
        this.extent = extent;
        int[] tile = tile();
        this.high = tile[0];
        this.wide = tile[1];
    }

    /// Rows and vectors of a tile whose sums, vectors and one element fit into the registers: as many multiplications for
    /// each load as possible, but each kind of tile that is needed for what is left over counts against it.
    private int[] tile() {
        int[] best = {1, 1};
        double most = 0;
        for (int v = 1; v <= Math.min(Math.ceilDiv(extent.n(), lanes), TALLEST); v++) {
            for (int r = 1; r <= Math.min(extent.m(), TALLEST) && r * v + v + 1 <= frame.registers(); r++) {
                boolean below = extent.m() % r != 0;
                boolean beside = extent.n() % ((long) v * lanes) != 0;
                double gain = (double) r * v / (r + v) * (below ? 0.8 : 1) * (beside ? 0.8 : 1);
                if (gain > most) {
                    most = gain;
                    best = new int[] {r, v};
                }
            }
        }
        return best;
    }

    /// Whether the sums are formed in slices, so that `out` must hold something to add to.
    static boolean slices(long depth) {
        return depth > DEPTH;
    }

    /// Emits the product.
    void emit() {
        long depth = extent.depth();
        each(Math.ceilDiv(depth, DEPTH), Optional.empty(), s -> {
            Index k = Integers.scaled(s, DEPTH);
            slice(new Slice(rows.from(ZERO, k), columns.from(k, ZERO), Math.min(depth, DEPTH), remaining(depth, s, DEPTH)));
        });
    }

    private void slice(Slice slice) {
        int panel = wide * lanes;
        long whole = extent.n() / panel;
        int rest = (int) (extent.n() - whole * panel);
        Index right = constant(whole * panel);
        long bytes = extent.n() * slice.length() * (element == ElementType.F32 ? 4 : 8);
        boolean copies = columns.along() != 1 || extent.m() > 2L * high && bytes > SMALL;
        Matrix panels = copies && whole > 0 ? copied(slice, whole, panel) : slice.columns();
        long apart = copies ? panel * slice.length() : panel * slice.columns().along();
        Matrix last = rest > 0 && (copies || rest % lanes != 0)
                ? filledUp(slice, right, rest)
                : slice.columns().from(ZERO, right);
        rows((first, count, bound, height) -> {
            each(whole, Optional.empty(), p -> each(count, bound, t -> {
                var part = new Matrix(panels.buffer(), panels.base().plus(Integers.scaled(p, apart)), panels.down(), 1);
                tile(slice, first.plus(Integers.scaled(t, height)), height, part, Integers.scaled(p, panel), panel);
            }));
            if (rest > 0) {
                each(count, bound, t -> tile(slice, first.plus(Integers.scaled(t, height)), height, last, right, rest));
            }
        });
    }

    private interface Rows {
        void emit(Index first, long count, Optional<Scalar> bound, int height);
    }

    /// The rows of tiles, block by block, and what is left below them.
    private void rows(Rows rows) {
        long count = extent.m() / high;
        long block = Math.max(1, HEIGHT / high);
        if (count <= 2 * block) {
            rows.emit(ZERO, count, Optional.empty(), high);
        } else {
            code.loop(Math.ceilDiv(count, block), b ->
                    rows.emit(ZERO.plus(b, block * high), block, remaining(count, ZERO.plus(b, 1), block), high));
        }
        int low = (int) (extent.m() % high);
        if (low > 0) {
            rows.emit(constant(count * high), 1, Optional.empty(), low);
        }
    }

    /// How many of `size` there are in block `number`, if that can be fewer than `block`.
    private Optional<Scalar> remaining(long size, Index number, long block) {
        if (size <= block || size % block == 0) {
            return Optional.empty();
        }
        Scalar left = code.affine(constant(size).plus(Integers.scaled(number, -block)));
        Scalar whole = code.literal(Tensor.of(block));
        return Optional.of(code.define(ElementType.I64, new Value.Apply(ElementOp.MIN, List.of(left, whole))));
    }

    // Panels

    /// The whole panels one after the other, each with its rows one after the other.
    private Matrix copied(Slice slice, long panels, int panel) {
        Buffer buffer = frame.buffers().local(element, panels * slice.length() * panel);
        each(panels, Optional.empty(), p -> {
            var to = new Matrix(buffer, Integers.scaled(p, slice.length() * panel), panel, 1);
            copy(slice, slice.columns().from(ZERO, Integers.scaled(p, panel)), to, panel);
        });
        return new Matrix(buffer, ZERO, panel, 1);
    }

    /// The last columns as a panel of whole vectors.
    private Matrix filledUp(Slice slice, Index right, int count) {
        int panel = Math.ceilDiv(count, lanes) * lanes;
        Buffer buffer = frame.buffers().local(element, slice.length() * panel);
        var to = new Matrix(buffer, ZERO, panel, 1);
        Scalar zero = code.define(element, new Value.Literal(Tensor.scalar(element, 0)));
        code.add(new Statement.Fill(new Address(buffer, ZERO), slice.length() * panel, zero));
        copy(slice, slice.columns().from(ZERO, right), to, count);
        return to;
    }

    /// Along the rows or along the columns, whichever are neighbours in memory.
    private void copy(Slice slice, Matrix from, Matrix to, int count) {
        if (from.along() == 1) {
            each(slice.length(), slice.bound(), k ->
                    code.add(new Statement.Copy(to.at(k, ZERO), from.at(k, ZERO), count, false)));
        } else {
            each(count, Optional.empty(), j -> each(slice.length(), slice.bound(), k -> {
                Scalar value = code.define(element, new Value.Load(from.at(k, j)));
                code.add(new Statement.Store(to.at(k, j), value, false));
            }));
        }
    }

    // One tile

    /// The rows from `i` on times the columns of one panel, which are those from `j` on in `out`.
    private void tile(Slice slice, Index i, int height, Matrix panel, Index j, int count) {
        int vectors = Math.ceilDiv(count, lanes);
        var sums = new ArrayList<Scalar>();
        for (int s = 0; s < height * vectors; s++) {
            sums.add(code.define(element, lanes, new Value.Literal(Tensor.scalar(element, 0))));
        }
        each(slice.length(), slice.bound(), k -> {
            var parts = new ArrayList<Scalar>();
            for (int v = 0; v < vectors; v++) {
                parts.add(code.define(element, lanes, new Value.Load(panel.row(k, constant((long) v * lanes)))));
            }
            for (int r = 0; r < height; r++) {
                Scalar x = code.define(element, new Value.Load(slice.rows().at(i.plus(r), k)));
                for (int v = 0; v < vectors; v++) {
                    Scalar product = code.define(element, lanes, new Value.Apply(ElementOp.MUL, List.of(x, parts.get(v))));
                    code.add(new Statement.Accumulate(sums.get(r * vectors + v), Kind.SUM, product));
                }
            }
        });
        for (int r = 0; r < height; r++) {
            for (int v = 0; v < vectors; v++) {
                store(i.plus(r), j.plus((long) v * lanes), sums.get(r * vectors + v), Math.min(lanes, count - v * lanes));
            }
        }
    }

    /// Stores the first lanes of a sum.
    private void store(Index i, Index j, Scalar sum, int count) {
        if (count == lanes) {
            code.add(new Statement.Store(out.row(i, j), sum, adds));
        } else {
            Buffer whole = frame.buffers().local(element, lanes);
            code.add(new Statement.Store(new Address(whole, ZERO, 1), sum, false));
            code.add(new Statement.Copy(out.at(i, j), new Address(whole, ZERO), count, adds));
        }
    }

    private void each(long count, Optional<Scalar> bound, Consumer<Index> body) {
        if (count == 1 && bound.isEmpty()) {
            body.accept(ZERO);
        } else if (count > 0) {
            Scalar i = code.index(count);
            code.loop(i, count, bound, false, () -> body.accept(ZERO.plus(i, 1)));
        }
    }

    private static Index constant(long value) {
        return new Index(value, List.of());
    }
}
