package mg.draw;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A picture whose items and edges have their places, in pixels. Frames are laid out innermost first, each as if it
/// were a picture; then it is a box with ports.
final class Layout {
    /// Between the border of a frame and what is in it.
    private static final double PADDING = 12;
    private static final double LABEL = TextSize.LINE + 4.0;
    /// Between layers; more where edges go far aside.
    private static final double GAP = 26;
    private static final double WIDEST_GAP = 80;

    /// An item and its place as it is seen.
    record Placed(Item item, double x, double y, double width, double height) {}

    /// An edge and the points that it passes, from the border of a box to that of another.
    record Route(Edge edge, List<Point> points) {}

    private final Picture picture;
    private final boolean down;
    private final List<Placed> items = new ArrayList<>();
    private final List<Route> routes = new ArrayList<>();
    private final Map<Level, Point> origins = new HashMap<>();
    private final Point size;

    private Layout(Picture picture) {
        this.picture = picture;
        this.down = picture.direction() == Direction.TB;
        Nesting nesting = Nesting.of(picture);
        this.size = arrange(nesting.root(), new Point(PADDING, PADDING));
        collect(nesting.root(), 0, 0);
        for (Nesting.Path path : nesting.paths()) {
            var points = new ArrayList<Point>();
            for (Nesting.Part part : path.parts()) {
                Point origin = origins.get(part.level());
                part.link().route().forEach(p -> points.add(seen(p.plus(origin.x(), origin.y()))));
            }
            routes.add(new Route(path.edge(), points));
        }
    }

    static Layout of(Picture picture) {
        return new Layout(picture);
    }

    Picture picture() {
        return picture;
    }

    /// Frames before what is in them.
    List<Placed> items() {
        return items;
    }

    List<Route> routes() {
        return routes;
    }

    /// The width and the height of all.
    Point size() {
        return seen(size);
    }

    /// Turns what goes down into what goes right.
    private Point seen(Point p) {
        return down ? p : new Point(p.y(), p.x());
    }

    private Point seenSize(Node n) {
        return seen(TextSize.of(n, picture.direction()));
    }

    /// Places what is in a level, `start` from its corner; how large it is then.
    private Point arrange(Level level, Point start) {
        for (Box box : level.boxes()) {
            box.item().ifPresent(item -> {
                Point s = switch (item) {
                    case Node n -> seenSize(n);
                    case Frame f -> frame(f, box.inside().orElseThrow());
                };
                box.size(Math.max(s.x(), box.labels()), s.y());
            });
        }
        Layers layers = Layers.of(level);
        Crossings.reduce(layers.all());
        double width = Columns.assign(layers.all());
        double[] top = new double[layers.all().size()];
        double[] bottom = new double[top.length];
        double y = level.hasEntries() ? 0 : start.y();
        for (int k = 0; k < top.length; k++) {
            int rank = k;
            double height = level.boxes().stream()
                    .filter(b -> layers.rank(b) == rank).mapToDouble(Box::height).max().orElse(0);
            top[k] = y;
            bottom[k] = y + height;
            boolean border = level.hasEntries() && k == 0;
            boolean last = k == top.length - 1;
            y = bottom[k] + (last ? 0 : Math.max(gap(layers.all().get(k)), border ? start.y() + 4 : 0));
        }
        for (Box box : level.boxes()) {
            int rank = layers.rank(box);
            box.place(start.x() + layers.cell(box).x(), (top[rank] + bottom[rank] - box.height()) / 2);
        }
        for (Link link : level.links()) {
            link.route(route(link, layers, start.x(), top, bottom));
        }
        return new Point(start.x() + width + PADDING, y + (level.hasExits() ? 0 : PADDING));
    }

    private Point frame(Frame f, Level inside) {
        Point start = down ? new Point(PADDING, PADDING + LABEL) : new Point(PADDING + LABEL, PADDING);
        Point content = arrange(inside, start);
        double label = TextSize.width(f.label()) + 2 * PADDING;
        return down ? new Point(Math.max(content.x(), label), content.y())
                : new Point(content.x(), Math.max(content.y(), label));
    }

    /// Edges that go far aside need room to bend.
    private static double gap(List<Cell> layer) {
        double aside = layer.stream().flatMap(c -> c.below().stream())
                .mapToDouble(s -> Math.abs(s.upper().x() + s.upperAt() - s.lower().x() - s.lowerAt()))
                .max()
                .orElse(0);
        return Math.min(WIDEST_GAP, GAP + aside / 12);
    }

    /// Straight past the boxes of a layer, aside only between layers.
    private static List<Point> route(Link link, Layers layers, double left, double[] top, double[] bottom) {
        var points = new ArrayList<Point>();
        double x = link.from().x() + link.from().out(link.fromPort());
        int rank = layers.rank(link.from());
        points.add(new Point(x, link.from().y() + link.from().height()));
        points.add(new Point(x, bottom[rank]));
        for (Cell bend : layers.bends(link)) {
            rank++;
            points.add(new Point(left + bend.x(), top[rank]));
            points.add(new Point(left + bend.x(), bottom[rank]));
        }
        double end = link.to().x() + link.to().in(link.toPort());
        points.add(new Point(end, top[layers.rank(link.to())]));
        points.add(new Point(end, link.to().y()));
        return points;
    }

    private void collect(Level level, double x, double y) {
        origins.put(level, new Point(x, y));
        for (Box box : level.boxes()) {
            box.item().ifPresent(item -> {
                Point corner = seen(new Point(x + box.x(), y + box.y()));
                Point extent = seen(new Point(box.width(), box.height()));
                items.add(new Placed(item, corner.x(), corner.y(), extent.x(), extent.y()));
                box.inside().ifPresent(inside -> collect(inside, x + box.x(), y + box.y()));
            });
        }
    }
}
