package mg.draw;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A picture as SVG 1.1: a group of class `frame` or of its [Tone] for each item, with the item's id, and a path of
/// class `edge` for each edge.
final class Svg {
    private static final String STYLE = """
              <style>
                text { font-family: "DejaVu Sans Mono", Menlo, Consolas, monospace; font-size: %dpx; fill: #222 }
                .item rect, .item ellipse, .frame rect { stroke: #555; stroke-width: 1 }
                .cut { stroke: #555 }
                .frame rect { fill: #000; fill-opacity: 0.035; stroke: #888 }
                .frame text { fill: #444; font-weight: bold }
                .small { fill: #666 }
                .edge { fill: none; stroke: #777; stroke-width: 1; marker-end: url(#arrow) }
              </style>
              <defs>
                <marker id="arrow" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto">
                  <path d="M0,0.5 L8,4 L0,7.5 z" fill="#777"/>
                </marker>
              </defs>
            """.formatted(TextSize.FONT);

    private final StringBuilder out = new StringBuilder();
    private final Layout layout;

    private Svg(Layout layout) {
        this.layout = layout;
    }

    static String print(Layout layout) {
        var svg = new Svg(layout);
        svg.picture();
        return svg.out.toString();
    }

    private void picture() {
        Point size = layout.size();
        line("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%s\" height=\"%s\" viewBox=\"0 0 %s %s\">",
                number(size.x()), number(size.y()), number(size.x()), number(size.y()));
        String name = layout.picture().name();
        if (!name.isEmpty()) {
            line("  <title>%s</title>", escaped(name));
        }
        out.append(STYLE);
        line("  <rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>");
        layout.items().stream().filter(p -> p.item() instanceof Frame).forEach(this::frame);
        layout.routes().forEach(this::edge);
        layout.items().stream().filter(p -> p.item() instanceof Node).forEach(this::node);
        layout.items().stream().filter(p -> p.item() instanceof Frame).forEach(this::label);
        line("</svg>");
    }

    private void frame(Layout.Placed p) {
        line("  <g class=\"frame\" id=\"%s\"><rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"4\"/></g>",
                escaped(p.item().id()), number(p.x()), number(p.y()), number(p.width()), number(p.height()));
    }

    /// After the edges, so that they do not strike it through.
    private void label(Layout.Placed p) {
        String label = ((Frame) p.item()).label();
        line("  <g class=\"frame\"><text x=\"%s\" y=\"%s\" stroke=\"white\" stroke-width=\"4\" paint-order=\"stroke\">%s"
                        + "</text></g>",
                number(p.x() + TextSize.PADDING), number(p.y() + TextSize.LINE), escaped(label));
    }

    private void node(Layout.Placed p) {
        Node n = (Node) p.item();
        line("  <g class=\"item %s\" id=\"%s\">", n.tone().style(), escaped(n.id()));
        if (n.tone() == Tone.OPERATION) {
            line("    <ellipse cx=\"%s\" cy=\"%s\" rx=\"%s\" ry=\"%s\" fill=\"%s\"/>", number(p.x() + p.width() / 2),
                    number(p.y() + p.height() / 2), number(p.width() / 2), number(p.height() / 2), n.tone().fill());
        } else {
            line("    <rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"%s\" fill=\"%s\"/>", number(p.x()),
                    number(p.y()), number(p.width()), number(p.height()), n.tone().isArgument() ? "9" : "2",
                    n.tone().fill());
        }
        if (n.tone() == Tone.RECORD) {
            record(n, p);
        } else {
            double first = p.y() + p.height() / 2 - TextSize.LINE * (n.cells().size() - 1) / 2.0;
            for (int k = 0; k < n.cells().size(); k++) {
                text(n.cells().get(k), p.x() + p.width() / 2, first + TextSize.LINE * k, k == 0 ? "" : "small");
            }
        }
        line("  </g>");
    }

    /// The cells side by side if edges go right, otherwise one below the other.
    private void record(Node n, Layout.Placed p) {
        boolean beside = layout.picture().direction() == Direction.LR;
        List<Double> widths = TextSize.records(n.cells());
        double x = p.x();
        double y = p.y();
        for (int k = 0; k < n.cells().size(); k++) {
            double width = beside ? widths.get(k) : p.width();
            double height = beside ? p.height() : p.height() / n.cells().size();
            text(n.cells().get(k), x + width / 2, y + height / 2, "");
            x += beside ? width : 0;
            y += beside ? 0 : height;
            if (k < n.cells().size() - 1) {
                line("    <path class=\"cut\" d=\"M%s,%s L%s,%s\"/>", number(x), number(y),
                        number(beside ? x : x + width), number(beside ? y + height : y));
            }
        }
    }

    private void text(String line, double x, double middle, String style) {
        line("    <text x=\"%s\" y=\"%s\" text-anchor=\"middle\"%s>%s</text>", number(x),
                number(middle + TextSize.FONT * 0.35), style.isEmpty() ? "" : " class=\"" + style + '"', escaped(line));
    }

    private void edge(Layout.Route route) {
        Edge e = route.edge();
        line("  <path class=\"edge\" data-from=\"%s\" data-to=\"%s\" d=\"%s\"/>", escaped(e.from()), escaped(e.to()),
                path(route.points()));
        if (!e.label().isEmpty()) {
            Point end = route.points().getLast();
            line("  <text class=\"small\" x=\"%s\" y=\"%s\">%s</text>", number(end.x() + 4), number(end.y() - 5),
                    escaped(e.label()));
        }
    }

    /// Straight where two points are above each other, otherwise a curve that begins and ends straight.
    private String path(List<Point> points) {
        boolean down = layout.picture().direction() == Direction.TB;
        var distinct = new ArrayList<Point>();
        points.stream().filter(p -> distinct.isEmpty() || !near(distinct.getLast(), p)).forEach(distinct::add);
        var path = new StringBuilder("M" + at(points.getFirst()));
        for (int k = 1; k < distinct.size(); k++) {
            Point p = distinct.get(k - 1);
            Point q = distinct.get(k);
            if (Math.abs(down ? p.x() - q.x() : p.y() - q.y()) < 0.05) {
                path.append(" L").append(at(q));
            } else {
                double x = (p.x() + q.x()) / 2;
                double y = (p.y() + q.y()) / 2;
                Point leave = down ? new Point(p.x(), y) : new Point(x, p.y());
                Point arrive = down ? new Point(q.x(), y) : new Point(x, q.y());
                path.append(" C").append(at(leave)).append(' ').append(at(arrive)).append(' ').append(at(q));
            }
        }
        return path.toString();
    }

    private static boolean near(Point p, Point q) {
        return Math.abs(p.x() - q.x()) < 0.05 && Math.abs(p.y() - q.y()) < 0.05;
    }

    private static String at(Point p) {
        return number(p.x()) + "," + number(p.y());
    }

    private static String number(double x) {
        return String.format(Locale.ROOT, "%.1f", x);
    }

    private static String escaped(String text) {
        // XML has no place for the other control characters.
        return text.replaceAll("[\\p{Cntrl}&&[^\n\t]]", "�").replace("&", "&amp;")
                .replace("<", "&lt;").replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private void line(String format, Object... arguments) {
        out.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    }
}
