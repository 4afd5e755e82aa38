package mg.draw;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/// Orders the cells of each layer so that few edges cross: by the barycentres of their neighbours, layer by layer, down
/// and up (Sugiyama, Tagawa and Toda 1981); the best order met is kept.
final class Crossings {
    private static final int SWEEPS = 24;

    private final List<List<Cell>> layers;

    private Crossings(List<List<Cell>> layers) {
        this.layers = layers;
    }

    /// Reorders the layers in place.
    static void reduce(List<List<Cell>> layers) {
        var crossings = new Crossings(layers);
        layers.forEach(Crossings::number);
        long best = crossings.count();
        List<List<Cell>> order = crossings.copy();
        for (int sweep = 0; sweep < SWEEPS && best > 0; sweep++) {
            crossings.sweep(sweep % 2 == 0);
            long count = crossings.count();
            if (count < best) {
                best = count;
                order = crossings.copy();
            }
        }
        for (int k = 0; k < layers.size(); k++) {
            layers.set(k, order.get(k));
            number(order.get(k));
        }
    }

    private void sweep(boolean down) {
        for (int k = 0; k < layers.size(); k++) {
            List<Cell> layer = layers.get(down ? k : layers.size() - 1 - k);
            sort(layer, down ? Crossings::fromAbove : Crossings::fromBelow);
        }
    }

    /// Cells without neighbours stay where they are; the others are sorted among the places that are left.
    private static void sort(List<Cell> layer, Function<Cell, DoubleStream> neighbours) {
        record Keyed(Cell cell, double key) {}
        var sorted = new ArrayList<Keyed>();
        var places = new ArrayList<Integer>();
        for (int k = 0; k < layer.size(); k++) {
            var average = neighbours.apply(layer.get(k)).average();
            if (average.isPresent()) {
                sorted.add(new Keyed(layer.get(k), average.getAsDouble()));
                places.add(k);
            }
        }
        sorted.sort(Comparator.comparingDouble(Keyed::key));
        for (int k = 0; k < places.size(); k++) {
            layer.set(places.get(k), sorted.get(k).cell());
        }
        number(layer);
    }

    private static DoubleStream fromAbove(Cell cell) {
        return cell.above().stream().mapToDouble(s -> s.upper().place(s.upperAt()));
    }

    private static DoubleStream fromBelow(Cell cell) {
        return cell.below().stream().mapToDouble(s -> s.lower().place(s.lowerAt()));
    }

    private static void number(List<Cell> layer) {
        for (int k = 0; k < layer.size(); k++) {
            layer.get(k).order(k);
        }
    }

    private List<List<Cell>> copy() {
        var copy = new ArrayList<List<Cell>>();
        layers.forEach(layer -> copy.add(new ArrayList<>(layer)));
        return copy;
    }

    private long count() {
        return layers.stream().mapToLong(Crossings::below).sum();
    }

    /// The pairs of edges below a layer that cross: the inversions of the lower ends in the order of the upper ones.
    private static long below(List<Cell> layer) {
        var segments = new ArrayList<Cell.Segment>();
        layer.forEach(cell -> segments.addAll(cell.below()));
        segments.sort(Comparator.<Cell.Segment>comparingDouble(s -> s.upper().place(s.upperAt()))
                .thenComparingDouble(s -> s.lower().place(s.lowerAt())));
        double[] ends = segments.stream().mapToDouble(s -> s.lower().place(s.lowerAt())).toArray();
        return inversions(ends, 0, ends.length, new double[ends.length]);
    }

    /// By merging; `ends` is sorted afterwards.
    private static long inversions(double[] ends, int from, int to, double[] merged) {
        if (to - from < 2) {
            return 0;
        }
        int middle = (from + to) / 2;
        long count = inversions(ends, from, middle, merged) + inversions(ends, middle, to, merged);
        int left = from;
        int right = middle;
        for (int k = from; k < to; k++) {
            if (right == to || left < middle && ends[left] <= ends[right]) {
                merged[k] = ends[left++];
            } else {
                merged[k] = ends[right++];
                count += middle - left;
            }
        }
        System.arraycopy(merged, from, ends, from, to - from);
        return count;
    }
}
