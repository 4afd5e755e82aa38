package mg.passes.loops;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import mg.loops.Address;
import mg.loops.Buffer;
import mg.loops.Statement;

/// Which rows of a loop are worth a buffer of their own.
///
/// @param packed elements that are only read, further apart than neighbours in neighbouring iterations, and read more
///               often than copying them takes
/// @param shadowed elements that all iterations add to, and nothing else
record Rows(List<Row> packed, List<Row> shadowed) {
    static Rows of(Statement.Loop loop, Variability variability) {
        var packed = new ArrayList<Row>();
        var shadowed = new ArrayList<Row>();
        Access.of(loop, variability).forEach((buffer, all) -> {
            if (all.stream().allMatch(a -> a.use() == Access.Use.LOAD)) {
                byStart(all, loop, variability).values().forEach(some ->
                        Row.of(buffer, some, loop, variability).filter(Rows::isWorthPacking).ifPresent(packed::add));
            } else if (all.stream().allMatch(a -> a.use() == Access.Use.ADD && a.stride(loop.index()) == 0)) {
                Row.of(buffer, all, loop, variability).filter(Row::isWhole).ifPresent(shadowed::add);
            }
        });
        return new Rows(packed, shadowed);
    }

    /// Accesses that move alike, by how.
    private static Map<Object, List<Access>> byStart(List<Access> all, Statement.Loop loop, Variability variability) {
        return all.stream().collect(Collectors.groupingBy(
                a -> List.of(a.stride(loop.index()), Row.start(a, loop, variability)),
                java.util.LinkedHashMap::new, Collectors.toList()));
    }

    private static boolean isWorthPacking(Row row) {
        return Math.abs(row.stride()) > 1
                && row.width() <= 2 * Math.abs(row.stride())
                && row.uses() >= 2 * row.width()
                && (row.isWhole() || !(row.buffer().place() instanceof Buffer.Place.Arena));
    }

    /// The packed row that an address is in.
    Optional<Row> packed(Address address, Statement.Loop loop, Variability variability) {
        return packed.stream().filter(r -> r.holds(address, loop, variability)).findFirst();
    }
}
