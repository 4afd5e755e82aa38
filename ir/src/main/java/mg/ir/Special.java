package mg.ir;

/// Element functions that Java has no method for, each within 4 ulp: pure functions of `StrictMath` and of each other,
/// without state, so that a backend can copy them into what it makes. They are the same to the last bit everywhere.
///
/// `erf` and `lgamma` at positive arguments follow fdlibm 5.3 (`s_erf.c`, `e_lgamma_r.c`: Copyright (C) 1993 by Sun
/// Microsystems, Inc. All rights reserved. Developed at SunSoft, a Sun Microsystems, Inc. business. Permission to use,
/// copy, modify, and distribute this software is freely granted, provided that this notice is preserved).
///
/// The zeros of `lgamma` at negative arguments and of `digamma` are differences of large terms. There the sums are
/// formed of pairs of doubles (T. J. Dekker, A floating-point technique for extending the available precision, 1971):
/// the result is within 4 ulp or 10⁻²⁸ of the true one.
public final class Special {
    private Special() {}

    /// Integer division, toward zero.
    ///
    /// @throws Trap without a place, if `y` is 0; callers who know the place check first
    public static long quotient(long x, long y) {
        if (y == 0) {
            throw new Trap(Trap.divisionMessage(Span.NONE));
        }
        return x / y;
    }

    /// What [#quotient] leaves, with the sign of `x`.
    ///
    /// @throws Trap without a place, if `y` is 0; callers who know the place check first
    public static long remainder(long x, long y) {
        if (y == 0) {
            throw new Trap(Trap.divisionMessage(Span.NONE));
        }
        return x % y;
    }

    /// `x^y` with `1^y = 1` and `(-1)^±∞ = 1` as IEEE 754 has them.
    public static double pow(double x, double y) {
        return x == 1 || x == -1 && Double.isInfinite(y) ? 1 : StrictMath.pow(x, y);
    }

    /// The smaller; a NaN wins, of equals the second.
    public static double min(double x, double y) {
        return x < y || x != x ? x : y;
    }

    /// The larger; a NaN wins, of equals the second.
    public static double max(double x, double y) {
        return x > y || x != x ? x : y;
    }

    /// `1/(1 + e^-x)`, without overflow.
    public static double sigmoid(double x) {
        double e = StrictMath.exp(-Math.abs(x));
        return (x < 0 ? e : 1) / (1 + e);
    }

    /// The error function `2/√π ∫₀ˣ exp(-t²) dt`.
    public static double erf(double x) {
        double a = Math.abs(x);
        if (a < 0.84375) {
            double z = x * x;
            double p = 1.28379167095512558561e-01 + z * (-3.25042107247001499370e-01 + z * (-2.84817495755985104766e-02
                    + z * (-5.77027029648944159157e-03 + z * -2.37630166566501626084e-05)));
            double q = 1 + z * (3.97917223959155352819e-01 + z * (6.50222499887672944485e-02
                    + z * (5.08130628187576562776e-03 + z * (1.32494738004321644526e-04
                    + z * -3.96022827877536812320e-06))));
            return x + x * (p / q);
        }
        if (a < 1.25) {
            double s = a - 1;
            double p = -2.36211856075265944077e-03 + s * (4.14856118683748331666e-01 + s * (-3.72207876035701323847e-01
                    + s * (3.18346619901161753674e-01 + s * (-1.10894694282396677476e-01
                    + s * (3.54783043256182359371e-02 + s * -2.16637559486879084300e-03)))));
            double q = 1 + s * (1.06420880400844228286e-01 + s * (5.40397917702171048937e-01
                    + s * (7.18286544141962662868e-02 + s * (1.26171219808761642112e-01
                    + s * (1.36370839120290507362e-02 + s * 1.19844998467991074170e-02)))));
            return Math.copySign(8.45062911510467529297e-01 + p / q, x);
        }
        if (a >= 6) {
            return Math.copySign(1, x);
        }
        return x != x ? x : Math.copySign(1 - erfc(a), x);
    }

