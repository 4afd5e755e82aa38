package mg.draw;

import java.util.List;

/// A picture in the DOT language of Graphviz; frames are clusters.
final class Dot {
    private final StringBuilder out = new StringBuilder();

    private Dot() {}

    static String print(Picture p) {
        var dot = new Dot();
        String name = p.name().isEmpty() ? "" : quoted(p.name()) + " ";
        dot.out.append("digraph ").append(name).append("{\n  rankdir=").append(p.direction()).append('\n');
        dot.items(p.items(), 1);
        for (Edge e : p.edges()) {
            String label = e.label().isEmpty() ? "" : " [label=" + quoted(e.label()) + "]";
            dot.out.append("  ").append(quotedId(e.from())).append(" -> ").append(quotedId(e.to())).append(label)
                    .append('\n');
        }
        return dot.out.append("}\n").toString();
    }

    private void items(List<Item> items, int depth) {
        for (Item item : items) {
            out.repeat("  ", depth);
            switch (item) {
                case Node n -> out.append(quotedId(n.id())).append(" [").append(look(n)).append("]\n");
                case Frame f -> {
                    out.append("subgraph ").append(quotedId("cluster_" + f.id())).append(" {\n");
                    out.repeat("  ", depth + 1).append("label=").append(quoted(f.label())).append('\n');
                    items(f.items(), depth + 1);
                    out.repeat("  ", depth).append("}\n");
                }
            }
        }
    }

    /// Records and operations as in micrograd, the rest as in an SVG.
    private static String look(Node n) {
        String lines = quoted(String.join("\n", n.cells()));
        return switch (n.tone()) {
            case RECORD -> "label=\"{ " + String.join(" | ", n.cells().stream().map(Dot::escaped).toList())
                    + " }\" shape=record";
            case OPERATION -> "label=" + lines;
            case INPUT, PARAMETER, CONSTANT, VALUE, RESULT, MORE ->
                "label=" + lines + " shape=box style=filled fillcolor=\"" + n.tone().fill() + '"';
        };
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }

    private static String quotedId(String id) {
        return id.matches("[A-Za-z_][A-Za-z0-9_]*") ? id : quoted(id);
    }

    /// With what means something in a quoted record label preceded by `\`.
    private static String escaped(String cell) {
        return cell.replaceAll("[\\\\\"{}|<>]", "\\\\$0").replace("\n", "\\n");
    }
}
