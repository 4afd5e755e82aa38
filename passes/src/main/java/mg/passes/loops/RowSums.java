package mg.passes.loops;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import mg.ir.Kind;
import mg.ir.Options;
import mg.loops.Address;
import mg.loops.Buffer;
import mg.loops.Index;
import mg.loops.Kernel;
import mg.loops.Scalar;
import mg.loops.Statement;
import mg.loops.Value;

/// Adds up what the inner loops of an iteration add to a short row in a small buffer of the iteration's own, and that
/// to the row when the iteration ends. [SmallArrays] then keeps it in scalars.
///
/// ```
/// for i in 0..64 {                       for i in 0..64 {
///   for j in 0..64 {                       let d2 = -0.0
///     …                                    fill t[0] for 2 = d2
///     y[2*i] += d0                         for j in 0..64 {
///     y[2*i + 1] += d1                       …
///     y[2*j] += d1             -->           t[0] += d0
///   }                                        t[1] += d1
/// }                                          y[2*j] += d1
///                                          }
///                                          copy y[2*i] for 2 += t[0]
///                                        }
/// ```
///
/// The loop must do nothing else with the buffer than to add to it: other additions may be to the same elements, for
/// only the order changes. With [mg.ir.Options#reproducible] the order of reals stays, and so do they. Rows that loops
/// add to whose end is known only when they run stay too: each of their pieces would add up its lanes' sums.
final class RowSums {
    private static final long WIDEST = 16;
    /// Rows to whose elements an iteration adds less often on average stay where they are.
    private static final long LEAST_ADDITIONS = 8;

    private final Homes homes;
    private final Fresh fresh;
    private final boolean reproducible;

    private RowSums(Kernel kernel, Fresh fresh, boolean reproducible) {
        this.homes = Homes.of(kernel);
        this.fresh = fresh;
        this.reproducible = reproducible;
    }

    /// The kernel with more buffers.
    static Kernel run(Kernel kernel, Options options) {
        var fresh = new Fresh(kernel);
        return fresh.kernel(new RowSums(kernel, fresh, options.reproducible()).body(kernel.body()));
    }

    private List<Statement> body(List<Statement> body) {
        return body.stream().map(s -> s instanceof Statement.Loop loop ? loop(loop) : s.map(this::body)).toList();
    }

    private Statement loop(Statement.Loop loop) {
        // Without inner loops no element is added to often.
        if (Parts.isWide(loop.body()) || Parts.count(loop.body(), Statement.Loop.class) == 0) {
            return loop.with(body(loop.body()));
        }
        Variability variability = Variability.regardless(loop, homes);
        var first = new ArrayList<Statement>();
        var last = new ArrayList<Statement>();
        List<Statement> made = body(loop.body());
        for (Row row : rows(loop, variability)) {
            Buffer sums = fresh.buffer(row.buffer().element(), row.width());
            Scalar nothing = fresh.scalar(row.buffer().element(), 1);
            var own = new Address(sums, Index.ZERO);
            first.add(new Statement.Define(nothing,
                    new Value.Literal(Nothing.of(Kind.SUM, row.buffer().element()))));
            first.add(new Statement.Fill(own, row.width(), nothing));
            made = new Relocation(a -> row.holds(a, loop, variability)
                    ? new Address(sums, row.column(a, loop, variability))
                    : a).body(made);
            Index start = row.start().plus(loop.index(), row.stride());
            last.add(new Statement.Copy(new Address(row.buffer(), start), own, row.width(), true));
        }
        first.addAll(made);
        first.addAll(last);
        return loop.with(first);
    }

    private List<Row> rows(Statement.Loop loop, Variability variability) {
        var rows = new ArrayList<Row>();
        var changed = new HashSet<Scalar>();
        Parts.changes(loop.body(), changed::add);
        Access.of(loop, variability).forEach((buffer, all) -> {
            if (all.stream().allMatch(a -> a.use() == Access.Use.ADD)
                    && !(reproducible && buffer.element().isReal())) {
                Row.byStart(all, loop, variability).stream()
                        .filter(some -> some.stream().allMatch(a -> isFixed(a, loop, variability, changed)))
                        .flatMap(some -> Row.reached(buffer, some, loop, variability).stream())
                        .filter(r -> r.width() <= WIDEST && r.width() <= Math.abs(r.stride()))
                        .filter(r -> r.isWhole() && r.uses() >= LEAST_ADDITIONS * r.width())
                        .filter(r -> !isBounded(r, loop.body(), false, loop, variability))
                        .forEach(rows::add);
            }
        });
        return rows;
    }

    /// Whether it stays at the same elements during an iteration.
    private static boolean isFixed(Access access, Statement.Loop loop, Variability variability,
            Set<Scalar> changed) {
        return access.at().terms().stream().map(Index.Term::scalar).allMatch(s -> s.equals(loop.index())
                || !variability.isDefinedInside(s) && !changed.contains(s));
    }

    /// Whether an inner loop with a bound adds to the row.
    private static boolean isBounded(Row row, List<Statement> body, boolean inside, Statement.Loop loop,
            Variability variability) {
        return body.stream().anyMatch(s ->
                inside && Parts.addresses(s).stream().anyMatch(a -> row.holds(a, loop, variability))
                        || s.bodies().stream().anyMatch(b -> isBounded(row, b,
                                inside || s instanceof Statement.Loop inner
                                && inner.bound().isPresent(), loop, variability)));
    }
}