    /// `1 - erf(x)` for `1.25 ≤ x < 6`.
    private static double erfc(double x) {
        double s = 1 / (x * x);
        double ratio;
        if (x < 1 / 0.35) {
            double r = -9.86494403484714822705e-03 + s * (-6.93858572707181764372e-01 + s * (-1.05586262253232909814e+01
                    + s * (-6.23753324503260060396e+01 + s * (-1.62396669462573470355e+02
                    + s * (-1.84605092906711035994e+02 + s * (-8.12874355063065934246e+01
                    + s * -9.81432934416914548592e+00))))));
            double q = 1 + s * (1.96512716674392571292e+01 + s * (1.37657754143519042600e+02
                    + s * (4.34565877475229228821e+02 + s * (6.45387271733267880336e+02
                    + s * (4.29008140027567833386e+02 + s * (1.08635005541779435134e+02
                    + s * (6.57024977031928170135e+00 + s * -6.04244152148580987438e-02)))))));
            ratio = r / q;
        } else {
            double r = -9.86494292470009928597e-03 + s * (-7.99283237680523006574e-01 + s * (-1.77579549177547519889e+01
                    + s * (-1.60636384855821916062e+02 + s * (-6.37566443368389627722e+02
                    + s * (-1.02509513161107724954e+03 + s * -4.83519191608651397019e+02)))));
            double q = 1 + s * (3.03380607434824582924e+01 + s * (3.25792512996573918826e+02
                    + s * (1.53672958608443695994e+03 + s * (3.19985821950859553908e+03
                    + s * (2.55305040643316442583e+03 + s * (4.74528541206955367215e+02
                    + s * -2.24409524465858183362e+01))))));
            ratio = r / q;
        }
        // z has 24 bits: its square is exact.
        double z = (float) x;
        return StrictMath.exp(-z * z - 0.5625) * StrictMath.exp((z - x) * (z + x) + ratio) / x;
    }

    /// `log |Γ(x)|`; +∞ at 0 and the negative integers.
    public static double lgamma(double x) {
        if (x != x || x > 0) {
            return lgammaOfPositive(x);
        }
        if (x == Math.rint(x)) {
            return Double.POSITIVE_INFINITY;
        }
        if (x > -0x1p-60) {
            return -StrictMath.log(-x);
        }
        if (x > -40) {
            return lgammaByPairs(x);
        }
        // Γ(x) Γ(-x) = -π / (x sin πx), whose logarithm is small beside that of Γ(-x).
        double sine = StrictMath.sin(Math.PI * (x - Math.rint(x)));
        return StrictMath.log(Math.PI / Math.abs(x * sine)) - lgammaOfPositive(-x);
    }

    private static double lgammaOfPositive(double x) {
        if (x < 0x1p-60) {
            return -StrictMath.log(x);
        }
        if (x == 1 || x == 2) {
            return 0;
        }
        if (x < 2) {
            // Below 0.9 from log Γ(x + 1) = log Γ(x) + log x.
            double y = x <= 0.9 ? x : x - 1;
            double r = x <= 0.9 ? -StrictMath.log(x) : 0;
            if (y >= 0.7316) {
                return r + lgammaBelowTwo(1 - y);
            }
            return r + (y >= 0.23164 ? lgammaAtLeast(y - (1.46163214496836224576 - 1)) : lgammaAboveOne(y));
        }
        if (x < 8) {
            double y = x - Math.floor(x);
            double product = 1;
            for (double factor = x - 1; factor >= 2; factor--) {
                product *= factor;
            }
            return lgammaAboveTwo(y) + StrictMath.log(product);
        }
        if (x < 0x1p58) {
            double z = 1 / x;
            double y = z * z;
            double w = 4.18938533204672725052e-01 + z * (8.33333333333329678849e-02 + y * (-2.77777777728775536470e-03
                    + y * (7.93650558643019558500e-04 + y * (-5.95187557450339963135e-04
                    + y * (8.36339918996282139126e-04 + y * -1.63092934096575273989e-03)))));
            return (x - 0.5) * (StrictMath.log(x) - 1) + w;
        }
        return x * (StrictMath.log(x) - 1);
    }

    /// `log Γ(2 - y)`.
    private static double lgammaBelowTwo(double y) {
        double z = y * y;
        double p = 7.72156649015328655494e-02 + z * (6.73523010531292681824e-02 + z * (7.38555086081402883957e-03
                + z * (1.19270763183362067845e-03
                + z * (2.20862790713908385557e-04 + z * 2.52144565451257326939e-05))));
        double q = z * (3.22467033424113591611e-01 + z * (2.05808084325167332806e-02 + z * (2.89051383673415629091e-03
                + z * (5.10069792153511336608e-04
                + z * (1.08011567247583939954e-04 + z * 4.48640949618915160150e-05)))));
        return y * p + q - 0.5 * y;
    }

