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
    DIGAMMA("digamma", Gamma.DIGAMMA),
    /// In sums of two doubles as well: `(-1)^(n+1) n! Σ (x + k)^-(n+1)`, by the formula of Euler and Maclaurin.
    POLYGAMMA("polygamma", Gamma.DIGAMMA.replace("$", "$_digamma") + Gamma.POLYGAMMA),
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
