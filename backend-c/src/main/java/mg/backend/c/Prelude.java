package mg.backend.c;

/// What C has no operator or function for: small static functions, each written into a file that uses it.
enum Prelude {
    FAULT("fault", """
            static int $(void *workspace, int64_t index, int status) {
                *(int64_t *) workspace = index;
                return status;
            }
            """),
    /// Integer arithmetic wraps; in C only that of unsigned integers does.
    WRAP_ADD("wrap_add", "static inline int64_t $(int64_t x, int64_t y) { return (int64_t) ((uint64_t) x + (uint64_t) y); }\n"),
    WRAP_SUB("wrap_sub", "static inline int64_t $(int64_t x, int64_t y) { return (int64_t) ((uint64_t) x - (uint64_t) y); }\n"),
    WRAP_MUL("wrap_mul", "static inline int64_t $(int64_t x, int64_t y) { return (int64_t) ((uint64_t) x * (uint64_t) y); }\n"),
    WRAP_NEG("wrap_neg", "static inline int64_t $(int64_t x) { return (int64_t) (0 - (uint64_t) x); }\n"),
    WRAP_ABS("wrap_abs", "static inline int64_t $(int64_t x) { return x < 0 ? (int64_t) (0 - (uint64_t) x) : x; }\n"),
    /// INT64_MIN / -1 wraps, and would stop the process if it were divided.
    WRAP_DIV("wrap_div", "static inline int64_t $(int64_t x, int64_t y) { return y == -1 ? (int64_t) (0 - (uint64_t) x) : x / y; }\n"),
    WRAP_REM("wrap_rem", "static inline int64_t $(int64_t x, int64_t y) { return y == -1 ? 0 : x % y; }\n"),
    WHOLE_MIN("min_i64", "static inline int64_t $(int64_t x, int64_t y) { return x < y ? x : y; }\n"),
    WHOLE_MAX("max_i64", "static inline int64_t $(int64_t x, int64_t y) { return x > y ? x : y; }\n"),
    WHOLE_SIGN("sign_i64", "static inline int64_t $(int64_t x) { return (x > 0) - (x < 0); }\n"),
    /// A NaN wins; of equals the second.
    MIN("min", "static inline double $(double x, double y) { return x < y || x != x ? x : y; }\n"),
    MAX("max", "static inline double $(double x, double y) { return x > y || x != x ? x : y; }\n"),
    MIN_F32("min_f32", "static inline float $(float x, float y) { return x < y || x != x ? x : y; }\n"),
    MAX_F32("max_f32", "static inline float $(float x, float y) { return x > y || x != x ? x : y; }\n"),
    SIGN("sign", "static inline double $(double x) { return x > 0 ? 1 : x < 0 ? -1 : x; }\n"),
    SIGN_F32("sign_f32", "static inline float $(float x) { return x > 0 ? 1 : x < 0 ? -1 : x; }\n"),
    RELU("relu", "static inline double $(double x) { return x < 0 ? 0 : x; }\n"),
    RELU_F32("relu_f32", "static inline float $(float x) { return x < 0 ? 0 : x; }\n"),
    SIGMOID("sigmoid", """
            static inline double $(double x) {
                const double e = exp(-fabs(x));
                return (x < 0 ? e : 1) / (1 + e);
            }
            """),
    /// In sums of two doubles, because it has zeros between the poles. `log z - 1/2z - Σ B₂ₖ / (2k z^2k) - 1/x - … -
    /// 1/(z-1)` with `z ≥ 30`; from 10 on in doubles; below -40 `ψ(1 - x) - π cot πx`.
    DIGAMMA("digamma", """
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
            """),
    /// Toward zero, out of range to the nearest, NaN to 0.
    TRUNCATE("truncate", """
            static inline int64_t $(double x) {
                if (x >= 0x1p63) {
                    return INT64_MAX;
                }
                return x >= -0x1p63 ? (int64_t) x : x != x ? 0 : INT64_MIN;
            }
            """);

    private final String wanted;
    private final String text;

    Prelude(String wanted, String text) {
        this.wanted = "mg_" + wanted;
        this.text = text;
    }

    /// The name it has unless a user's function has that already.
    String wanted() {
        return wanted;
    }

    /// Its definition under a name.
    String definition(String name) {
        return text.replace("$", name);
    }
}
