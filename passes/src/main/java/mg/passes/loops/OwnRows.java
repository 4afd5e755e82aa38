package mg.passes.loops;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import mg.loops.Address;
import mg.loops.Buffer;
import mg.loops.Index;
import mg.loops.Kernel;
import mg.loops.Scalar;
import mg.loops.Statement;

/// Makes short rows of a result, one for each iteration of a loop, in a small buffer of the iteration's own, copied
/// when the row is complete. Made in place, each element is written and read several times, in strides if iterations
/// run at once.
///
/// ```
/// for i in 0..n {                        for i in 0..n {
///   fill y[3*i] for 3 = d0                 fill t[0] for 3 = d0
///   y[3*i + 1] += d1               -->     t[1] += d1
/// }                                        copy y[3*i] for 3 = t[0]
///                                        }
/// ```
public final class OwnRows {
    private static final long WIDEST = 64;
    /// Bodies that take more steps than this are not looked through.
    private static final int MOST_STEPS = 20_000;

    private final Homes homes;
    private final Fresh fresh;

    private OwnRows(Kernel kernel, Fresh fresh) {
        this.homes = Homes.of(kernel);
        this.fresh = fresh;
    }

    /// The kernel with more buffers.
    public static Kernel run(Kernel kernel) {
        var fresh = new Fresh(kernel);
        return fresh.kernel(new OwnRows(kernel, fresh).body(kernel.body(), Set.of()));
    }

    private List<Statement> body(List<Statement> body, Set<Buffer> moved) {
        return body.stream()
                .map(s -> s instanceof Statement.Loop loop ? loop(loop, moved) : s.map(b -> body(b, moved)))
                .toList();
    }

    /// Outer loops first: a buffer that has rows of its own there has none inside. What is wide already is kept in
    /// registers.
    private Statement loop(Statement.Loop loop, Set<Buffer> moved) {
        if (Parts.isWide(loop.body())) {
            return loop;
        }
        Variability variability = Variability.regardless(loop, homes);
        var rows = new ArrayList<Row>();
        Access.of(loop, variability).forEach((buffer, all) -> Row.byStart(all, loop, variability).forEach(some -> {
            if (!moved.contains(buffer) && some.stream().filter(a -> a.use() != Access.Use.LOAD).count() > 1) {
                Row.reached(buffer, some, loop, variability)
                        .filter(r -> r.width() > 1 && r.width() <= WIDEST)
                        .filter(r -> r.width() <= Math.abs(r.stride()))
                        .filter(r -> isAlone(r, all, loop, variability))
                        .filter(r -> isMade(r, loop, variability))
                        .ifPresent(rows::add);
            }
        }));
        var moving = new HashSet<>(moved);
        rows.forEach(row -> moving.add(row.buffer()));
        List<Statement> made = new ArrayList<>(body(loop.body(), moving));
        for (Row row : rows) {
            Buffer own = fresh.buffer(row.buffer().element(), row.width());
            made = new ArrayList<>(new Moved(row, own, loop, variability).body(made));
            Index start = row.start().plus(loop.index(), row.stride());
            made.add(new Statement.Copy(new Address(row.buffer(), start), new Address(own, Index.ZERO), row.width(),
                    false));
        }
        return loop.with(made);
    }

    /// Whether no other access of the loop can be at elements of the rows.
    private static boolean isAlone(Row row, List<Access> all, Statement.Loop loop, Variability variability) {
        return all.stream().allMatch(a -> a.stride(loop.index()) == row.stride()
                        && Row.start(a, loop, variability).equals(Row.byScalar(row.start().terms()))
                || isApart(row, a, loop, variability));
    }

    private static boolean isApart(Row row, Access other, Statement.Loop loop, Variability variability) {
        if (!row.start().terms().isEmpty()) {
            return false;
        }
        Span mine = Span.below(loop.count()).times(row.stride()).plus(Span.below(row.width()))
                .plus(Span.of(row.start().constant()));
        return other.range(s -> s.equals(loop.index()) ? Optional.of(loop.count()) : variability.count(s))
                .map(r -> r.low() > mine.high() || r.high() < mine.low())
                .orElse(false);
    }

