package mg.passes.lower;

import java.util.Optional;
import java.util.function.Consumer;
import mg.loops.Buffer;
import mg.loops.Index;
import mg.loops.Scalar;
import mg.loops.Statement;
import mg.loops.Value;

/// The tiles of a product: rows and columns in pieces.
record TileGrid(Frame frame, MatrixProduct product, Cut rows, Cut columns) {
    /// What stores the sums of a tile.
    interface Sums {
        /// @param to its first element is that of the tile
        void store(Matrix to, boolean adds);
    }

    /// Stores the sums of a tile. Where tiles overlap the same is stored twice; if it is added, only what no other tile
    /// had, by way of a buffer.
    void store(Cut.Piece row, Cut.Piece column, Sums sums) {
        Matrix to = product.out().from(row.start(), column.start());
        if (!product.adds() || !rows.overlaps() && !columns.overlaps()) {
            sums.store(to, product.adds());
            return;
        }
        Buffer buffer = frame.buffers().local(product.element(), (long) rows.piece() * columns.piece());
        var tile = new Matrix(buffer, Index.ZERO, columns.piece(), 1);
        sums.store(tile, false);
        own(rows, row, r -> own(columns, column, c -> {
            Scalar sum = frame.code().define(product.element(), new Value.Load(tile.at(r, c)));
            frame.code().add(new Statement.Store(to.at(r, c), sum, true));
        }));
    }

    /// The positions of a piece that are in no piece before.
    private void own(Cut cut, Cut.Piece piece, Consumer<Index> body) {
        Optional<Scalar> bound = cut.overlaps()
                ? Optional.of(frame.code().affine(piece.again().times(-1).plus(cut.piece())))
                : Optional.empty();
        Cut.each(frame.code(), cut.piece(), bound, k -> body.accept(k.plus(piece.again())));
    }
}
