package mg.draw;

import java.util.List;

/// Gives the cells their places across, in the order that they have, as near to below and above their neighbours as the
/// other cells let them: least squares, layer by layer, down and up.
final class Columns {
    private static final int SWEEPS = 20;
    private static final double GAP = 18;
    private static final double NARROW_GAP = 10;
    /// What a neighbour weighs: edges that bend twice should at least be straight between.
    private static final double BETWEEN_BENDS = 8;
    private static final double AT_A_BEND = 2;

    private Columns() {}

    /// Sets the places; the least is 0. Returns how wide all is.
    static double assign(List<List<Cell>> layers) {
        for (List<Cell> layer : layers) {
            double x = 0;
            for (int k = 0; k < layer.size(); k++) {
                x += k == 0 ? 0 : layer.get(k - 1).width() + gap(layer.get(k - 1), layer.get(k));
                layer.get(k).x(x);
            }
        }
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            boolean down = sweep % 2 == 0;
            boolean both = sweep >= SWEEPS - 4;
            for (int k = 0; k < layers.size(); k++) {
                settle(layers.get(down ? k : layers.size() - 1 - k), down || both, !down || both);
            }
        }
        double left = layers.stream().flatMap(List::stream).mapToDouble(Cell::x).min().orElse(0);
        layers.forEach(layer -> layer.forEach(cell -> cell.x(cell.x() - left)));
        return layers.stream().flatMap(List::stream).mapToDouble(c -> c.x() + c.width()).max().orElse(0);
    }

    private static double gap(Cell left, Cell right) {
        return left.isBend() || right.isBend() ? NARROW_GAP : GAP;
    }

    /// The places `x` with the least `Σ weight (x - wanted)²` and a gap between each and the next: with the widths
    /// taken off, an isotonic regression, which joining neighbours that are in the wrong order solves (Ayer et al.
    /// 1955).
    private static void settle(List<Cell> layer, boolean above, boolean below) {
        int n = layer.size();
        double[] mean = new double[n];
        double[] weight = new double[n];
        int[] first = new int[n + 1];
        double[] offset = new double[n];
        int blocks = 0;
        for (int k = 0; k < n; k++) {
            Cell cell = layer.get(k);
            offset[k] = k == 0 ? 0 : offset[k - 1] + layer.get(k - 1).width() + gap(layer.get(k - 1), cell);
            var wanted = new Wanted(cell, above, below);
            mean[blocks] = wanted.x - offset[k];
            weight[blocks] = wanted.weight;
            first[blocks++] = k;
            while (blocks > 1 && mean[blocks - 2] >= mean[blocks - 1]) {
                double sum = weight[blocks - 2] + weight[blocks - 1];
                mean[blocks - 2] = (mean[blocks - 2] * weight[blocks - 2]
                        + mean[blocks - 1] * weight[blocks - 1]) / sum;
                weight[blocks - 2] = sum;
                blocks--;
            }
        }
        first[blocks] = n;
        for (int b = 0; b < blocks; b++) {
            for (int k = first[b]; k < first[b + 1]; k++) {
                layer.get(k).x(mean[b] + offset[k]);
            }
        }
    }

    /// Where a cell's neighbours would have it.
    private static final class Wanted {
        private double x;
        private double weight;

        Wanted(Cell cell, boolean above, boolean below) {
            if (above) {
                cell.above().forEach(s -> add(s.upper().x() + s.upperAt() - s.lowerAt(), weight(s)));
            }
            if (below) {
                cell.below().forEach(s -> add(s.lower().x() + s.lowerAt() - s.upperAt(), weight(s)));
            }
            // What nobody pulls at stays, but gives way.
            if (weight == 0) {
                add(cell.x(), 0.1);
            }
            x /= weight;
        }

        private void add(double place, double pull) {
            x += place * pull;
            weight += pull;
        }

        private static double weight(Cell.Segment s) {
            return s.upper().isBend() && s.lower().isBend() ? BETWEEN_BENDS
                    : s.upper().isBend() || s.lower().isBend() ? AT_A_BEND : 1;
        }
    }
}
