package mg.draw;

import java.util.List;

/// A part of an edge that stays in one frame: from a port of a box there to a port of another. All edges of a value
/// that pass the same border share what leads there.
final class Link {
    private final Box from;
    private final int fromPort;
    private final Box to;
    private final int toPort;
    /// The places it goes through, in the coordinates of its level, once that is laid out.
    private List<Point> route = List.of();

    Link(Box from, int fromPort, Box to, int toPort) {
        this.from = from;
        this.fromPort = fromPort;
        this.to = to;
        this.toPort = toPort;
    }

    Box from() {
        return from;
    }

    int fromPort() {
        return fromPort;
    }

    Box to() {
        return to;
    }

    int toPort() {
        return toPort;
    }

    List<Point> route() {
        return route;
    }

    void route(List<Point> points) {
        route = points;
    }
}
