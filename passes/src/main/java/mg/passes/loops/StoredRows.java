package mg.passes.loops;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import mg.ir.ElementType;
import mg.loops.Address;
import mg.loops.Scalar;
import mg.loops.Statement;

/// Stores of wide scalars side by side, each a column of a few rows: lane `l` of all of them is a piece of row `l`,
/// whose elements are neighbours. A backend may transpose them first, or store them row by row.
///
/// ```
/// z[30*i + 30*lane] = d1x8                  z[30*i], …, z[30*i + 7] = d1[0], …, d8[0]
/// …                                 -->     …
/// z[30*i + 7 + 30*lane] = d8x8              z[30*i + 210], …, z[30*i + 217] = d1[7], …, d8[7]
/// ```
///
/// @param first   where the first column begins
/// @param columns the wide scalars, in order, no more than rows are apart
public record StoredRows(Address first, List<Scalar> columns) {
    /// The rows that the first of these statements store, if they are two columns or more. No more statements are
    /// looked at than one behind the last of them.
    public static Optional<StoredRows> of(Iterator<Statement> statements) {
        if (!(statements.next() instanceof Statement.Store(Address first, Scalar value, boolean add)) || add
                || !value.isWide() || first.index().isWide() || first.buffer().element() == ElementType.BOOL) {
            return Optional.empty();
        }
        var columns = new ArrayList<>(List.of(value));
        while (columns.size() < Math.abs(first.step()) && statements.hasNext()
                && statements.next() instanceof Statement.Store(Address to, Scalar next, boolean adds) && !adds
                && to.equals(first.plus(columns.size())) && next.lanes() == value.lanes()) {
            columns.add(next);
        }
        return columns.size() < 2 ? Optional.empty() : Optional.of(new StoredRows(first, columns));
    }

    /// How many rows there are.
    public int lanes() {
        return columns.getFirst().lanes();
    }

    /// The first columns, at most so many.
    public StoredRows first(int most) {
        return columns.size() <= most ? this : new StoredRows(first, columns.subList(0, most));
    }
}
