package mg.tests;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/// What an SVG shows: read back from its text.
record Seen(double width, double height, Map<String, Rectangle> nodes, Map<String, Rectangle> frames, List<Line> lines,
        List<String> texts) {
    /// A box by its corners.
    record Rectangle(double left, double top, double right, double bottom) {
        boolean contains(Rectangle r) {
            return left <= r.left && top <= r.top && right >= r.right && bottom >= r.bottom;
        }

        boolean overlaps(Rectangle r) {
            return left < r.right && r.left < right && top < r.bottom && r.top < bottom;
        }

        boolean inside(double x, double y) {
            return left + 0.5 < x && x < right - 0.5 && top + 0.5 < y && y < bottom - 0.5;
        }

        /// Whether a point is on the border, as far as rounded numbers can tell.
        boolean onBorder(double x, double y) {
            double outside = Math.max(Math.max(left - x, x - right), Math.max(top - y, y - bottom));
            return Math.abs(outside) < 0.25;
        }
    }

    /// An edge and points on it, many of them, in order.
    record Line(String from, String to, List<double[]> points) {}

    static Seen of(String svg) throws Exception {
        Element root = DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8))).getDocumentElement();
        var seen = new Seen(number(root, "width"), number(root, "height"), new HashMap<>(), new HashMap<>(),
                new ArrayList<>(), new ArrayList<>());
        for (Element g : elements(root, "g")) {
            String id = g.getAttribute("id");
            if (!id.isEmpty()) {
                var into = g.getAttribute("class").equals("frame") ? seen.frames : seen.nodes;
                if (into.put(id, box(g)) != null) {
                    throw new AssertionError("drawn twice: " + id);
                }
            }
        }
        for (Element path : elements(root, "path")) {
            if (path.getAttribute("class").equals("edge")) {
                seen.lines.add(new Line(
                        path.getAttribute("data-from"), path.getAttribute("data-to"), points(path.getAttribute("d"))));
            }
        }
        elements(root, "text").forEach(t -> seen.texts.add(t.getTextContent()));
        return seen;
    }

    private static Rectangle box(Element g) {
        List<Element> ellipses = elements(g, "ellipse");
        if (!ellipses.isEmpty()) {
            Element e = ellipses.getFirst();
            double x = number(e, "cx");
            double y = number(e, "cy");
            double rx = number(e, "rx");
            double ry = number(e, "ry");
            return new Rectangle(x - rx, y - ry, x + rx, y + ry);
        }
        Element r = elements(g, "rect").getFirst();
        double x = number(r, "x");
        double y = number(r, "y");
        return new Rectangle(x, y, x + number(r, "width"), y + number(r, "height"));
    }

    /// `M`, `L` and `C` with absolute places; a curve at 20 of its points.
    private static List<double[]> points(String path) {
        var points = new ArrayList<double[]>();
        for (String command : path.split(" (?=[LC])")) {
            double[] p = Stream.of(command.substring(1).split("[ ,]")).mapToDouble(Double::parseDouble).toArray();
            switch (command.charAt(0)) {
                case 'M', 'L' -> points.add(p);
                case 'C' -> curve(points, p);
                default -> throw new AssertionError(command);
            }
        }
        return points;
    }

    private static void curve(List<double[]> points, double[] p) {
        double[] start = points.getLast();
        for (int k = 1; k <= 20; k++) {
            double t = k / 20.0;
            double s = 1 - t;
            var at = new double[2];
            for (int d = 0; d < 2; d++) {
                at[d] = s * s * s * start[d] + 3 * s * s * t * p[d] + 3 * s * t * t * p[2 + d] + t * t * t * p[4 + d];
            }
            points.add(at);
        }
    }

    private static double number(Element e, String attribute) {
        return Double.parseDouble(e.getAttribute(attribute));
    }

    private static List<Element> elements(Element root, String name) {
        NodeList found = root.getElementsByTagName(name);
        return IntStream.range(0, found.getLength()).mapToObj(k -> (Element) found.item(k)).toList();
    }
}
