package mg.passes.lower;

import mg.loops.Address;
import mg.loops.Buffer;
import mg.loops.Index;

/// Elements of a buffer in rows and columns: `(i, j)` at `base + i·down + j·along`.
record Matrix(Buffer buffer, Index base, long down, long along) {
    /// Element `(i, j)`.
    Address at(Index i, Index j) {
        return new Address(buffer, position(i, j));
    }

    /// Elements `(i, j)`, `(i, j + 1)`, …, one in each lane.
    Address row(Index i, Index j) {
        return new Address(buffer, position(i, j), along);
    }

    /// The part from element `(i, j)` on.
    Matrix from(Index i, Index j) {
        return new Matrix(buffer, position(i, j), down, along);
    }

    /// With rows for columns.
    Matrix transposed() {
        return new Matrix(buffer, base, along, down);
    }

    private Index position(Index i, Index j) {
        return base.plus(i.times(down)).plus(j.times(along));
    }
}
