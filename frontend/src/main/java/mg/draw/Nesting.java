package mg.draw;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A picture as a tree of levels, its edges cut where they pass the border of a frame.
final class Nesting {
    /// A part of an edge and the level that it is in.
    record Part(Level level, Link link) {}

    /// An edge as its parts in order.
    record Path(Edge edge, List<Part> parts) {}

    private final Map<String, Box> boxes = new HashMap<>();
    /// The levels around each item, the picture first, and the frames that they are in.
    private final Map<String, List<Level>> around = new HashMap<>();
    private final Map<Level, Box> frames = new HashMap<>();
    private final List<Path> paths = new ArrayList<>();
    private final Level root = new Level();
    private final boolean down;

    private Nesting(Picture p) {
        this.down = p.direction() == Direction.TB;
        fill(root, p.items(), List.of(root));
        p.edges().forEach(e -> paths.add(new Path(e, parts(e))));
    }

    static Nesting of(Picture p) {
        return new Nesting(p);
    }

    /// The level that is the picture.
    Level root() {
        return root;
    }

    /// The edges.
    List<Path> paths() {
        return paths;
    }

    private void fill(Level level, List<Item> items, List<Level> path) {
        for (Item item : items) {
            Box box = switch (item) {
                case Node n -> Box.node(n);
                case Frame f -> {
                    var inside = new Level();
                    var longer = new ArrayList<>(path);
                    longer.add(inside);
                    fill(inside, f.items(), longer);
                    Box frame = Box.frame(f, inside);
                    frames.put(inside, frame);
                    yield frame;
                }
            };
            level.add(box);
            boxes.put(item.id(), box);
            around.put(item.id(), path);
        }
    }

    /// Beside each other where edges go down, one above the other where they go right.
    private double text(Edge e) {
        return e.label().isEmpty() ? 0 : down ? TextSize.width(e.label()) + TextSize.PADDING : TextSize.LINE;
    }

    private List<Part> parts(Edge e) {
        List<Level> out = around.get(e.from());
        List<Level> in = around.get(e.to());
        int common = 0;
        while (common < Math.min(out.size(), in.size()) && out.get(common) == in.get(common)) {
            common++;
        }
        var found = new ArrayList<Part>();
        Box at = boxes.get(e.from());
        int port = 0;
        for (int d = out.size() - 1; d >= common; d--) {
            Level level = out.get(d);
            Link link = level.leave(e.from(), at, port);
            found.add(new Part(level, link));
            at = frames.get(level);
            port = level.port(link);
        }
        for (int d = common; d < in.size(); d++) {
            Level level = in.get(d);
            Link link = level.enter(e.from(), in.get(d - 1), at, port, frames.get(level));
            found.add(new Part(in.get(d - 1), link));
            at = level.entry(level.port(link));
            port = 0;
        }
        Level last = in.getLast();
        found.add(new Part(last, last.join(at, port, boxes.get(e.to()), text(e))));
        return found;
    }
}
