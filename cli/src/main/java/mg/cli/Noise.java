package mg.cli;

import java.util.function.DoubleUnaryOperator;

/// How much rounding moves the values of a function, which finite differences multiply by the inverse of their step.
///
/// Of values at neighbouring points, the difference of order k is of the size of the k-th power of their distance where
/// the function is smooth; what is left of it is rounding (Moré and Wild, Estimating Computational Noise, SIAM J. Sci.
/// Comput. 33, 2011, section 3).
final class Noise {
    private static final int POINTS = 9;
    private static final int ORDER = 6;

    private Noise() {}

    /// The standard deviation of rounding errors, from values at 0, `step`, 2 `step`, …
    static double of(DoubleUnaryOperator function, double step) {
        var differences = new double[POINTS];
        for (int k = 0; k < POINTS; k++) {
            differences[k] = function.applyAsDouble(k * step);
        }
        // The variance of a difference of order n is (2n)! / (n!)² times that of a value.
        double gain = 1;
        for (int order = 1; order <= ORDER; order++) {
            for (int k = 0; k < POINTS - order; k++) {
                differences[k] = differences[k + 1] - differences[k];
            }
            gain *= (4.0 * order - 2) / order;
        }
        double sum = 0;
        for (int k = 0; k < POINTS - ORDER; k++) {
            sum += differences[k] * differences[k];
        }
        return Math.sqrt(sum / (POINTS - ORDER) / gain);
    }
}
