package mg.ir;

/// Element functions that Java has no method for.
final class Special {
    private Special() {}

    static long quotient(long x, long y) {
        if (y == 0) {
            throw new Trap(Trap.divisionMessage(Span.NONE));
        }
        return x / y;
    }

    static long remainder(long x, long y) {
        if (y == 0) {
            throw new Trap(Trap.divisionMessage(Span.NONE));
        }
        return x % y;
    }

    /// `x^y` with `1^y = 1` and `(-1)^±∞ = 1` as IEEE 754 has them.
    static double pow(double x, double y) {
        return x == 1 || x == -1 && Double.isInfinite(y) ? 1 : Math.pow(x, y);
    }

    static double min(double x, double y) {
        return x < y || x != x ? x : y;
    }

    static double max(double x, double y) {
        return x > y || x != x ? x : y;
    }

    static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    static double erf(double x) {
        throw new AssertionError("erf");
    }

    static double lgamma(double x) {
        throw new AssertionError("lgamma");
    }

    static double digamma(double x) {
        throw new AssertionError("digamma");
    }

    static double distanceToPole(double... x) {
        return x[0] > 0 ? x[0] : Smooth.toWhole(x[0]);
    }
}
