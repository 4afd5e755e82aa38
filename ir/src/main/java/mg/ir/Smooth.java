package mg.ir;

/// Where an element operation is smooth: the distance from `x` to the nearest point where it is not, about to scale;
/// zero or less there and outside the domain.
public interface Smooth {
    /// Smooth at every real number.
    Smooth EVERYWHERE = x -> Double.POSITIVE_INFINITY;

    double distance(double... x);

    /// The distance to the nearest integer.
    static double toWhole(double x) {
        return Math.abs(x - Math.rint(x));
    }

    /// The distance of the point (x, y) to the nearest line `x = k y` with a whole number k.
    static double toMultiple(double x, double y) {
        double k = Math.rint(x / y);
        return Math.abs(x - k * y) / Math.hypot(1, k);
    }
}
