package mg.backend.c;

import java.util.List;
import java.util.Optional;
import mg.ir.ElementType;
import mg.loops.Address;
import mg.loops.Scalar;
import mg.loops.Statement;

/// Stores of wide scalars side by side, each a column of a few rows: lane `l` of all of them is a piece of row `l`, whose
/// elements are neighbours. Transposed first, they are stored in as many vectors, not number by number.
///
/// ```
/// z[30*i + 30*lane] = d1x8                  z[30*i], …, z[30*i + 7] = d1[0], …, d8[0]
/// …                                 -->     …
/// z[30*i + 7 + 30*lane] = d8x8              z[30*i + 210], …, z[30*i + 217] = d1[7], …, d8[7]
/// ```
///
/// @param first   where the first column begins
/// @param columns the wide scalars, in order; at least as many as each has lanes, and no more than rows are apart
record StoredRows(Address first, List<Scalar> columns) {
    /// The rows that the first of these statements store, if they do.
    static Optional<StoredRows> of(List<Statement> statements) {
        if (!(statements.getFirst() instanceof Statement.Store(Address first, Scalar value, boolean add)) || add
                || !value.isWide() || first.index().isWide()
                || first.buffer().element() == ElementType.BOOL) {
            return Optional.empty();
        }
        int count = 1;
        while (count < Math.min(statements.size(), Math.abs(first.step()))
                && statements.get(count) instanceof Statement.Store(Address to, Scalar next, boolean adds) && !adds
                && to.equals(first.plus(count)) && next.lanes() == value.lanes()) {
            count++;
        }
        return count < value.lanes()
                ? Optional.empty()
                : Optional.of(new StoredRows(first,
                        statements.subList(0, count).stream().map(s -> ((Statement.Store) s).value()).toList()));
    }

    /// How many rows there are.
    int lanes() {
        return columns.getFirst().lanes();
    }
}
