package mg.passes.loops;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import mg.ir.ElementType;
import mg.loops.Address;
import mg.loops.Buffer;
import mg.loops.Index;
import mg.loops.Kernel;
import mg.loops.Scalar;
import mg.loops.Statement;
import mg.loops.Value;

/// Makes whole rows of several iterations, which lie one behind the other in a large result, in a small buffer first.
///
/// ```
/// z[30*i + 30*lane] = d1x8             t[30*lane] = d1x8
/// …                             -->    …
/// z[30*i + 29 + 30*lane] = d30x8       t[29 + 30*lane] = d30x8
///                                      copy z[30*i] for 240 = t[0]
/// ```
///
/// Stored column by column each line of a cache is written in several pieces, and of a result that no cache holds each
/// piece waits for the line. A copy writes lines as a whole, past the caches ([#streamed]). Where a backend cannot do
/// that ([mg.ir.Options#streams]) to write everything twice takes longer than the waiting.
public final class RowBlocks {
    /// Bytes of a result that is more than what a core has of the caches.
    private static final long LARGE = 1 << 22;
    /// Bytes of a copy that is worth to be sent past the caches: most of its lines are whole.
    private static final long LEAST = 1 << 10;

    private final Fresh fresh;
    private final Set<Buffer> streamed;
    private final Set<Scalar> changing = new HashSet<>();

    /// Rows in which columns are stored: of as many lanes, each a step behind the one before, from somewhere on.
    private record Rows(Buffer buffer, List<Index.Term> start, long step, int lanes) {}

    private RowBlocks(Kernel kernel, Set<Buffer> streamed) {
        this.fresh = new Fresh(kernel);
        this.streamed = streamed;
        Parts.changes(kernel.body(), changing::add);
    }

    /// The kernel with blocks for large results.
    public static Kernel run(Kernel kernel) {
        Set<Buffer> streamed = streamed(kernel);
        if (streamed.isEmpty()) {
            return kernel;
        }
        var pass = new RowBlocks(kernel, streamed);
        return pass.fresh.kernel(pass.body(kernel.body()));
    }

    /// The results that are larger than caches and that the kernel does not read.
    public static Set<Buffer> streamed(Kernel kernel) {
        var large = new HashSet<Buffer>();
        for (Buffer result : kernel.outputs()) {
            if (result.size() * result.element().bytes() >= LARGE) {
                large.add(result);
            }
        }
        if (!large.isEmpty()) {
            Parts.each(kernel.body(), statement -> {
                switch (statement) {
                    case Statement.Define(_, Value.Load(Address from)) -> large.remove(from.buffer());
                    case Statement.Copy(Address to, Address from, _, boolean add) -> {
                        large.remove(from.buffer());
                        large.removeIf(b -> add && b.equals(to.buffer()));
                    }
                    case Statement.Store(Address to, _, boolean add) when add -> large.remove(to.buffer());
                    default -> {}
                }
            });
        }
        return large;
    }

    /// Whether a copy to such a result is long enough to be sent past the caches.
    public static boolean isWorthStream(Statement.Copy copy) {
        return copy.count() * copy.to().buffer().element().bytes() >= LEAST;
    }

    private List<Statement> body(List<Statement> body) {
        var made = new ArrayList<Statement>(body.stream().map(s -> s.map(this::body)).toList());
        var rows = new LinkedHashMap<Rows, TreeSet<Long>>();
        for (Statement statement : body) {
            if (isColumn(statement)) {
                Address to = ((Statement.Store) statement).to();
                rows.computeIfAbsent(rows((Statement.Store) statement), _ -> new TreeSet<>())
                        .add(to.index().constant());
            }
        }
        rows.forEach((key, columns) -> blocks(made, key, columns));
        return made;
    }

    /// Whether this stores one column of rows of a large result.
    private boolean isColumn(Statement statement) {
        return statement instanceof Statement.Store(Address to, Scalar value, boolean add) && !add && value.isWide()
                && to.step() > 1 && streamed.contains(to.buffer()) && to.buffer().element() != ElementType.BOOL
                && !to.index().isWide()
                && to.index().terms().stream().noneMatch(t -> changing.contains(t.scalar()));
    }

    private static Rows rows(Statement.Store store) {
        return new Rows(store.to().buffer(), store.to().index().terms(), store.to().step(), store.value().lanes());
    }

    /// Makes each block of these rows in a buffer of its own, if all columns of all blocks are stored here.
    private void blocks(List<Statement> body, Rows rows, TreeSet<Long> columns) {
        long size = rows.step() * rows.lanes();
        var starts = new TreeSet<Long>();
        for (long column : columns) {
            if (starts.isEmpty() || column >= starts.last() + size) {
                starts.add(column);
            } else if (column >= starts.last() + rows.step()) {
                return;
            }
        }
        if (columns.size() != starts.size() * rows.step() || size * rows.buffer().element().bytes() < LEAST) {
            return;
        }
        Map<Long, Integer> last = new HashMap<>();
        int first = body.size();
        for (int k = 0; k < body.size(); k++) {
            if (isColumn(body.get(k)) && rows((Statement.Store) body.get(k)).equals(rows)) {
                first = Math.min(first, k);
                last.put(starts.floor(((Statement.Store) body.get(k)).to().index().constant()), k);
            }
        }
        int end = last.values().stream().mapToInt(k -> k).max().orElseThrow();
        if (body.subList(first, end).stream().anyMatch(s -> mentions(s, rows))) {
            return;
        }
        Map<Long, Buffer> blocks = new HashMap<>();
        starts.forEach(start -> blocks.put(start, fresh.buffer(rows.buffer().element(), size)));
        var made = new ArrayList<Statement>();
        for (int k = 0; k < body.size(); k++) {
            if (isColumn(body.get(k)) && rows((Statement.Store) body.get(k)).equals(rows)) {
                var store = (Statement.Store) body.get(k);
                long column = store.to().index().constant();
                long start = starts.floor(column);
                Buffer block = blocks.get(start);
                made.add(new Statement.Store(
                        new Address(block, new Index(column - start, List.of()), rows.step()), store.value(), false));
                if (last.get(start) == k) {
                    made.add(new Statement.Copy(new Address(rows.buffer(), new Index(start, rows.start())),
                            new Address(block, Index.ZERO), size, false));
                }
            } else {
                made.add(body.get(k));
            }
        }
        body.clear();
        body.addAll(made);
    }

    /// Whether a statement, or one inside it, mentions the same buffer elsewhere.
    private boolean mentions(Statement statement, Rows rows) {
        return !(isColumn(statement) && rows((Statement.Store) statement).equals(rows))
                && (Parts.addresses(statement).stream().anyMatch(a -> a.buffer().equals(rows.buffer()))
                        || statement.bodies().stream().anyMatch(b -> b.stream().anyMatch(s -> mentions(s, rows))));
    }
}