    /// Whether an iteration sets each element before it reads it or adds to it.
    private static boolean isMade(Row row, Statement.Loop loop, Variability variability) {
        var making = new Making(row, loop, variability);
        making.body(loop.body());
        return making.legal && making.set.cardinality() == row.width();
    }

    /// What one iteration has set, step by step.
    private static final class Making {
        private final Row row;
        private final Statement.Loop loop;
        private final Variability variability;
        private final Map<Scalar, Long> indices = new HashMap<>();
        private BitSet set = new BitSet();
        private boolean legal = true;
        private int steps;

        Making(Row row, Statement.Loop loop, Variability variability) {
            this.row = row;
            this.loop = loop;
            this.variability = variability;
        }

        void body(List<Statement> body) {
            for (Statement statement : body) {
                if (!legal || ++steps > MOST_STEPS) {
                    legal = false;
                    return;
                }
                statement(statement);
            }
        }

        private void statement(Statement statement) {
            switch (statement) {
                case Statement.Define(_, mg.loops.Value.Load(Address from)) -> read(from, 1);
                case Statement.Store(Address to, _, boolean add) -> write(to, 1, add);
                case Statement.Fill(Address to, long count, _) -> write(to, count, false);
                case Statement.Copy(Address to, Address from, long count, boolean add) -> {
                    read(from, count);
                    write(to, count, add);
                }
                case Statement.Loop inner -> {
                    var before = (BitSet) set.clone();
                    boolean moves = moves(inner.index(), inner.body());
                    // Where columns do not depend on the iteration, later ones find set what the first one does.
                    long count = moves ? inner.count() : Math.min(inner.count(), 1);
                    // Which iteration comes first is known only when it runs.
                    legal &= !(moves && inner.down() && inner.bound().isPresent());
                    for (long k = 0; k < count && legal; k++) {
                        indices.put(inner.index(), inner.down() ? inner.count() - 1 - k : k);
                        body(inner.body());
                    }
                    if (inner.bound().isPresent()) {
                        set = before;
                    }
                }
                case Statement.If(_, List<Statement> then, List<Statement> otherwise) -> {
                    var before = (BitSet) set.clone();
                    body(then);
                    BitSet one = set;
                    set = before;
                    body(otherwise);
                    set.and(one);
                }
                case Statement.While _ -> legal &= statement.bodies().stream().noneMatch(this::touches);
                case Statement.Define _, Statement.Assign _, Statement.Accumulate _, Statement.Check _,
                        Statement.NonZero _ -> {}
            }
        }

        private boolean touches(List<Statement> body) {
            return body.stream().anyMatch(s ->
                    Parts.addresses(s).stream().anyMatch(a -> a.buffer().equals(row.buffer()))
                    || s.bodies().stream().anyMatch(this::touches));
        }

        /// Whether an index changes which elements of the row a body reaches.
        private boolean moves(Scalar index, List<Statement> body) {
            return body.stream().anyMatch(s -> Parts.addresses(s).stream()
                            .filter(a -> row.holds(a, loop, variability))
                            .anyMatch(a -> row.column(a, loop, variability).terms().stream()
                                    .anyMatch(t -> t.scalar().equals(index)))
                    || s.bodies().stream().anyMatch(b -> moves(index, b)));
        }

        private int column(Address address) {
            Index at = row.column(address, loop, variability);
            return (int) (at.constant()
                    + at.terms().stream().mapToLong(t -> t.stride() * indices.get(t.scalar())).sum());
        }

        private void read(Address from, long count) {
            if (row.holds(from, loop, variability)) {
                int first = column(from);
                legal &= set.nextClearBit(first) >= first + count;
            }
        }

        private void write(Address to, long count, boolean add) {
            if (row.holds(to, loop, variability)) {
                if (add) {
                    read(to, count);
                }
                set.set(column(to), (int) (column(to) + count));
            }
        }
    }

    /// Addresses in the row, moved to the buffer of its own.
    private record Moved(Row row, Buffer own, Statement.Loop loop, Variability variability) {
        List<Statement> body(List<Statement> body) {
            return new Relocation(this::address).body(body);
        }

        private Address address(Address address) {
            return row.holds(address, loop, variability)
                    ? new Address(own, row.column(address, loop, variability))
                    : address;
        }
    }
}
