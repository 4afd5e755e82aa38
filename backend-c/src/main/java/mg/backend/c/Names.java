package mg.backend.c;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// The identifiers of one scope of C: made of a user's names, none taken twice, none with a meaning of its own in C or
/// C++. What an enclosing scope has taken is taken here too, so nothing is ever shadowed.
final class Names {
    /// Keywords of C11 and of C++20, then what the headers we include define and generated code may name.
    private static final Set<String> RESERVED = Set.of(
            """
            auto break case char const continue default do double else enum extern float for goto if inline int long \
            register restrict return short signed sizeof static struct switch typedef union unsigned void volatile \
            while alignas alignof and and_eq asm atomic_cancel atomic_commit atomic_noexcept bitand bitor bool catch \
            char8_t char16_t char32_t class co_await co_return co_yield compl concept consteval constexpr constinit \
            const_cast decltype delete dynamic_cast explicit export false final friend import module mutable namespace \
            new noexcept not not_eq nullptr operator or or_eq override private protected public reflexpr \
            reinterpret_cast requires static_assert static_cast synchronized template this thread_local throw true \
            try typeid typename typeof using virtual wchar_t xor xor_eq main errno \
            I NULL NAN INFINITY EOF BUFSIZ OVERFLOW UNDERFLOW DOMAIN SING PLOSS TLOSS offsetof noreturn complex \
            imaginary linux unix i386 near far memcpy memmove memset memcmp strlen abs labs llabs div ldiv lldiv \
            acos acosh asin asinh atan atan2 atanh cbrt ceil copysign cos cosh erf erfc exp exp2 exp10 expm1 fabs \
            fdim floor fma fmax fmin fmod fpclassify frexp gamma hypot ilogb isfinite isgreater isgreaterequal isinf \
            isless islessequal islessgreater isnan isnormal isunordered ldexp lgamma lgamma_r lgammaf_r lgammal_r llrint \
            llround log log10 log1p log2 logb lrint lround modf nan nearbyint nextafter nexttoward pow remainder \
            remquo rint round scalbln scalbn signbit signgam sin sincos sinh sqrt tan tanh tgamma trunc \
            acosf asinf atanf atan2f cbrtf ceilf cosf coshf erff expf expm1f fabsf floorf fmodf hypotf lgammaf logf \
            log1pf powf rintf sinf sinhf sqrtf tanf tanhf"""
                    .split(" +"));

    private static final Pattern RESERVED_FORMS = Pattern.compile(
            "(u?int(_?(fast|least|ptr|max))?\\d*|s?size|ptrdiff|max_align|double|float|nullptr)_t"
                    + "|(U?INT|SIZE|PTRDIFF|WCHAR|WINT|SIG_ATOMIC|FP|M|HUGE|MATH|FLT|DBL|LDBL|FE)_?[A-Z0-9_]*_[A-Z0-9_]*"
                    + "|HUGE(_VAL[FL]?)?");

    private final Names enclosing;
    private final Set<String> taken = new HashSet<>();
    /// The next number to try behind an identifier that is taken: what is taken stays so.
    private final Map<String, Integer> numbers = new HashMap<>();

    /// A scope inside another; the outermost one has none.
    Names(Names enclosing) {
        this.enclosing = enclosing;
    }

    /// An identifier like `wanted` that is free in this scope; now it is taken.
    String unique(String wanted) {
        String like = identifier(wanted);
        String name = like;
        if (isTaken(name)) {
            int k = numbers.getOrDefault(like, 2);
            do {
                name = like + "_" + k++;
            } while (isTaken(name));
            numbers.put(like, k);
        }
        taken.add(name);
        return name;
    }

    /// Whether an identifier is taken here or in a scope around this one.
    boolean isTaken(String name) {
        return taken.contains(name) || enclosing != null && enclosing.isTaken(name);
    }

    /// Takes an identifier as it is.
    void take(String name) {
        taken.add(name);
    }

    /// `text` as an identifier that means nothing else: letters beyond ASCII by their code points, other characters as
    /// underscores, but none first and no two together.
    static String identifier(String text) {
        var out = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (c < 128 && Character.isLetterOrDigit(c)) {
                out.appendCodePoint(c);
            } else if (Character.isLetterOrDigit(c)) {
                out.append("u%04x".formatted(c));
            } else if (!out.isEmpty() && out.charAt(out.length() - 1) != '_') {
                out.append('_');
            }
        });
        if (out.isEmpty() || Character.isDigit(out.charAt(0))) {
            out.insert(0, 'v');
        }
        String name = out.toString();
        boolean reserved = RESERVED.contains(name) || RESERVED_FORMS.matcher(name).matches();
        return reserved ? name + (name.endsWith("_") ? "x" : "_") : name;
    }
}
