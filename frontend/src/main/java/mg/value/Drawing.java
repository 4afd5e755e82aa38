package mg.value;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import mg.draw.Direction;
import mg.draw.Edge;
import mg.draw.Item;
import mg.draw.Node;
import mg.draw.Picture;
import mg.draw.Tone;

/// A graph of values as micrograd draws it: a record with label, data and gradient for each value, a node for each
/// operation, edges from operands to operation to result.
public final class Drawing {
    private Drawing() {}

    /// The graph that ends in `root`, in the language of Graphviz.
    public static String dot(Value root, Direction direction) {
        return picture(root, direction).dot();
    }

    /// The graph that ends in `root`, as SVG. Of a graph of hundreds of values the first and the last are drawn, the
    /// others are counted.
    public static String svg(Value root, Direction direction) {
        return picture(root, direction).svg();
    }

    /// The graph that ends in `root`.
    public static Picture picture(Value root, Direction direction) {
        var items = new ArrayList<Item>();
        var edges = new ArrayList<Edge>();
        Map<Value, String> names = new IdentityHashMap<>();
        for (Value value : root.topo()) {
            String name = "v" + names.size();
            names.put(value, name);
            if (!value.isLeaf()) {
                items.add(new Node(name + "op", Tone.OPERATION, value.op(), List.of(value.op())));
                value.children().forEach(child -> edges.add(Edge.of(names.get(child), name + "op")));
                edges.add(Edge.of(name + "op", name));
            }
            items.add(new Node(name, Tone.RECORD, "values", cells(value)));
        }
        return new Picture("", direction, items, edges);
    }

    private static List<String> cells(Value value) {
        String data = String.format(Locale.ROOT, "data %.4f", value.data());
        String grad = String.format(Locale.ROOT, "grad %.4f", value.grad());
        return value.label().isEmpty() ? List.of(data, grad) : List.of(value.label(), data, grad);
    }
}
