package mg.draw;

import java.util.ArrayList;
import java.util.List;

/// A place in a layer: a box, or a bend of an edge that goes on to a later layer.
final class Cell {
    /// A piece of an edge between neighbouring layers, and how far from the left of its cells it begins and ends.
    record Segment(Cell upper, double upperAt, Cell lower, double lowerAt) {}

    private final double width;
    private final boolean bend;
    private final List<Segment> above = new ArrayList<>();
    private final List<Segment> below = new ArrayList<>();
    private int order;
    private double x;

    private Cell(double width, boolean bend) {
        this.width = width;
        this.bend = bend;
    }

    static Cell of(Box box) {
        return new Cell(box.width(), false);
    }

    static Cell bend() {
        return new Cell(0, true);
    }

    static void join(Cell upper, double upperAt, Cell lower, double lowerAt) {
        var segment = new Segment(upper, upperAt, lower, lowerAt);
        upper.below.add(segment);
        lower.above.add(segment);
    }

    double width() {
        return width;
    }

    boolean isBend() {
        return bend;
    }

    List<Segment> above() {
        return above;
    }

    List<Segment> below() {
        return below;
    }

    /// The place in its layer, from the left.
    int order() {
        return order;
    }

    void order(int place) {
        order = place;
    }

    double x() {
        return x;
    }

    void x(double left) {
        x = left;
    }

    /// Where in its layer a port is, between this cell's place and the next.
    double place(double at) {
        return order + (width == 0 ? 0.5 : at / width);
    }
}
