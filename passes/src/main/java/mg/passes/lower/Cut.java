package mg.passes.lower;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import mg.ir.ElementOp;
import mg.ir.ElementType;
import mg.ir.Tensor;
import mg.loops.Index;
import mg.loops.Scalar;
import mg.loops.Value;

/// An axis cut into pieces of one size, which is at most that of the axis. If it does not divide the axis the last
/// piece reaches back, so that it ends where the axis does: one text serves all pieces.
record Cut(Code code, long size, int piece) {
    /// A piece: from position `start` on; the first `again` of its positions are those of the piece before too.
    record Piece(Index start, Index again) {}

    /// The number of pieces.
    long count() {
        return Math.ceilDiv(size, piece);
    }

    /// Whether the last piece overlaps the one before.
    boolean overlaps() {
        return size % piece != 0;
    }

    /// A piece by its number.
    Piece at(Index number) {
        Index first = number.times(piece);
        if (!overlaps()) {
            return new Piece(first, Index.ZERO);
        }
        Index start = Index.ZERO.plus(least(code, first, size - piece), 1);
        return new Piece(start, first.plus(start.times(-1)));
    }

    /// A loop over `0..count`, or as far as `bound` says; none for a single iteration.
    static void each(Code code, long count, Optional<Scalar> bound, Consumer<Index> body) {
        if (count == 1 && bound.isEmpty()) {
            body.accept(Index.ZERO);
        } else if (count > 0) {
            Scalar i = code.index(count);
            code.loop(i, count, bound, false, () -> body.accept(Index.of(i)));
        }
    }

    /// How many of `size` there are in block `number`, if that can be fewer than `block`.
    static Optional<Scalar> remaining(Code code, long size, Index number, long block) {
        return size <= block || size % block == 0
                ? Optional.empty()
                : Optional.of(least(code, number.times(-block).plus(size), block));
    }

    private static Scalar least(Code code, Index x, long y) {
        Scalar other = code.literal(Tensor.of(y));
        return code.define(ElementType.I64, new Value.Apply(ElementOp.MIN, List.of(code.affine(x), other)));
    }
}
