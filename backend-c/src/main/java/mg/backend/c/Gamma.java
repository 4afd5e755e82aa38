package mg.backend.c;

/// The derivatives of `lgamma` in C, as [mg.ir.Special] has them in Java.
final class Gamma {
    static final String DIGAMMA = """
            typedef struct {
                double high, low;
            } $_pair;

            static $_pair $_make(double high, double low) {
                $_pair x;
                x.high = high;
                x.low = low;
                return x;
            }

            static $_pair $_sum($_pair a, $_pair b) {
                const double s = a.high + b.high;
                const double t = s - a.high;
                const double error = a.high - (s - t) + (b.high - t) + (a.low + b.low);
                const double high = s + error;
                return $_make(high, error - (high - s));
            }

            static $_pair $_product($_pair a, $_pair b) {
                const double p = a.high * b.high;
                const double error = fma(a.high, b.high, -p) + (a.high * b.low + a.low * b.high);
                const double high = p + error;
                return $_make(high, error - (high - p));
            }

            static $_pair $_quotient($_pair a, $_pair b) {
                const double first = a.high / b.high;
                const $_pair rest = $_sum(a, $_product(b, $_make(-first, 0)));
                return $_sum($_make(first, 0), $_make(rest.high / b.high, 0));
            }

            /* log a = e log 2 + 2 artanh((m-1)/(m+1)) for a = 2^e m */
            static $_pair $_log($_pair a) {
                int e;
                (void) frexp(a.high * sqrt(2.0), &e);
                const $_pair m = $_make(ldexp(a.high, 1 - e), ldexp(a.low, 1 - e));
                const $_pair s = $_quotient($_sum(m, $_make(-1, 0)), $_sum(m, $_make(1, 0)));
                const $_pair square = $_product(s, s);
                const $_pair log2 = $_make(0x1.62e42fefa39efp-1, 0x1.abc9e3b39803fp-56);
                $_pair total = $_make(0, 0);
                for (int n = 47; n > 0; n -= 2) {
                    total = $_sum($_product(total, square), $_quotient($_make(1, 0), $_make(n, 0)));
                }
                return $_sum($_product(log2, $_make(e - 1, 0)), $_product($_product(s, total), $_make(2, 0)));
            }

            /* pi cot(pi f) for |f| <= 1/2 */
            static $_pair $_cotangent(double f) {
                const $_pair t = $_product($_make(0x1.921fb54442d18p1, 0x1.1a62633145c07p-53), $_make(f, 0));
                const $_pair square = $_product(t, t);
                $_pair cosine = $_make(1, 0);
                $_pair sine = $_make(1, 0);
                for (int n = 30; n > 0; n -= 2) {
                    const $_pair c = $_product($_product(cosine, square), $_make(-1, 0));
                    const $_pair s = $_product($_product(sine, square), $_make(-1, 0));
                    cosine = $_sum($_quotient(c, $_make(n * (n - 1), 0)), $_make(1, 0));
                    sine = $_sum($_quotient(s, $_make(n * (n + 1), 0)), $_make(1, 0));
                }
                return $_quotient(cosine, $_product(sine, $_make(f, 0)));
            }

            static $_pair $_shifted($_pair x) {
                static const double numerators[12] = {1, -1, 1, -1, 5, -691, 7, -3617, 43867, -174611, 854513, -236364091};
                static const double denominators[12] = {6, 30, 42, 30, 66, 2730, 6, 510, 798, 330, 138, 2730};
                const $_pair one = $_make(1, 0);
                $_pair fractions = $_make(0, 0);
                $_pair series = $_make(0, 0);
                while (x.high < 30) {
                    fractions = $_sum(fractions, $_quotient(one, x));
                    x = $_sum(x, one);
                }
                const $_pair u = $_quotient(one, $_product(x, x));
                for (int k = 12; k > 0; k--) {
                    const $_pair divisor = $_make(denominators[k - 1] * (2 * k), 0);
                    series = $_sum($_product(series, u), $_quotient($_make(numerators[k - 1], 0), divisor));
                }
                series = $_quotient($_sum($_quotient(series, x), $_make(0.5, 0)), x);
                return $_sum($_log(x), $_product($_sum(series, fractions), $_make(-1, 0)));
            }

            static double $(double x) {
                if (x == 0 || fabs(x) < 0x1p-60) {
                    return -1 / x;
                }
                if (x >= 10) {
                    const double u = 1 / (x * x);
                    const double series = u * (1.0 / 12 - u * (1.0 / 120 - u * (1.0 / 252 - u * (1.0 / 240 - u * (1.0 / 132
                            - u * (691.0 / 32760 - u * (1.0 / 12 - u * (3617.0 / 8160))))))));
                    return log(x) - (0.5 / x + series);
                }
                if (x != x || (x < 0 && x == rint(x))) {
                    return NAN;
                }
                if (x > -40) {
                    return $_shifted($_make(x, 0)).high;
                }
                const $_pair mirrored = $_shifted($_sum($_make(-x, 0), $_make(1, 0)));
                return $_sum(mirrored, $_product($_cotangent(x - rint(x)), $_make(-1, 0))).high;
            }
            """;

