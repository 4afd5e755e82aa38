package mg.value;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Map;

/// A graph of values in the DOT language of Graphviz, as micrograd draws it: a record with label, data and gradient for
/// each value, a node for each operation, edges from operands to operation to result.
public final class Drawing {
    /// Which way the edges point.
    public enum Direction {
        /// From top to bottom.
        TB,
        /// From left to right.
        LR
    }

    private Drawing() {}

    /// The graph that ends in `root`.
    public static String dot(Value root, Direction direction) {
        var lines = new ArrayList<String>();
        lines.add("digraph {");
        lines.add("  rankdir=" + direction);
        Map<Value, String> names = new IdentityHashMap<>();
        for (Value value : root.topo()) {
            String name = "v" + names.size();
            names.put(value, name);
            String label = value.label().isEmpty() ? "" : escaped(value.label()) + " | ";
            lines.add(String.format(Locale.ROOT, "  %s [label=\"{ %sdata %.4f | grad %.4f }\" shape=record]",
                    name, label, value.data(), value.grad()));
            if (!value.isLeaf()) {
                lines.add("  " + name + "op [label=\"" + value.op() + "\"]");
                lines.add("  " + name + "op -> " + name);
                value.children().forEach(child -> lines.add("  " + names.get(child) + " -> " + name + "op"));
            }
        }
        lines.add("}");
        return String.join("\n", lines) + "\n";
    }

    /// With what means something in a quoted record label preceded by `\`.
    private static String escaped(String label) {
        return label.replaceAll("[\\\\\"{}|<>]", "\\\\$0").replace("\n", "\\n");
    }
}