    /// `log Γ(x₀ + y)`, where x₀ = 1.4616… has the least value.
    private static double lgammaAtLeast(double y) {
        double z = y * y;
        double w = z * y;
        double p1 = 4.83836122723810047042e-01 + w * (-3.27885410759859649565e-02 + w * (6.10053870246291332635e-03
                + w * (-1.40346469989232843813e-03 + w * 3.15632070903625950361e-04)));
        double p2 = -1.47587722994593911752e-01 + w * (1.79706750811820387126e-02 + w * (-3.68452016781138256760e-03
                + w * (8.81081882437654011382e-04 + w * -3.12754168375120860518e-04)));
        double p3 = 6.46249402391333854778e-02 + w * (-1.03142241298341437450e-02 + w * (2.25964780900612472250e-03
                + w * (-5.38595305356740546715e-04 + w * 3.35529192635519073543e-04)));
        double p = z * p1 - (-3.63867699703950536541e-18 - w * (p2 + y * p3));
        return -1.21486290535849611461e-01 + p;
    }

    /// `log Γ(1 + y)`.
    private static double lgammaAboveOne(double y) {
        double p = y * (-7.72156649015328655494e-02 + y * (6.32827064025093366517e-01 + y * (1.45492250137234768737e+00
                + y * (9.77717527963372745603e-01
                + y * (2.28963728064692451092e-01 + y * 1.33810918536787660377e-02)))));
        double q = 1 + y * (2.45597793713041134822e+00
                + y * (2.12848976379893395361e+00 + y * (7.69285150456672783825e-01
                + y * (1.04222645593369134254e-01 + y * 3.21709242282423911810e-03))));
        return -0.5 * y + p / q;
    }

    /// `log Γ(2 + y)`.
    private static double lgammaAboveTwo(double y) {
        double p = y * (-7.72156649015328655494e-02 + y * (2.14982415960608852501e-01 + y * (3.25778796408930981787e-01
                + y * (1.46350472652464452805e-01 + y * (2.66422703033638609560e-02 + y * (1.84028451407337715652e-03
                + y * 3.19475326584100867617e-05))))));
        double q = 1 + y * (1.39200533467621045958e+00
                + y * (7.21935547567138069525e-01 + y * (1.71933865632803078993e-01
                + y * (1.86459191715652901344e-02
                + y * (7.77942496381893596434e-04 + y * 7.32668430744625636189e-06)))));
        return 0.5 * y + p / q;
    }

    /// `log |Γ(x)| = log Γ(z) - log |x (x+1) … (z-1)|` with `z ≥ 30`, where Stirling's series converges to 10⁻³².
    private static double lgammaByPairs(double x) {
        double[] z = {x, 0};
        double[] product = {1, 0};
        for (; z[0] < 30; z = sum(z, 1)) {
            product = product(product, z);
        }
        if (product[0] < 0) {
            product = product(product, -1);
        }
        // (z - ½) log z - z + ½ log 2π + Σ B₂ₖ / (2k (2k-1) z^(2k-1))
        double[] series = quotient(bernoulli(z, true), z);
        double[] main = sum(product(sum(z, -0.5), log(z)), product(z, -1));
        double[] halfLogTwoPi = {0x1.d67f1c864beb5p-1, -0x1.65b5a1b7ff5dfp-55};
        double[] whole = sum(sum(main, halfLogTwoPi), series);
        return sum(whole, product(log(product), -1))[0];
    }

    /// The derivative of `lgamma`; ∓∞ at ±0, NaN at the negative integers and -∞.
    public static double digamma(double x) {
        if (x == 0) {
            return -1 / x;
        }
        if (x >= 10) {
            double u = 1 / (x * x);
            double series = u * (1.0 / 12 - u * (1.0 / 120 - u * (1.0 / 252 - u * (1.0 / 240 - u * (1.0 / 132
                    - u * (691.0 / 32760 - u * (1.0 / 12 - u * (3617.0 / 8160))))))));
            return StrictMath.log(x) - (0.5 / x + series);
        }
        if (x != x || x < 0 && x == Math.rint(x)) {
            return Double.NaN;
        }
        if (Math.abs(x) < 0x1p-60) {
            return -1 / x;
        }
        if (x > -40) {
            return digammaByPairs(new double[] {x, 0})[0];
        }
        // ψ(x) = ψ(1 - x) - π cot πx
        return sum(digammaByPairs(sum(new double[] {-x, 0}, 1)), product(cotangent(x - Math.rint(x)), -1))[0];
    }

