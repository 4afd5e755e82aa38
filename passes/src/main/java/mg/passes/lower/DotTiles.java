package mg.passes.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
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

/// A matrix product whose products are neighbours in memory, with vectors along those. A few rows times a few columns share
/// what they load; each sum is one vector, whose lanes are added up at the end. With one column it is a matrix times a
/// vector.
final class DotTiles {
    private final Frame frame;
    private final Code code;
    private final MatrixProduct product;
    private final ElementType element;
    private final int lanes;
    private final TileShape shape;
    private final TileGrid grid;

    DotTiles(Frame frame, MatrixProduct product) {
        this.frame = frame;
        this.code = frame.code();
        this.product = product;
        this.element = product.element();
        this.lanes = frame.lanes(element);
        this.shape = TileShape.ofSums(product, frame.registers());
        this.grid = new TileGrid(frame, product, new Cut(code, product.m(), shape.high()),
                new Cut(code, product.n(), shape.wide()));
    }

    /// The operands from some `k` on.
    private record Factors(Matrix rows, Matrix columns) {
        Factors at(Index i, Index j) {
            return new Factors(rows.from(i, Index.ZERO), columns.from(Index.ZERO, j));
        }
    }

    /// Emits the product.
    void emit() {
        long whole = product.depth() / lanes;
        Optional<Factors> rest = product.depth() % lanes == 0 ? Optional.empty() : Optional.of(rest(whole * lanes));
        Cut.each(code, grid.rows().count(), Optional.empty(), i -> {
            Cut.Piece row = grid.rows().at(i);
            Cut.each(code, grid.columns().count(), Optional.empty(), j -> {
                Cut.Piece column = grid.columns().at(j);
                List<Scalar> sums = sums(whole, rest, row.start(), column.start());
                grid.store(row, column, (to, adds) -> store(sums, to, adds));
            });
        });
    }

    private Factors rest(long from) {
        Index k = constant(from);
        return new Factors(filledUp(product.rows().from(Index.ZERO, k), product.m()),
                filledUp(product.columns().from(k, Index.ZERO).transposed(), product.n()).transposed());
    }

    /// What is left of the rows, as vectors.
    private Matrix filledUp(Matrix rows, long count) {
        Buffer buffer = frame.buffers().local(element, count * lanes);
        var filled = new Matrix(buffer, Index.ZERO, lanes, 1);
        Scalar zero = code.define(element, new Value.Literal(Tensor.scalar(element, 0)));
        code.add(new Statement.Fill(new Address(buffer, Index.ZERO), count * lanes, zero));
        Cut.each(code, count, Optional.empty(), i -> code.add(new Statement.Copy(
                filled.at(i, Index.ZERO), rows.at(i, Index.ZERO), product.depth() % lanes, false)));
        return filled;
    }

    /// The sums of the tile that starts with element `(i, j)`.
    private List<Scalar> sums(long whole, Optional<Factors> rest, Index i, Index j) {
        List<Scalar> wide = zeros();
        Factors factors = new Factors(product.rows(), product.columns()).at(i, j);
        Cut.each(code, whole, Optional.empty(), k -> products(wide, factors, k.times(lanes)));
        rest.ifPresent(r -> products(wide, r.at(i, j), Index.ZERO));
        var sums = new ArrayList<Scalar>();
        for (Scalar vector : wide) {
            Scalar sum = code.define(element, new Value.Literal(Tensor.scalar(element, 0)));
            code.add(new Statement.Accumulate(sum, Kind.SUM, vector));
            sums.add(sum);
        }
        return sums;
    }

    private void store(List<Scalar> sums, Matrix to, boolean adds) {
        for (int s = 0; s < sums.size(); s++) {
            Address at = to.at(constant(s / shape.wide()), constant(s % shape.wide()));
            code.add(new Statement.Store(at, sums.get(s), adds));
        }
    }

    private List<Scalar> zeros() {
        return IntStream.range(0, shape.high() * shape.wide())
                .mapToObj(_ -> code.define(element, lanes, new Value.Literal(Tensor.scalar(element, 0))))
                .toList();
    }

    /// Adds a vector of products to each of the sums.
    private void products(List<Scalar> sums, Factors factors, Index k) {
        var right = new ArrayList<Scalar>();
        for (int c = 0; c < shape.wide(); c++) {
            right.add(load(factors.columns().transposed().row(constant(c), k)));
        }
        for (int r = 0; r < shape.high(); r++) {
            Scalar x = load(factors.rows().row(constant(r), k));
            for (int c = 0; c < shape.wide(); c++) {
                Scalar one = code.define(element, lanes, new Value.Apply(ElementOp.MUL, List.of(x, right.get(c))));
                code.add(new Statement.Accumulate(sums.get(r * shape.wide() + c), Kind.SUM, one));
            }
        }
    }

    private Scalar load(Address at) {
        return code.define(element, lanes, new Value.Load(at));
    }

    private static Index constant(long value) {
        return new Index(value, List.of());
    }
}
