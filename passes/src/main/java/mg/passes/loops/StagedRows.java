package mg.passes.loops;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import mg.ir.ElementOp;
import mg.ir.ElementType;
import mg.ir.Tensor;
import mg.loops.Address;
import mg.loops.Buffer;
import mg.loops.Index;
import mg.loops.Kernel;
import mg.loops.Scalar;
import mg.loops.Statement;
import mg.loops.Value;

/// Makes rows that a loop stores a column at a time, an element of each lane's own row, in a small buffer first; from
/// there as many columns as there are lanes go side by side, which a backend may transpose: [StoredRows]. The last ones
/// reach back.
///
/// ```
/// for j in 0..26 {                    for j in 0..26 { …; t[8*j + lane] = d1x8 }
///   …                                 for k in 0..4 {
///   z[j + 26*lane] = d1x8                 let c = min 8*k, 18
/// }                             -->       let d2x8 = t[8*c + lane], …, d9x8 = t[8*c + 56 + lane]
///                                         z[c + 26*lane] = d2x8, …, z[c + 7 + 26*lane] = d9x8
///                                     }
/// ```
///
/// That is right where the loop does nothing else with the buffer, and no element is stored twice.
final class StagedRows {
    /// Larger buffers would not stay near.
    private static final long MOST_BYTES = 16 << 10;

    private final Fresh fresh;

    private StagedRows(Fresh fresh) {
        this.fresh = fresh;
    }

    /// The kernel with rows made in small buffers.
    static Kernel run(Kernel kernel) {
        var fresh = new Fresh(kernel);
        return fresh.kernel(new StagedRows(fresh).body(kernel.body()));
    }

    private List<Statement> body(List<Statement> body) {
        var made = new ArrayList<Statement>();
        for (Statement statement : body) {
            Statement inside = statement.map(this::body);
            if (inside instanceof Statement.Loop loop && loop.bound().isEmpty() && !loop.parallel()) {
                made.addAll(staged(loop));
            } else {
                made.add(inside);
            }
        }
        return made;
    }

    /// What one store makes: columns `first` to `first + count` of some rows.
    private record Columns(Statement.Store store, long count) {
        long first() {
            return store.to().index().constant();
        }

        long step() {
            return store.to().step();
        }

        int lanes() {
            return store.value().lanes();
        }
    }

    /// Columns side by side.
    private record Group(List<Columns> columns) {
        Group(Columns one) {
            this(new ArrayList<>(List.of(one)));
        }

        long first() {
            return columns.getFirst().first();
        }

        long width() {
            return columns.size() * columns.getFirst().count();
        }

        /// Adds columns that follow, where the rows have room for them.
        boolean add(Columns next) {
            return next.first() == first() + width() && width() + next.count() <= next.step() && columns.add(next);
        }

        /// Whether no element is also one of those, which begin later.
        boolean isApart(Group later) {
            long step = columns.getFirst().step();
            long distance = later.first() - first();
            long into = distance % step;
            return distance >= (columns.getFirst().lanes() - 1) * step + width()
                    || into >= width() && into + later.width() <= step;
        }
    }

    private List<Statement> staged(Statement.Loop loop) {
        Set<Scalar> inside = new HashSet<>(Set.of(loop.index()));
        Parts.each(loop.body(), s -> {
            if (s instanceof Statement.Define(Scalar target, _)) {
                inside.add(target);
            }
        });
        Parts.changes(loop.body(), inside::add);
        Map<Buffer, List<Columns>> stores = new LinkedHashMap<>();
        for (Statement statement : loop.body()) {
            columns(statement, loop, inside).ifPresent(c ->
                    stores.computeIfAbsent(c.store().to().buffer(), _ -> new ArrayList<>()).add(c));
        }
        Map<Buffer, Integer> uses = new HashMap<>();
        Parts.each(loop.body(), s -> Parts.addresses(s).forEach(a -> uses.merge(a.buffer(), 1, Integer::sum)));
        Map<Statement, Statement> instead = new HashMap<>();
        var after = new ArrayList<Statement>();
        stores.forEach((buffer, all) -> {
            if (all.size() == uses.get(buffer)) {
                for (List<Group> alike : rows(all)) {
                    stage(alike, loop, instead, after);
                }
            }
        });
        var made = new ArrayList<Statement>(List.of(
                loop.with(loop.body().stream().map(s -> instead.getOrDefault(s, s)).toList())));
        made.addAll(after);
        return made;
    }

