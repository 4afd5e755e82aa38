package mg.passes.raise;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import mg.ir.Builder;
import mg.ir.ElementType;
import mg.ir.Operation;
import mg.ir.Tensor;
import mg.ir.Type;
import mg.ir.Var;
import mg.ir.VarMap;
import mg.passes.Nest;

/// Where the values of nodes are in the list that is being built: elements of arrays, scalars, or both.
final class Values {
    private final Nodes nodes;
    private final Builder b;
    /// The values of the old list by those of the new.
    private final VarMap<Var> map;
    private final Views views;
    private final Flat[] home;
    private final int[] at;
    private final Var[] scalars;
    private final Map<List<Integer>, Flat> packs = new HashMap<>();

    Values(Nodes nodes, Builder b, VarMap<Var> map) {
        this.nodes = nodes;
        this.b = b;
        this.map = map;
        this.views = new Views(b);
        this.home = new Flat[nodes.size()];
        this.at = new int[nodes.size()];
        this.scalars = new Var[nodes.size()];
    }

    Builder builder() {
        return b;
    }

    Views views() {
        return views;
    }

    /// The new values of old ones.
    VarMap<Var> map() {
        return map;
    }

    /// Says that a node is a scalar now.
    void put(int node, Var scalar) {
        scalars[node] = scalar;
    }

    /// Says that a node is an array.
    void put(int node, Flat array) {
        home[node] = array;
    }

    /// Says that a node is an element of an array.
    void put(int node, Flat array, int position) {
        home[node] = array;
        at[node] = position;
    }

    /// The array that a node is an element of; null if it is none.
    Flat home(int node) {
        return home[node];
    }

    /// The position of a node in its array.
    int position(int node) {
        return at[node];
    }

    /// Whether it is known where a node is.
    boolean has(int node) {
        return scalars[node] != null || home[node] != null;
    }

    /// The node as a scalar, in the outermost list that is being built.
    Var scalar(int node) {
        if (scalars[node] == null) {
            scalars[node] = nodes.get(node) instanceof Node.Number(Tensor value)
                    ? b.constant(value)
                    : b.index(home[node].vector(b), b.constant((long) at[node]));
        }
        return scalars[node];
    }

    /// These nodes, `width` for each member of a group, as a column.
    Column column(int[] column, int width) {
        return column(column, width, IntStream.range(0, column.length / width).toArray());
    }

    /// @param ranks the order of the members in which neighbours most likely read neighbours
    Column column(int[] column, int width, int[] ranks) {
        if (Arrays.stream(column).allMatch(n -> n == column[0])) {
            return new Column.Same(column[0], width);
        }
        if (nodes.get(column[0]) instanceof Node.Number) {
            Tensor[] numbers = Arrays.stream(column).mapToObj(n -> ((Node.Number) nodes.get(n)).value())
                    .toArray(Tensor[]::new);
            return Arrays.stream(numbers).allMatch(numbers[0]::equals)
                    ? new Column.Same(column[0], width)
                    : new Column.Numbers(numbers, width);
        }
        Flat source = home[column[0]];
        if (source != null && areIn(source, column)) {
            return new Column.Elements(source, Arrays.stream(column).map(n -> at[n]).toArray(), width);
        }
        List<Integer> distinct = distinct(column, width, ranks);
        Map<Integer, Integer> positions = new HashMap<>();
        distinct.forEach(n -> positions.put(n, positions.size()));
        Flat pack = packs.computeIfAbsent(distinct, this::pack);
        return new Column.Elements(pack, Arrays.stream(column).map(positions::get).toArray(), width);
    }

    private boolean areIn(Flat array, int[] column) {
        return Arrays.stream(column).allMatch(n -> home[n] == array);
    }