    /// Uses what [#DIGAMMA] defines, as `$_digamma`.
    static final String POLYGAMMA = """

            /* a^n for a whole n > 0 */
            static $_digamma_pair $_power($_digamma_pair a, double n) {
                $_digamma_pair result = $_digamma_make(1, 0);
                for (double rest = n; rest > 0; rest = floor(rest / 2)) {
                    if (fmod(rest, 2) == 1) {
                        result = $_digamma_product(result, a);
                    }
                    a = $_digamma_product(a, a);
                }
                return result;
            }

            /* n! sum (a + k)^-(n+1) */
            static $_digamma_pair $_hurwitz(double n, $_digamma_pair a) {
                static const double numerators[12] = {1, -1, 1, -1, 5, -691, 7, -3617, 43867, -174611, 854513, -236364091};
                static const double denominators[12] = {6, 30, 42, 30, 66, 2730, 6, 510, 798, 330, 138, 2730};
                const int alike = a.high >= 0x1p60;
                $_digamma_pair first = $_digamma_quotient($_digamma_make(1, 0), a);
                double estimate = 1 / a.high;
                for (int j = 1; alike ? j < n : j <= n; j++) {
                    first = $_digamma_product(first, $_digamma_quotient($_digamma_make(j, 0), a));
                    estimate *= j / a.high;
                }
                const int representable = fabs(estimate) > 0x1p-900 && fabs(estimate) < 0x1p1000;
                if (alike) {
                    return representable ? first : $_digamma_make(estimate, 0);
                }
                $_digamma_pair z = a;
                $_digamma_pair total = $_digamma_make(0, 0);
                while (z.high < 30 + n) {
                    total = $_digamma_sum(total, $_power($_digamma_quotient(a, z), n + 1));
                    z = $_digamma_sum(z, $_digamma_make(1, 0));
                }
                const $_digamma_pair square = $_digamma_product(z, z);
                const $_digamma_pair twice = $_digamma_product(z, $_digamma_make(2, 0));
                $_digamma_pair factor = $_digamma_quotient($_digamma_make(n + 1, 0), twice);
                $_digamma_pair series = $_digamma_quotient(z, $_digamma_make(n, 0));
                series = $_digamma_sum(series, $_digamma_make(0.5, 0));
                for (int k = 1; k <= 12; k++) {
                    const $_digamma_pair bernoulli = $_digamma_quotient(
                            $_digamma_make(numerators[k - 1], 0), $_digamma_make(denominators[k - 1], 0));
                    const $_digamma_pair step = $_digamma_quotient(
                            $_digamma_make((n + 2 * k) * (n + 2 * k + 1), 0), square);
                    series = $_digamma_sum(series, $_digamma_product(factor, bernoulli));
                    factor = $_digamma_quotient(
                            $_digamma_product(factor, step), $_digamma_make((2 * k + 1) * (2 * k + 2), 0));
                }
                total = $_digamma_sum(total, $_digamma_product($_power($_digamma_quotient(a, z), n + 1), series));
                return representable ? $_digamma_product(first, total) : $_digamma_make(estimate * total.high, 0);
            }

            static double $(double n, double x) {
                if (n == 0) {
                    return $_digamma(x);
                }
                if (!(n > 0 && n <= 1000 && n == rint(n)) || x != x || x == -INFINITY) {
                    return NAN;
                }
                const int odd = fmod(n, 2) == 1;
                const double sign = odd ? 1 : -1;
                if (x > 0) {
                    return sign * $_hurwitz(n, $_digamma_make(x, 0)).high;
                }
                if (x == rint(x)) {
                    return odd ? INFINITY : x == 0 ? -1 / x : NAN;
                }
                const double below_x = floor(x);
                const $_digamma_pair mirrored = $_digamma_make(-x, 0);
                const $_digamma_pair fraction = $_digamma_sum($_digamma_make(x, 0), $_digamma_make(-below_x, 0));
                const $_digamma_pair above = $_hurwitz(n, fraction);
                const $_digamma_pair below = $_hurwitz(n, $_digamma_sum(mirrored, $_digamma_make(below_x + 1, 0)));
                const $_digamma_pair beyond = $_hurwitz(n, $_digamma_sum(mirrored, $_digamma_make(1, 0)));
                const $_digamma_pair negative = isinf(below.high)
                        ? below : $_digamma_sum(below, $_digamma_product(beyond, $_digamma_make(-1, 0)));
                const $_digamma_pair signed_part = $_digamma_product(negative, $_digamma_make(sign, 0));
                const $_digamma_pair whole = $_digamma_sum(above, signed_part);
                return sign * (whole.high != whole.high ? above.high + sign * negative.high : whole.high);
            }
            """;

    private Gamma() {}
}