    /// `ψ(x) = log z - 1/2z - Σ B₂ₖ / (2k z^2k) - 1/x - 1/(x+1) - … - 1/(z-1)` with `z ≥ 30`.
    private static double[] digammaByPairs(double[] x) {
        double[] z = x;
        double[] one = {1, 0};
        double[] fractions = {0, 0};
        for (; z[0] < 30; z = sum(z, 1)) {
            fractions = sum(fractions, quotient(one, z));
        }
        double[] series = quotient(sum(quotient(bernoulli(z, false), z), 0.5), z);
        return sum(log(z), product(sum(series, fractions), -1));
    }

    /// `Σ B₂ₖ / (2k (2k-1) z^(2k-2))`, or without the factor `2k-1`, for k to 12.
    private static double[] bernoulli(double[] z, boolean stirling) {
        double[] numerators = {1, -1, 1, -1, 5, -691, 7, -3617, 43867, -174611, 854513, -236364091};
        double[] denominators = {6, 30, 42, 30, 66, 2730, 6, 510, 798, 330, 138, 2730};
        double[] u = quotient(new double[] {1, 0}, product(z, z));
        double[] total = {0, 0};
        for (int k = 12; k > 0; k--) {
            double divisor = denominators[k - 1] * (2 * k) * (stirling ? 2 * k - 1 : 1);
            double[] term = quotient(new double[] {numerators[k - 1], 0}, new double[] {divisor, 0});
            total = sum(product(total, u), term);
        }
        return total;
    }

    /// `π cot πf` for `|f| ≤ ½`, by the series of sine and cosine.
    private static double[] cotangent(double f) {
        double[] pi = {Math.PI, 0x1.1a62633145c07p-53};
        double[] t = product(pi, f);
        double[] square = product(t, t);
        double[] cosine = {1, 0};
        double[] sine = {1, 0};
        for (int n = 30; n > 0; n -= 2) {
            cosine = sum(quotient(product(product(cosine, square), -1), new double[] {n * (n - 1), 0}), 1);
            sine = sum(quotient(product(product(sine, square), -1), new double[] {n * (n + 1), 0}), 1);
        }
        return quotient(cosine, product(sine, f));
    }

    /// `log a = e log 2 + 2 artanh((m-1)/(m+1))` for `a = 2^e m`.
    private static double[] log(double[] a) {
        int e = Math.getExponent(a[0] * Math.sqrt(2));
        double[] m = {Math.scalb(a[0], -e), Math.scalb(a[1], -e)};
        double[] s = quotient(sum(m, -1), sum(m, 1));
        double[] square = product(s, s);
        double[] total = {0, 0};
        for (int n = 47; n > 0; n -= 2) {
            total = sum(product(total, square), quotient(new double[] {1, 0}, new double[] {n, 0}));
        }
        double[] logTwo = {0x1.62e42fefa39efp-1, 0x1.abc9e3b39803fp-56};
        return sum(product(logTwo, e), product(product(s, total), 2));
    }

    private static double[] sum(double[] a, double[] b) {
        double s = a[0] + b[0];
        double t = s - a[0];
        double error = a[0] - (s - t) + (b[0] - t) + (a[1] + b[1]);
        double high = s + error;
        return new double[] {high, error - (high - s)};
    }

    private static double[] sum(double[] a, double b) {
        return sum(a, new double[] {b, 0});
    }

    private static double[] product(double[] a, double[] b) {
        double p = a[0] * b[0];
        double error = Math.fma(a[0], b[0], -p) + (a[0] * b[1] + a[1] * b[0]);
        double high = p + error;
        return new double[] {high, error - (high - p)};
    }

    private static double[] product(double[] a, double b) {
        return product(a, new double[] {b, 0});
    }

    private static double[] quotient(double[] a, double[] b) {
        double first = a[0] / b[0];
        double[] rest = sum(a, product(b, -first));
        return sum(new double[] {first, 0}, rest[0] / b[0]);
    }

