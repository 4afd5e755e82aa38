package mg.passes.raise;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// The members of a group as a nest of loops.
///
/// @param order  the members, as the loops come to them
/// @param sizes  the sizes of the loops over the members, outermost first; none for one member
/// @param inner  for each column, the sizes of the loops over the values of one member
/// @param columns what the members read, as the loops come to them
record Arrangement(int[] order, List<Integer> sizes, List<List<Integer>> inner, List<Column> columns) {
    /// The simplest arrangement of `n` members: in the order of the list, or in that of what they read.
    ///
    /// @param blocks for each column, which columns run over the values of a member together
    static Arrangement of(int n, List<Column> columns, int[] blocks) {
        int[] listed = IntStream.range(0, n).toArray();
        Arrangement first = ordered(listed, columns, blocks);
        if (first.cost() == 0 && first.sizes().size() < 2) {
            return first;
        }
        Arrangement second = ordered(sorted(n, columns), columns, blocks);
        return second.cost() < first.cost()
                        || second.cost() == first.cost() && second.sizes().size() < first.sizes().size()
                ? second
                : first;
    }

    private static int[] sorted(int n, List<Column> columns) {
        List<Column.Elements> elements = elements(columns).toList();
        Comparator<Integer> byReads = (x, y) -> {
            for (Column.Elements e : elements) {
                int compared = Integer.compare(e.at()[x * e.width()], e.at()[y * e.width()]);
                if (compared != 0) {
                    return compared;
                }
            }
            return 0;
        };
        return IntStream.range(0, n).boxed().sorted(byReads).mapToInt(k -> k).toArray();
    }

    private static java.util.stream.Stream<Column.Elements> elements(List<Column> columns) {
        return columns.stream().filter(Column.Elements.class::isInstance).map(Column.Elements.class::cast);
    }

    private static Arrangement ordered(int[] order, List<Column> listed, int[] blocks) {
        List<Column> columns = listed.stream().map(c -> c.ordered(order)).toList();
        List<Integer> sizes = Radix.of(elements(columns).map(e -> e.ofMembers(0)).toList(), order.length);
        return new Arrangement(order, sizes, inner(columns, blocks), columns);
    }

    private static List<List<Integer>> inner(List<Column> columns, int[] blocks) {
        Map<Integer, List<Column>> together = new HashMap<>();
        for (int k = 0; k < blocks.length; k++) {
            together.computeIfAbsent(blocks[k], _ -> new ArrayList<>()).add(columns.get(k));
        }
        Map<Integer, List<Integer>> loops = new HashMap<>();
        together.forEach((block, all) -> loops.put(
                block, Radix.of(elements(all).map(Column.Elements::ofFirst).toList(), all.getFirst().width())));
        return Arrays.stream(blocks).mapToObj(loops::get).toList();
    }

    /// The same with the loops over the members in another order: loop `k` is what was loop `loops[k]`.
    Arrangement transposed(int[] loops) {
        var moved = new int[order.length];
        List<Integer> resized = Arrays.stream(loops).mapToObj(sizes::get).toList();
        for (int k = 0; k < moved.length; k++) {
            for (int d = 0; d < loops.length; d++) {
                moved[k] += k / Reading.step(resized, d) % resized.get(d) * Reading.step(sizes, loops[d]);
            }
        }
        int[] reordered = Arrays.stream(moved).map(k -> order[k]).toArray();
        return new Arrangement(reordered, resized, inner, columns.stream().map(c -> c.ordered(moved)).toList());
    }

    /// The same with one loop over the values of a member.
    Arrangement sequential() {
        return new Arrangement(order, sizes, columns.stream().map(c -> List.of(c.width())).toList(), columns);
    }

    /// The same with its only loop as a nest of loops of these sizes.
    Arrangement split(List<Integer> resized) {
        return new Arrangement(order, resized, inner, columns);
    }

    /// These members of the list as the loops come to them.
    int[] of(int[] members) {
        return Arrays.stream(order).map(k -> members[k]).toArray();
    }

    /// The sizes of all loops that column `k` runs in.
    List<Integer> sizes(int k) {
        var all = new ArrayList<>(sizes);
        all.addAll(inner.get(k));
        return all;
    }

    /// How the loops read column `k`.
    Reading reading(int k) {
        return columns.get(k).reading(sizes(k));
    }

    private int cost() {
        return IntStream.range(0, columns.size()).map(k -> reading(k).cost()).sum();
    }
}
