package mg.draw;

/// A place in a picture whose edges point down: `x` across, `y` along.
record Point(double x, double y) {
    Point plus(double dx, double dy) {
        return new Point(x + dx, y + dy);
    }
}