    /// What a statement of the loop stores, if it is one column after the other.
    private static Optional<Columns> columns(Statement statement, Statement.Loop loop, Set<Scalar> inside) {
        if (!(statement instanceof Statement.Store(Address to, Scalar value, boolean add)) || add || !value.isWide()
                || to.step() < 2 || to.index().isWide() || to.buffer().element() == ElementType.BOOL) {
            return Optional.empty();
        }
        boolean isAColumn = to.index().terms().contains(new Index.Term(loop.index(), 1))
                && to.index().terms().stream()
                .allMatch(t -> t.scalar().equals(loop.index()) || !inside.contains(t.scalar()));
        return isAColumn ? Optional.of(new Columns((Statement.Store) statement, loop.count())) : Optional.empty();
    }

    /// Neighbouring columns as rows, and rows that are alike and equally far apart together; none if any element may be
    /// stored twice.
    private static List<List<Group>> rows(List<Columns> all) {
        Columns one = all.getFirst();
        if (all.stream().anyMatch(c -> c.step() != one.step() || c.lanes() != one.lanes()
                || !c.store().to().index().terms().equals(one.store().to().index().terms()))) {
            return List.of();
        }
        var rows = new ArrayList<Group>();
        for (Columns next : all.stream().sorted(Comparator.comparingLong(Columns::first)).toList()) {
            if (rows.isEmpty() || !rows.getLast().add(next)) {
                rows.add(new Group(next));
            }
        }
        for (int k = 0; k < rows.size(); k++) {
            Group later = rows.get(k);
            if (later.width() > one.step() || rows.subList(0, k).stream().anyMatch(r -> !r.isApart(later))) {
                return List.of();
            }
        }
        var alike = new ArrayList<List<Group>>();
        for (Group next : rows) {
            if (alike.isEmpty() || !isNext(alike.getLast(), next)) {
                alike.add(new ArrayList<>());
            }
            alike.getLast().add(next);
        }
        return alike;
    }

    private static boolean isNext(List<Group> alike, Group next) {
        return alike.getLast().width() == next.width()
                && (alike.size() == 1
                || next.first() - alike.getLast().first() == alike.get(1).first() - alike.getFirst().first());
    }

    private void stage(List<Group> alike, Statement.Loop loop, Map<Statement, Statement> instead,
            List<Statement> after) {
        Group one = alike.getFirst();
        Address to = one.columns().getFirst().store().to();
        int lanes = one.columns().getFirst().lanes();
        long each = one.width() * lanes;
        if (one.width() < lanes || each * alike.size() * to.buffer().element().bytes() > MOST_BYTES) {
            return;
        }
        Buffer stage = fresh.buffer(to.buffer().element(), each * alike.size());
        for (int k = 0; k < alike.size(); k++) {
            for (Columns columns : alike.get(k).columns()) {
                long column = columns.first() - alike.get(k).first();
                Index place = Index.ZERO.plus(k * each + column * lanes).plus(loop.index(), lanes);
                instead.put(columns.store(),
                        new Statement.Store(new Address(stage, place, 1), columns.store().value(), false));
            }
        }
        var from = new Address(stage, Index.ZERO, 1);
        var start = new Address(to.buffer(), to.index().plus(loop.index(), -1), to.step());
        if (alike.size() == 1) {
            after.add(copy(from, start, one.width(), lanes));
        } else {
            Scalar row = fresh.index();
            after.add(new Statement.Loop(row, alike.size(), Optional.empty(), false, List.of(copy(
                    from.plus(row, each), start.plus(row, alike.get(1).first() - one.first()), one.width(), lanes))));
        }
    }

    /// A loop over blocks of as many columns as there are lanes.
    private Statement copy(Address from, Address to, long width, int lanes) {
        Scalar block = fresh.index();
        var body = new ArrayList<Statement>();
        Scalar column = block;
        long stride = lanes;
        if (width % lanes != 0) {
            Scalar next = fresh.index();
            Scalar last = fresh.index();
            column = fresh.index();
            stride = 1;
            body.add(new Statement.Define(next, new Value.Affine(Index.ZERO.plus(block, lanes))));
            body.add(new Statement.Define(last, new Value.Literal(Tensor.of(width - lanes))));
            body.add(new Statement.Define(column, new Value.Apply(ElementOp.MIN, List.of(next, last))));
        }
        var stores = new ArrayList<Statement>();
        for (int k = 0; k < lanes; k++) {
            Scalar value = fresh.scalar(from.buffer().element(), lanes);
            body.add(new Statement.Define(value,
                    new Value.Load(from.plus((long) k * lanes).plus(column, stride * lanes))));
            stores.add(new Statement.Store(to.plus(k).plus(column, stride), value, false));
        }
        body.addAll(stores);
        return new Statement.Loop(block, (width + lanes - 1) / lanes, Optional.empty(), false, body);
    }
}
