package mg.draw;

import java.util.List;

/// A graph to draw: items in the order in which they are computed, and who uses whom.
public record Picture(String name, Direction direction, List<Item> items, List<Edge> edges) {
    public Picture {
        items = List.copyOf(items);
        edges = List.copyOf(edges);
    }

    /// In the language of Graphviz, everything that there is.
    public String dot() {
        return Dot.print(this);
    }

    /// As SVG; what is long is folded: of hundreds of items in a row the first and the last are drawn, of those between
    /// how many of each kind.
    public String svg() {
        return Svg.print(Layout.of(Fold.run(this)));
    }
}
