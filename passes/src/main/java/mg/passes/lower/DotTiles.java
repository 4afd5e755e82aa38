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

/// A matrix product whose products are neighbours in memory, with vectors along those. A few rows times a few columns
/// share what they load; each sum is one vector, whose lanes are added up at the end. With one column it is a matrix
/// times a vector. Of the last vector, which reaches back, the lanes that had their turn count as zero.
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

    /// The operands from some `k` on, as far as lanes count.
    private record Factors(Matrix rows, Matrix columns, Optional<Scalar> counts) {
        Factors at(Index i, Index j) {
            return new Factors(rows.from(i, Index.ZERO), columns.from(Index.ZERO, j), counts);
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

    /// The last vectors, where no whole number of them fits.
    private Factors rest(long from) {
        if (from > 0) {
            Index k = constant(product.depth() - lanes);
            return new Factors(product.rows().from(Index.ZERO, k), product.columns().from(k, Index.ZERO),
                    Optional.of(last((int) (product.depth() - from))));
        }
        return new Factors(filledUp(product.rows(), product.m()),
                filledUp(product.columns().transposed(), product.n()).transposed(), Optional.empty());
    }

    /// Whether a lane is one of the last.
    private Scalar last(int count) {
        Buffer buffer = frame.buffers().local(element, lanes);
        Scalar zero = literal(0);
        code.add(new Statement.Fill(new Address(buffer, Index.ZERO), lanes - count, zero));
        code.add(new Statement.Fill(new Address(buffer, constant(lanes - count)), count, literal(1)));
        return code.define(ElementType.BOOL, lanes,
                new Value.Apply(ElementOp.LT, List.of(zero, load(new Address(buffer, Index.ZERO, 1)))));
    }

    /// Short rows as vectors.
    private Matrix filledUp(Matrix rows, long count) {
        Buffer buffer = frame.buffers().local(element, count * lanes);
        var filled = new Matrix(buffer, Index.ZERO, lanes, 1);
        code.add(new Statement.Fill(new Address(buffer, Index.ZERO), count * lanes, literal(0)));
        Cut.each(code, count, Optional.empty(), i -> code.add(new Statement.Copy(
                filled.at(i, Index.ZERO), rows.at(i, Index.ZERO), product.depth(), false)));
        return filled;
    }

    /// The sums of the tile that starts with element `(i, j)`.
    private List<Scalar> sums(long whole, Optional<Factors> rest, Index i, Index j) {
        List<Scalar> wide = zeros();
        Factors factors = new Factors(product.rows(), product.columns(), Optional.empty()).at(i, j);
        Cut.each(code, whole, Optional.empty(), k -> products(wide, factors, k.times(lanes)));
        rest.ifPresent(r -> products(wide, r.at(i, j), Index.ZERO));
        var sums = new ArrayList<Scalar>();
        for (Scalar vector : wide) {
            Scalar sum = literal(0);
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
            right.add(counted(load(factors.columns().transposed().row(constant(c), k)), factors));
        }
        for (int r = 0; r < shape.high(); r++) {
            Scalar x = counted(load(factors.rows().row(constant(r), k)), factors);
            for (int c = 0; c < shape.wide(); c++) {
                Scalar one = code.define(element, lanes, new Value.Apply(ElementOp.MUL, List.of(x, right.get(c))));
                code.add(new Statement.Accumulate(sums.get(r * shape.wide() + c), Kind.SUM, one));
            }
        }
    }

    /// With zeros in lanes that do not count: in both factors, for zero times infinity is not zero.
    private Scalar counted(Scalar x, Factors factors) {
        return factors.counts().map(c -> code.define(element, lanes,
                new Value.Apply(ElementOp.SELECT, List.of(c, x, literal(0))))).orElse(x);
    }

    private Scalar literal(double value) {
        return code.define(element, new Value.Literal(Tensor.scalar(element, value)));
    }

    private Scalar load(Address at) {
        return code.define(element, lanes, new Value.Load(at));
    }

    private static Index constant(long value) {
        return new Index(value, List.of());
    }
}
