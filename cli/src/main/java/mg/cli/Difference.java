package mg.cli;

/// Differences along a direction with one step.
final class Difference {
    private final double left;
    private final double right;
    private final double largest;

    Difference(Curve curve, double h) {
        double above = curve.value().applyAsDouble(h);
        double below = curve.value().applyAsDouble(-h);
        right = (above - curve.here()) / h;
        left = (curve.here() - below) / h;
        largest = Math.max(Math.abs(above), Math.abs(below));
    }

    /// The largest magnitude among the values.
    double largest() {
        return largest;
    }

    double central() {
        return (left + right) / 2;
    }

    double gap() {
        return right - left;
    }

    boolean isKink(Difference twice, double noise) {
        double gap = Math.abs(gap());
        return gap > noise && gap > 0.75 * Math.abs(twice.gap());
    }

    boolean isBetween(double slope, double noise) {
        return slope >= Math.min(left, right) - noise && slope <= Math.max(left, right) + noise;
    }
}
