package mg.passes.loops;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mg.ir.Kind;
import mg.loops.Address;
import mg.loops.Buffer;
import mg.loops.Index;
import mg.loops.Scalar;
import mg.loops.Statement;
import mg.loops.Value;

/// The buffers of a loop that runs several iterations at once.
///
/// - Private buffers that hold something varying: `[…][copies][lanes]`.
/// - Packed rows, copied when a block begins: element `c` of the rows of all its iterations lies at
///   `[c][copies][lanes]`.
/// - Shadows, for elements that all iterations add to: element `c` has a sum for each lane, at `[c][lanes]`, which
///   starts as nothing before all blocks and is added afterwards.
final class LaneMemory {
    /// Shadows of more numbers are not kept: they would not stay in the cache.
    private static final long LARGEST_SHADOW = 16384;

    private final Statement.Loop loop;
    private final Variability variability;
    private final Fresh fresh;
    private final LaneIndex index;
    private final int copies;
    private final int lanes;
    private final Map<Integer, Buffer> buffers = new HashMap<>();
    private final Map<Row, Buffer> packed = new LinkedHashMap<>();
    private final Map<Row, Buffer> shadows = new LinkedHashMap<>();

    /// @param blocks how many blocks there are
    LaneMemory(Statement.Loop loop, Variability variability, Fresh fresh, LaneIndex index, Rows rows, long blocks) {
        this.loop = loop;
        this.variability = variability;
        this.fresh = fresh;
        this.index = index;
        this.copies = index.copies();
        this.lanes = index.lanes();
        if (lanes > 1) {
            rows.packed().forEach(r ->
                    packed.put(r, fresh.buffer(r.buffer().element(), r.width() * copies * lanes)));
            rows.shadowed().stream().filter(r -> isWorthShadow(r, blocks)).forEach(r ->
                    shadows.put(r, fresh.buffer(r.buffer().element(), r.width() * lanes)));
        }
    }

    private boolean isWorthShadow(Row row, long blocks) {
        return row.width() * lanes <= LARGEST_SHADOW && blocks * row.uses() >= 2 * row.width();
    }

    // Where elements are

    /// What a buffer has become.
    Buffer buffer(Buffer original) {
        return buffers.computeIfAbsent(original.id(), _ -> {
            long room = variability.varies(original) ? (long) copies * lanes : 1;
            return variability.isPrivate(original)
                    ? fresh.buffer(original.element(), original.size() * room)
                    : original;
        });
    }

    /// Whether each lane has a buffer of its own.
    boolean isWide(Buffer original) {
        return variability.isPrivate(original) && variability.varies(original);
    }

    /// Whether all lanes are at the same element.
    boolean isOne(Address original) {
        return !isWide(original.buffer()) && !variability.varies(variability.expanded(original.index()));
    }

    /// What an address has become in copy `u`.
    Address address(Address original, int u) {
        for (Map.Entry<Row, Buffer> pack : packed.entrySet()) {
            if (pack.getKey().holds(original, loop, variability)) {
                Index column = pack.getKey().column(original, loop, variability);
                return inLane(pack.getValue(), index.of(column, u), u);
            }
        }
        LaneIndex.At at = index.of(original.index(), u);
        Buffer buffer = buffer(original.buffer());
        return isWide(original.buffer()) ? inLane(buffer, at, u) : new Address(buffer, at.index(), at.step());
    }

    private Address inLane(Buffer buffer, LaneIndex.At at, int u) {
        long room = (long) copies * lanes;
        Index wide = at.index().times(room).plus((long) u * lanes);
        return new Address(buffer, wide, lanes == 1 ? 0 : at.step() * room + 1);
    }

    /// Where the lanes add to, instead of one element.
    Optional<Address> shadow(Address original) {
        return shadows.entrySet().stream()
                .filter(s -> s.getKey().holds(original, loop, variability))
                .findFirst()
                .map(s -> {
                    Index column = s.getKey().column(original, loop, variability);
                    return new Address(s.getValue(), index.of(column, 0).index().times(lanes), 1);
                });
    }

    // What is done for them

    /// Before all blocks: shadows start as nothing.
    List<Statement> before() {
        var all = new ArrayList<Statement>();
        for (Buffer shadow : shadows.values()) {
            Scalar nothing = fresh.scalar(shadow.element(), 1);
            all.add(new Statement.Define(nothing, new Value.Literal(Nothing.of(Kind.SUM, shadow.element()))));
            all.add(new Statement.Fill(new Address(shadow, Index.ZERO), shadow.size(), nothing));
        }
        return all;
    }

    /// When a block begins: its rows are packed.
    List<Statement> block() {
        var all = new ArrayList<Statement>();
        packed.forEach((row, buffer) -> {
            Scalar c = fresh.index();
            var body = new ArrayList<Statement>();
            for (int u = 0; u < copies; u++) {
                Scalar element = fresh.scalar(buffer.element(), lanes);
                LaneIndex.At from = index.of(row.start().plus(loop.index(), row.stride()).plus(c, 1), u);
                var load = new Value.Load(new Address(row.buffer(), from.index(), from.step()));
                body.add(new Statement.Define(element, load));
                body.add(new Statement.Store(inLane(buffer, new LaneIndex.At(Index.of(c), 0), u), element, false));
            }
            all.add(new Statement.Loop(c, row.width(), Optional.empty(), false, body));
        });
        return all;
    }

    /// After all blocks: shadows are added.
    List<Statement> after() {
        var all = new ArrayList<Statement>();
        shadows.forEach((row, shadow) -> {
            Scalar c = fresh.index();
            Scalar sum = fresh.scalar(shadow.element(), lanes);
            var load = new Value.Load(new Address(shadow, Index.ZERO.plus(c, lanes), 1));
            var to = new Address(row.buffer(), row.start().plus(c, 1));
            all.add(new Statement.Loop(c, row.width(), Optional.empty(), false,
                    List.of(new Statement.Define(sum, load), new Statement.Store(to, sum, true))));
        });
        return all;
    }
}
