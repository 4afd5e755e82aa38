package mg.backend.c;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/// What C has no operator or function for: small static functions, each written into a file that uses it, after those
/// it uses. In a text `$` is its own name and `$exp` that of another.
enum Prelude {
    FAULT("fault", """
            static int $(void *workspace, int64_t index, int status) {
                *(int64_t *) workspace = index;
                return status;
            }
            """),
    /// Integer arithmetic wraps; in C only that of unsigned integers does.
    WRAP_ADD("wrap_add",
            "static inline int64_t $(int64_t x, int64_t y) { return (int64_t) ((uint64_t) x + (uint64_t) y); }\n"),
    WRAP_SUB("wrap_sub",
            "static inline int64_t $(int64_t x, int64_t y) { return (int64_t) ((uint64_t) x - (uint64_t) y); }\n"),
    WRAP_MUL("wrap_mul",
            "static inline int64_t $(int64_t x, int64_t y) { return (int64_t) ((uint64_t) x * (uint64_t) y); }\n"),
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
    /// Toward zero, out of range to the nearest, NaN to 0.
    TRUNCATE("truncate", """
            static inline int64_t $(double x) {
                if (x >= 0x1p63) {
                    return INT64_MAX;
                }
                return x >= -0x1p63 ? (int64_t) x : x != x ? 0 : INT64_MIN;
            }
            """),
    /// Writes whole lines past the caches, from 64 to 64 bytes.
    STREAM("stream", """
            static inline void $(void *to, const void *from, int64_t bytes) {
            #ifdef __SSE2__
                char *const p = (char *) to;
                const char *const q = (const char *) from;
                int64_t done = (int64_t) (-(uintptr_t) p & 63);
                done = done < bytes ? done : bytes;
                memcpy(p, q, (size_t) done);
                for (; done + 64 <= bytes; done += 64) {
                    for (int k = 0; k < 64; k += 16) {
                        const __m128i line = _mm_loadu_si128((const __m128i *) (const void *) (q + done + k));
                        _mm_stream_si128((__m128i *) (void *) (p + done + k), line);
                    }
                }
                memcpy(p + done, q + done, (size_t) (bytes - done));
            #else
                memcpy(to, from, (size_t) bytes);
            #endif
            }
            """),
    /// What was streamed is there for other threads before anything that is written later.
    STREAMED("streamed", """
            static inline void $(void) {
            #ifdef __SSE2__
                _mm_sfence();
            #endif
            }
            """),

    // From here on each in a file of its own: what C leaves to a library, the same everywhere, and what that is made
    // of.

    HIGH("high"),
    SIZE("size"),
    LOW("low"),
    MAKE("make"),
    COARSE("coarse"),
    SCALED("scaled"),
    EXP("exp"),
    EXPM1("expm1"),
    LOG("log"),
    LOG1P("log1p"),
    POW("pow"),
    SINH("sinh"),
    COSH("cosh"),
    TANH("tanh"),
    CBRT("cbrt"),
    HYPOT("hypot"),
    ARC("arc"),
    ASIN("asin"),
    ACOS("acos"),
    ATAN("atan"),
    ATAN2("atan2"),
    REMAINDER("remainder"),
    WAVE("wave"),
    SIN("sin"),
    COS("cos"),
    TAN("tan"),
    ERF("erf"),
    PAIR("pair"),
    LGAMMA("lgamma"),
    /// What C has no function for at all.
    SIGMOID("sigmoid"),
    DIGAMMA("digamma"),
    POLYGAMMA("polygamma"),
    /// What is done in all lanes at once.
    FUSED("fused"),
    LANEFRACTION("lanefraction"),
    LANEREST("lanerest"),
    LANEPOWER("lanepower"),
    LANEEXP("laneexp"),
    LANESIGMOID("lanesigmoid"),
    LANETANH("lanetanh");

    /// Where a text names another function, or itself.
    private static final Pattern NAME = Pattern.compile("\\$([a-z][a-z0-9]*)?");

    private final String wanted;
    private final String text;

    Prelude(String wanted, String text) {
        this.wanted = "mg_" + wanted;
        this.text = text;
    }

    /// With the text of a file beside this class.
    Prelude(String file) {
        this(file, read(file + ".c"));
    }

    private static String read(String file) {
        try (InputStream in = Prelude.class.getResourceAsStream(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The function of the C library that stands for this where results may differ in their last bits; or nothing.
    Optional<String> standard() {
        return switch (this) {
            case EXP, EXPM1, LOG, LOG1P, POW, SINH, COSH, TANH, CBRT, HYPOT, ASIN, ACOS, ATAN, ATAN2, SIN, COS, TAN,
            ERF,
                    LGAMMA -> Optional.of(name().toLowerCase(Locale.ROOT));
            case FAULT, WRAP_ADD, WRAP_SUB, WRAP_MUL, WRAP_NEG, WRAP_ABS, WRAP_DIV, WRAP_REM, WHOLE_MIN, WHOLE_MAX,
                    WHOLE_SIGN, MIN, MAX, MIN_F32, MAX_F32, SIGN, SIGN_F32, RELU, RELU_F32, TRUNCATE, STREAM, STREAMED,
                    HIGH, SIZE, LOW, MAKE, COARSE, SCALED, ARC, REMAINDER, WAVE, PAIR, SIGMOID, DIGAMMA, POLYGAMMA,
                    FUSED, LANEFRACTION, LANEREST, LANEPOWER, LANEEXP, LANESIGMOID, LANETANH -> Optional.empty();
        };
    }

    /// The name it has unless a user's function has that already.
    String wanted() {
        return wanted;
    }

    /// The others that its definition names.
    List<Prelude> uses() {
        return NAME.matcher(text).results().filter(m -> m.group(1) != null).map(m -> named(m.group(1))).distinct()
                .toList();
    }

    private static Prelude named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    /// Its definition.
    ///
    /// @param names the names of this and of others
    String definition(Function<Prelude, String> names) {
        return NAME.matcher(text).replaceAll(m -> names.apply(m.group(1) == null ? this : named(m.group(1))));
    }
}