    /// The order of members by the first of these columns that reads another element of one array for each; that of the
    /// list if there is none.
    ///
    /// @param columns one node for each member
    int[] ranks(List<int[]> columns) {
        for (int[] column : columns) {
            if (home[column[0]] != null && areIn(home[column[0]], column)) {
                int[] sorted = Arrays.stream(column).map(n -> at[n]).sorted().toArray();
                int[] ranks = Arrays.stream(column).map(n -> Arrays.binarySearch(sorted, at[n])).toArray();
                if (Arrays.stream(ranks).distinct().count() == ranks.length) {
                    return ranks;
                }
            }
        }
        return IntStream.range(0, columns.getFirst().length).toArray();
    }

    /// The nodes of a column in the order of the list; if some are elements of arrays, these side by side as they are
    /// there, and what else the first members read before them, the last ones after them.
    List<Integer> distinct(int[] column, int width, int[] ranks) {
        if (Arrays.stream(column).allMatch(n -> home[n] == null)) {
            return Arrays.stream(column).distinct().sorted().boxed().toList();
        }
        Map<Object, Integer> first = new HashMap<>();
        for (int k = 0; k < column.length; k++) {
            int rank = ranks[k / width];
            if (home[column[k]] == null) {
                first.merge(column[k], 2 * rank < ranks.length ? rank - ranks.length : rank + ranks.length, Math::min);
            } else {
                first.merge(home[column[k]], rank, Math::min);
            }
        }
        return Arrays.stream(column).distinct().boxed()
                .sorted(Comparator.comparingInt((Integer n) -> first.get(home[n] == null ? n : home[n]))
                .thenComparingInt(n -> at[n]))
                .toList();
    }

    /// These nodes as a vector.
    Var vector(int[] members) {
        List<Integer> size = List.of(members.length);
        Reading reading = column(members, 1).reading(size);
        if (reading instanceof Reading.Strided(Flat source, int base, int[] strides) && strides[0] == 1) {
            return part(source, base, members.length);
        }
        Reader reader = Reader.of(this, reading, size);
        return Nest.collect(b, size, reader::at);
    }

    private Var part(Flat source, int from, int size) {
        return size == source.size()
                ? source.vector(b)
                : b.emit(new Operation.Slice(List.of(from), List.of(from + size), List.of(1)), source.vector(b));
    }

    /// Scalars side by side; what stands side by side in an array already is a part of that.
    private Flat pack(List<Integer> members) {
        var parts = new ArrayList<Var>();
        for (int k = 0, end; k < members.size(); k = end) {
            Flat source = home[members.get(k)];
            int from = at[members.get(k)];
            end = k + 1;
            while (source != null && end < members.size() && home[members.get(end)] == source
                    && at[members.get(end)] == from + end - k) {
                end++;
            }
            parts.add(end == k + 1 ? b.reshape(scalar(members.get(k)), List.of(1)) : part(source, from, end - k));
        }
        return new Flat(b.emit(new Operation.Concat(0), parts));
    }

    /// Says that these nodes are the elements of an array.
    void spread(Var array, int[] order) {
        var flat = new Flat(array);
        IntStream.range(0, order.length).forEach(k -> put(order[k], flat, k));
    }

    /// Makes one array of those of the parts of a family, in the order of the list.
    void join(int[] members) {
        List<Flat> parts = Arrays.stream(members).mapToObj(n -> home[n]).distinct().toList();
        if (parts.size() == 1 || parts.contains(null)) {
            return;
        }
        Map<Flat, Integer> starts = new HashMap<>();
        int start = 0;
        for (Flat part : parts) {
            starts.put(part, start);
            start += part.size();
        }
        int[] from = Arrays.stream(members).map(n -> starts.get(home[n]) + at[n]).toArray();
        Var joined = b.emit(new Operation.Concat(0), parts.stream().map(part -> part.vector(b)).toList());
        if (IntStream.range(0, from.length).anyMatch(k -> from[k] != k)) {
            Var table = b.constant(Tensor.wholes(Type.of(ElementType.I64, from.length), k -> from[k]));
            joined = b.emit(new Operation.Gather(), joined, table);
        }
        spread(joined, members);
    }
}
