package mg.draw;

import java.util.Optional;

/// What has a place in a level: an item, or a pin, where edges pass the border of the level.
final class Box {
    /// What it is.
    enum Role {
        /// A node or a frame.
        ITEM,
        /// A pin where edges come in.
        ENTRY,
        /// A pin where edges go out.
        EXIT
    }

    private final Role role;
    private final Optional<Item> item;
    private final Optional<Level> inside;
    /// How many edges end here, for a node.
    private int ends;
    /// How wide the widest text at their ends is.
    private double label;
    private double width;
    private double height;
    private double x;
    private double y;

    private Box(Role role, Optional<Item> item, Optional<Level> inside) {
        this.role = role;
        this.item = item;
        this.inside = inside;
    }

    static Box pin(Role role) {
        return new Box(role, Optional.empty(), Optional.empty());
    }

    static Box node(Node n) {
        return new Box(Role.ITEM, Optional.of(n), Optional.empty());
    }

    static Box frame(Frame f, Level inside) {
        return new Box(Role.ITEM, Optional.of(f), Optional.of(inside));
    }

    Role role() {
        return role;
    }

    Optional<Item> item() {
        return item;
    }

    /// The level within a frame.
    Optional<Level> inside() {
        return inside;
    }

    /// One more edge ends here, with a text that takes so many pixels across; its port.
    int end(double text) {
        label = Math.max(label, text);
        return ends++;
    }

    /// The least width with which texts at the ends of edges stand beside each other.
    double labels() {
        return label * (ends + 1);
    }

    /// The distance of an incoming port from the left.
    double in(int port) {
        return inside.map(l -> l.entry(port).x()).orElse(width * (port + 1) / (ends + 1));
    }

    /// The distance of an outgoing port from the left.
    double out(int port) {
        return inside.map(l -> l.exit(port).x()).orElse(width / 2);
    }

    void size(double across, double along) {
        width = across;
        height = along;
    }

    void place(double across, double along) {
        x = across;
        y = along;
    }

    double width() {
        return width;
    }

    double height() {
        return height;
    }

    double x() {
        return x;
    }

    double y() {
        return y;
    }
}
