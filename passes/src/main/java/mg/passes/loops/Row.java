package mg.passes.loops;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mg.loops.Address;
import mg.loops.Buffer;
import mg.loops.Index;
import mg.loops.Scalar;
import mg.loops.Statement;

/// The elements of a buffer that one iteration of a loop uses, if they are neighbours: element `c` of the row of
/// iteration `i` is at `start + c + stride · i`, where terms of `start` do not change during the loop.
///
/// @param uses how many elements an iteration uses, counted as often as they are used
record Row(Buffer buffer, Index start, long stride, long width, long uses, boolean isWhole) {
    /// Rows of more elements are not looked at.
    private static final long WIDEST = 1 << 16;

    /// The row of these accesses; none if they move differently, or to where cannot be told, or not in every iteration.
    static Optional<Row> of(Buffer buffer, List<Access> accesses, Statement.Loop loop, Variability variability) {
        return accesses.stream().allMatch(Access::always)
                ? reached(buffer, accesses, loop, variability)
                : Optional.empty();
    }

    /// The row that these accesses do not leave; none if they move differently, or to where cannot be told.
    static Optional<Row> reached(Buffer buffer, List<Access> accesses, Statement.Loop loop, Variability variability) {
        long stride = accesses.getFirst().stride(loop.index());
        List<Index.Term> start = fixed(accesses.getFirst().at(), loop, variability);
        long low = Long.MAX_VALUE;
        long high = Long.MIN_VALUE;
        long uses = 0;
        for (Access access : accesses) {
            if (access.stride(loop.index()) != stride
                    || !start(access, loop, variability).equals(byScalar(start))) {
                return Optional.empty();
            }
            Optional<Span> range = inside(access, loop, variability).range(variability::count);
            if (range.isEmpty()) {
                return Optional.empty();
            }
            low = Math.min(low, range.get().low());
            high = Math.max(high, range.get().high());
            uses += access.trips() * access.count();
        }
        long width = high - low + 1;
        if (width > WIDEST) {
            return Optional.empty();
        }
        boolean isWhole = isWhole(accesses, low, width, loop, variability);
        return Optional.of(new Row(buffer, new Index(low, start), stride, width, uses, isWhole));
    }

    /// Whether every element of the row is used.
    private static boolean isWhole(List<Access> accesses, long low, long width, Statement.Loop loop,
            Variability variability) {
        var used = new BitSet();
        for (Access access : accesses) {
            var reached = new BitSet();
            Access inside = inside(access, loop, variability);
            // The least position, then moved by each term.
            Span range = inside.range(variability::count).orElseThrow();
            reached.set((int) (range.low() - low), (int) (range.low() - low + access.count()));
            for (Index.Term term : inside.at().terms()) {
                var moved = new BitSet();
                long n = Math.max(variability.count(term.scalar()).orElseThrow(), 1);
                long step = Math.abs(term.stride());
                for (long k = 0; k < n; k++) {
                    long by = k * step;
                    reached.stream().forEach(p -> moved.set((int) (p + by)));
                }
                reached = moved;
            }
            used.or(reached);
        }
        return used.cardinality() == width;
    }

    /// Accesses that move alike, from starts that are alike.
    static List<List<Access>> byStart(List<Access> all, Statement.Loop loop, Variability variability) {
        var groups = new LinkedHashMap<Object, List<Access>>();
        all.forEach(a -> groups.computeIfAbsent(
                List.of(a.stride(loop.index()), start(a, loop, variability)), _ -> new ArrayList<>()).add(a));
        return List.copyOf(groups.values());
    }

    /// The terms of an access that do not change during the loop.
    static Map<Scalar, Long> start(Access access, Statement.Loop loop, Variability variability) {
        return byScalar(fixed(access.at(), loop, variability));
    }

    private static List<Index.Term> fixed(Index at, Statement.Loop loop, Variability variability) {
        return at.terms().stream().filter(t -> isFixed(t, loop, variability)).toList();
    }

    private static Access inside(Access access, Statement.Loop loop, Variability variability) {
        return access.without(access.at().terms().stream()
                .filter(t -> t.scalar().equals(loop.index()) || isFixed(t, loop, variability))
                .toList());
    }

    private static boolean isFixed(Index.Term term, Statement.Loop loop, Variability variability) {
        return !variability.isDefinedInside(term.scalar()) && !term.scalar().equals(loop.index());
    }

    /// Strides by scalar.
    static Map<Scalar, Long> byScalar(List<Index.Term> terms) {
        return terms.stream().collect(java.util.stream.Collectors.toMap(Index.Term::scalar, Index.Term::stride));
    }

    /// Whether an address of the loop is in this row.
    boolean holds(Address address, Statement.Loop loop, Variability variability) {
        if (!address.buffer().equals(buffer)) {
            return false;
        }
        Index at = variability.expanded(address.index());
        long moves = at.terms().stream().filter(t -> t.scalar().equals(loop.index())).mapToLong(Index.Term::stride)
                .sum();
        return moves == stride && byScalar(fixed(at, loop, variability)).equals(byScalar(start.terms()));
    }

    /// Where in the row the address is.
    Index column(Address address, Statement.Loop loop, Variability variability) {
        Index at = variability.expanded(address.index());
        return new Index(at.constant() - start.constant(), at.terms().stream()
                .filter(t -> !t.scalar().equals(loop.index()) && !isFixed(t, loop, variability))
                .toList());
    }
}