    /// The derivative number `n` of `digamma`: `(-1)^(n+1) n! Σ (x + k)^-(n+1)` over all `k ≥ 0`. It is NaN unless `n`
    /// is whole and from 0 to 1000. At the poles it is ±∞ where both sides agree, and at ±0 that of the side; NaN
    /// otherwise.
    ///
    /// For `x < 0` all integers less those below: the sum over these is a sum at `1 - x`.
    public static double polygamma(double n, double x) {
        if (n == 0) {
            return digamma(x);
        }
        if (!(n > 0 && n <= 1000 && n == Math.rint(n)) || x != x || x == Double.NEGATIVE_INFINITY) {
            return Double.NaN;
        }
        boolean odd = n % 2 == 1;
        double sign = odd ? 1 : -1;
        if (x > 0) {
            return sign * hurwitz(n, new double[] {x, 0})[0];
        }
        if (x == Math.rint(x)) {
            return odd ? Double.POSITIVE_INFINITY : x == 0 ? -1 / x : Double.NaN;
        }
        double floor = Math.floor(x);
        double[] mirrored = {-x, 0};
        double[] above = hurwitz(n, sum(new double[] {x, 0}, -floor));
        double[] below = hurwitz(n, sum(mirrored, floor + 1));
        double[] beyond = hurwitz(n, sum(mirrored, 1));
        double[] negative = Double.isInfinite(below[0]) ? below : sum(below, product(beyond, -1));
        double[] whole = sum(above, product(negative, sign));
        return sign * (Double.isNaN(whole[0]) ? above[0] + sign * negative[0] : whole[0]);
    }

    /// `n! Σ (a + k)^-(n+1)` for `a > 0`, by the formula of Euler and Maclaurin from `a + k ≥ 30 + n` on. The first
    /// term is formed of factors `j/a`, and the others are relative to it; where these are all alike it is
    /// `(n-1)! / a^n`.
    private static double[] hurwitz(double n, double[] a) {
        boolean alike = a[0] >= 0x1p60;
        double[] first = quotient(new double[] {1, 0}, a);
        double estimate = 1 / a[0];
        for (int j = 1; alike ? j < n : j <= n; j++) {
            first = product(first, quotient(new double[] {j, 0}, a));
            estimate *= j / a[0];
        }
        boolean representable = Math.abs(estimate) > 0x1p-900 && Math.abs(estimate) < 0x1p1000;
        if (alike) {
            return representable ? first : new double[] {estimate, 0};
        }
        double[] z = a;
        double[] total = {0, 0};
        for (; z[0] < 30 + n; z = sum(z, 1)) {
            total = sum(total, power(quotient(a, z), n + 1));
        }
        // z/n + ½ + Σ B₂ₖ/(2k)! (n+1)(n+2)…(n+2k-1) / z^(2k-1)
        double[] numerators = {1, -1, 1, -1, 5, -691, 7, -3617, 43867, -174611, 854513, -236364091};
        double[] denominators = {6, 30, 42, 30, 66, 2730, 6, 510, 798, 330, 138, 2730};
        double[] square = product(z, z);
        double[] factor = quotient(new double[] {n + 1, 0}, product(z, 2));
        double[] series = sum(quotient(z, new double[] {n, 0}), 0.5);
        for (int k = 1; k <= 12; k++) {
            double[] bernoulli = quotient(
                    new double[] {numerators[k - 1], 0}, new double[] {denominators[k - 1], 0});
            series = sum(series, product(factor, bernoulli));
            double[] step = quotient(new double[] {(n + 2 * k) * (n + 2 * k + 1), 0}, square);
            factor = quotient(product(factor, step), new double[] {(2 * k + 1) * (2 * k + 2), 0});
        }
        total = sum(total, product(power(quotient(a, z), n + 1), series));
        return representable ? product(first, total) : new double[] {estimate * total[0], 0};
    }

    /// `a^n` for a whole `n > 0`.
    private static double[] power(double[] a, double n) {
        double[] result = {1, 0};
        double[] square = a;
        for (double rest = n; rest > 0; rest = Math.floor(rest / 2)) {
            if (rest % 2 == 1) {
                result = product(result, square);
            }
            square = product(square, square);
        }
        return result;
    }

    /// How far an argument of `lgamma` is from its poles.
    static double distanceToPole(double... x) {
        return x[0] > 0 ? x[0] : Smooth.toWhole(x[0]);
    }
}
