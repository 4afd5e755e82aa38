package mg.passes.raise;

import java.util.Arrays;
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
        if (Arrays.stream(column).allMatch(n -> n == column[0])) {
            return new Column.Same(column[0], width);
        }
        if (nodes.get(column[0]) instanceof Node.Number) {
            Tensor[] numbers = Arrays.stream(column).mapToObj(n -> ((Node.Number) nodes.get(n)).value()).toArray(Tensor[]::new);
            return Arrays.stream(numbers).allMatch(numbers[0]::equals)
                    ? new Column.Same(column[0], width)
                    : new Column.Numbers(numbers, width);
        }
        Flat source = home[column[0]];
        if (source != null && Arrays.stream(column).allMatch(n -> home[n] == source)) {
            return new Column.Elements(source, Arrays.stream(column).map(n -> at[n]).toArray(), width);
        }
        List<Integer> distinct = Arrays.stream(column).distinct().sorted().boxed().toList();
        Map<Integer, Integer> positions = new HashMap<>();
        distinct.forEach(n -> positions.put(n, positions.size()));
        Flat pack = packs.computeIfAbsent(distinct, this::pack);
        return new Column.Elements(pack, Arrays.stream(column).map(positions::get).toArray(), width);
    }

    /// Scalars side by side.
    private Flat pack(List<Integer> members) {
        List<Var> parts = members.stream().map(n -> b.reshape(scalar(n), List.of(1))).toList();
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
