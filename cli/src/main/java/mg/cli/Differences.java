package mg.cli;

/// Differences along a direction with a step, its half and its quarter, against a slope and the sum of the magnitudes
/// that it is a sum of.
final class Differences {
    /// Rounding errors of a function, in units of the last place of its value.
    private static final double NOISE = 200;
    /// The largest part of a slope that may be noise.
    private static final double MOST_NOISE = 0.1;

    private final Curve curve;
    private final Difference wide;
    private final Difference narrow;
    private final double h;
    private final double[] slope;
    private final double noise;
    private final double leastNoise;

    /// @param slope    the slope and the sum of the magnitudes that it is a sum of
    /// @param rounding how far rounding moves the value
    /// @param finer    the same, as seen from nearer points
    Differences(Curve curve, double h, double[] slope, double rounding, double finer) {
        this.curve = curve;
        wide = new Difference(curve, h);
        narrow = new Difference(curve, h / 2);
        this.h = h;
        this.slope = slope;
        double alone = NOISE * curve.epsilon() * Math.max(Math.abs(curve.here()), wide.largest());
        noise = Math.max(rounding, alone) / h;
        leastNoise = Math.max(finer, alone) / h;
    }

    private double extrapolated() {
        return (4 * narrow.central() - wide.central()) / 3;
    }

    double allowed() {
        return Math.abs(narrow.central() - wide.central()) + noise
                + Math.sqrt(curve.epsilon()) * 1e-1 * (slope[1] + Math.abs(extrapolated()));
    }

    /// The slope that the differences give; at a kink any between those to its two sides is right.
    double slope() {
        return narrow.isKink(wide, allowed()) && narrow.isBetween(slope[0], allowed()) ? slope[0] : extrapolated();
    }

    boolean agree() {
        return Math.abs(slope() - slope[0]) <= allowed();
    }

    /// Of a smooth function the gap between the slopes to both sides halves with the step. Where it is not finite, no
    /// step helps.
    boolean areSmooth() {
        double one = Math.abs(2 * narrow.gap() - wide.gap());
        var narrowest = new Difference(curve, h / 4);
        double other = Math.abs(2 * narrowest.gap() - narrow.gap());
        return !Double.isFinite(one + other) || one <= 2 * leastNoise && other <= 4 * leastNoise;
    }

    /// Whether the noise of a smaller step is less than what is compared.
    boolean leaveSomething() {
        return 4 * leastNoise < MOST_NOISE * (slope[1] + Math.abs(extrapolated()));
    }
}
