package mg.ir;

import static mg.ir.Rule.NONE;
import static mg.ir.Rule.ZERO;
import static mg.ir.Smooth.EVERYWHERE;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The table of element operations: for each its value, where it is smooth, and its derivative by each operand.
///
/// A derivative `(b, x, y, d)` is the IR of `d · ∂y/∂x_k`; since the Jacobian of an element operation is diagonal the
/// same line serves forward mode (`d` a tangent of `x_k`) and reverse mode (`d` an adjoint of `y`). `x` are the
/// operands and `y` the result. Text form, parser, interpreter and tests are derived from this table; a backend adds
/// one arm.
///
/// Values are IEEE 754: `+ - * / sqrt` exact, library functions those of fdlibm 5.3, which is what [StrictMath] has to
/// be, and of [Special]. In `f32`, rounded to `f32` afterwards. Compiled code may differ from library functions by 4
/// ulp, unless results are to be [reproducible][Options#reproducible].
public enum ElementOp {
    ADD(Real.of(Double::sum), Whole.of(Long::sum), EVERYWHERE, (b, x, y, d) -> d, (b, x, y, d) -> d),
    SUB(Real.of((x, y) -> x - y), Whole.of((x, y) -> x - y), EVERYWHERE, (b, x, y, d) -> d, (b, x, y, d) -> b.neg(d)),
    MUL(Real.of((x, y) -> x * y), Whole.of((x, y) -> x * y), EVERYWHERE,
            (b, x, y, d) -> b.mul(d, x.get(1)), (b, x, y, d) -> b.mul(d, x.get(0))),
    /// Integers truncate toward zero; an integer division by zero is a [Trap].
    DIV(Real.of((x, y) -> x / y), Whole.of(Special::quotient), x -> Math.abs(x[1]),
            (b, x, y, d) -> b.div(d, x.get(1)), (b, x, y, d) -> b.neg(b.mul(b.div(d, x.get(1)), y))),
    /// The sign of the first operand, as `fmod` in C and `%` in Java. `∂y/∂x₁ = -(x₀ - y)/x₁`, the truncated quotient.
    REM(Real.of((x, y) -> x % y), Whole.of(Special::remainder), x -> Smooth.toMultiple(x[0], x[1]),
            (b, x, y, d) -> d, (b, x, y, d) -> b.neg(b.mul(d, b.round(b.div(b.sub(x.get(0), y), x.get(1)))))),
    /// `x^0 = 1` for every x and `1^y = 1` for every y, NaN included (IEEE 754-2019, 9.2.1).
    /// `∂/∂x₀` at exponent 0 is 0, and so is `∂/∂x₁` at base 0. The rule chooses 0 only where its formula gives none:
    /// at other bases the derivative at exponent 0 still depends on the exponent, `∂²/∂x₀∂x₁ = 1/x₀`.
    POW(Real.of(Special::pow), null, x -> x[0],
            (b, x, y, d) -> b.select(b.zeroToTheZero(x), b.like(d, 0),
                    b.mul(d, b.mul(x.get(1), b.pow(x.get(0), b.sub(x.get(1), b.like(y, 1)))))),
            (b, x, y, d) -> b.select(b.eq(x.get(0), 0), b.like(d, 0), b.mul(d, b.mul(y, b.log(x.get(0)))))),
    /// A NaN wins; of equals the second. At a tie each side gets half of the derivative.
    MIN(Real.of(Special::min), Whole.of(Math::min), x -> Math.abs(x[0] - x[1]),
            (b, x, y, d) -> b.towards(d, x.get(1), x.get(0)), (b, x, y, d) -> b.towards(d, x.get(0), x.get(1))),
    /// A NaN wins; of equals the second. At a tie each side gets half of the derivative.
    MAX(Real.of(Special::max), Whole.of(Math::max), x -> Math.abs(x[0] - x[1]),
            (b, x, y, d) -> b.towards(d, x.get(0), x.get(1)), (b, x, y, d) -> b.towards(d, x.get(1), x.get(0))),
    /// `atan2(y, x)`: the angle of the point (x, y).
    ATAN2(Real.of(StrictMath::atan2), null, x -> x[1] > 0 ? Math.hypot(x[0], x[1]) : Math.abs(x[0]),
            (b, x, y, d) -> b.div(b.mul(d, x.get(1)), b.squares(x)),
            (b, x, y, d) -> b.neg(b.div(b.mul(d, x.get(0)), b.squares(x)))),
    /// At the origin the derivative is 0.
    HYPOT(Real.of(StrictMath::hypot), null, x -> Math.hypot(x[0], x[1]),
            (b, x, y, d) -> b.select(b.eq(y, 0), b.like(d, 0), b.mul(d, b.div(x.get(0), y))),
            (b, x, y, d) -> b.select(b.eq(y, 0), b.like(d, 0), b.mul(d, b.div(x.get(1), y)))),

    NEG(Real.of(x -> -x), Whole.of(x -> -x), EVERYWHERE, (b, x, y, d) -> b.neg(d)),
    /// At 0 the derivative is 0.
    ABS(Real.of(Math::abs), Whole.of(Math::abs), x -> Math.abs(x[0]),
            (b, x, y, d) -> b.select(b.lt(x.get(0), 0), b.neg(d), b.select(b.gt(x.get(0), 0), d, b.like(d, 0)))),
    /// -1, 0 or 1; a zero keeps its sign, NaN passes.
    SIGN(Real.of(Math::signum), Whole.of(Long::signum), x -> Math.abs(x[0]), ZERO),
    /// The derivative at 0 is infinite.
    SQRT(Real.of(Math::sqrt), null, x -> x[0], (b, x, y, d) -> b.div(d, b.mul(b.like(y, 2), y))),
    CBRT(Real.of(StrictMath::cbrt), null, x -> Math.abs(x[0]),
            (b, x, y, d) -> b.div(d, b.mul(b.like(y, 3), b.mul(y, y)))),
    EXP(Real.of(StrictMath::exp), null, EVERYWHERE, (b, x, y, d) -> b.mul(d, y)),
    EXPM1(Real.of(StrictMath::expm1), null, EVERYWHERE, (b, x, y, d) -> b.mul(d, b.exp(x.get(0)))),
    /// The derivative at 0 is infinite.
    LOG(Real.of(StrictMath::log), null, x -> x[0], (b, x, y, d) -> b.div(d, x.get(0))),
    LOG1P(Real.of(StrictMath::log1p), null, x -> 1 + x[0], (b, x, y, d) -> b.div(d, b.add(b.like(y, 1), x.get(0)))),
    SIN(Real.of(StrictMath::sin), null, EVERYWHERE, (b, x, y, d) -> b.mul(d, b.cos(x.get(0)))),
    COS(Real.of(StrictMath::cos), null, EVERYWHERE, (b, x, y, d) -> b.neg(b.mul(d, b.sin(x.get(0))))),
    TAN(Real.of(StrictMath::tan), null, x -> Math.abs(Math.cos(x[0])),
            (b, x, y, d) -> b.mul(d, b.add(b.like(y, 1), b.mul(y, y)))),
    ASIN(Real.of(StrictMath::asin), null, x -> 1 - Math.abs(x[0]), (b, x, y, d) ->
            b.div(d, b.sqrt(b.oneMinusSquare(x.get(0))))),
    ACOS(Real.of(StrictMath::acos), null, x -> 1 - Math.abs(x[0]),
            (b, x, y, d) -> b.neg(b.div(d, b.sqrt(b.oneMinusSquare(x.get(0)))))),
    ATAN(Real.of(StrictMath::atan), null, EVERYWHERE,
            (b, x, y, d) -> b.div(d, b.add(b.like(y, 1), b.mul(x.get(0), x.get(0))))),
    SINH(Real.of(StrictMath::sinh), null, EVERYWHERE, (b, x, y, d) -> b.mul(d, b.cosh(x.get(0)))),
    COSH(Real.of(StrictMath::cosh), null, EVERYWHERE, (b, x, y, d) -> b.mul(d, b.sinh(x.get(0)))),
    TANH(Real.of(StrictMath::tanh), null, EVERYWHERE, (b, x, y, d) -> b.mul(d, b.oneMinusSquare(y))),
    SIGMOID(Real.of(Special::sigmoid), null, EVERYWHERE,
            (b, x, y, d) -> b.mul(d, b.mul(y, b.sub(b.like(y, 1), y)))),
    /// The error function `2/√π ∫₀ˣ exp(-t²) dt`.
    ERF(Real.of(Special::erf), null, EVERYWHERE,
            (b, x, y, d) -> b.mul(d,
            b.mul(b.like(y, 2 / Math.sqrt(Math.PI)), b.exp(b.neg(b.mul(x.get(0), x.get(0))))))),
    /// `log |Γ(x)|`.
    LGAMMA(Real.of(Special::lgamma), null, Special::distanceToPole, (b, x, y, d) -> b.mul(d, b.digamma(x.get(0)))),
    /// The derivative of `lgamma`.
    DIGAMMA(Real.of(Special::digamma), null, Special::distanceToPole,
            (b, x, y, d) -> b.mul(d, b.polygamma(b.like(y, 1), x.get(0)))),
    /// `polygamma(n, x)`: the derivative number n of `digamma`; NaN unless n is whole and from 0 to 1000.
    POLYGAMMA(Real.of(Special::polygamma), null, x -> Special.distanceToPole(x[1]),
            NONE, (b, x, y, d) -> b.mul(d, b.polygamma(b.add(x.get(0), b.like(y, 1)), x.get(1)))),
    /// At 0 the derivative is 0 (micrograd). NaN and -0.0 pass through.
    RELU(Real.of(x -> x < 0 ? 0 : x), null, x -> Math.abs(x[0]),
            (b, x, y, d) -> b.select(b.gt(x.get(0), 0), d, b.like(d, 0))),
    FLOOR(Real.of(Math::floor), null, x -> Smooth.toWhole(x[0]), ZERO),
    CEIL(Real.of(Math::ceil), null, x -> Smooth.toWhole(x[0]), ZERO),
    /// To the nearest integer, halves to the even one.
    ROUND(Real.of(Math::rint), null, x -> Smooth.toWhole(x[0] - 0.5), ZERO),

    LT(Compare.of((x, y) -> x < y, (x, y) -> x < y)),
    LE(Compare.of((x, y) -> x <= y, (x, y) -> x <= y)),
    /// On numbers and on `bool`.
    EQ(Compare.of((x, y) -> x == y, (x, y) -> x == y)),
    /// On numbers and on `bool`.
    NE(Compare.of((x, y) -> x != y, (x, y) -> x != y)),
    AND(Logic.of((x, y) -> x && y)),
    OR(Logic.of((x, y) -> x || y)),
    NOT(Logic.not()),
    /// `select(c, a, b)` is `a` where `c` is true, otherwise `b`; both are evaluated.
    SELECT(new Select(), EVERYWHERE, ZERO,
            (b, x, y, d) -> b.select(x.get(0), d, b.like(d, 0)),
            (b, x, y, d) -> b.select(x.get(0), b.like(d, 0), d));

    /// How the operation computes: what its operands are and what it gives.
    public sealed interface Evaluation permits Arithmetic, Compare, Logic, Select {
        /// The number of operands.
        int arity();
    }

    /// Operands and result of one numeric type; `whole` is absent for operations on reals alone.
    public record Arithmetic(Real real, Whole whole) implements Evaluation {
        @Override
        public int arity() {
            return real.arity();
        }
    }

    /// Two operands of one type, a `bool` result.
    public record Compare(RealTest real, WholeTest whole) implements Evaluation {
        static Compare of(RealTest real, WholeTest whole) {
            return new Compare(real, whole);
        }

        @Override
        public int arity() {
            return 2;
        }
    }

    /// `bool` operands, a `bool` result.
    public record Logic(int arity, BoolTest test) implements Evaluation {
        static Logic of(BoolTest test) {
            return new Logic(2, test);
        }

        static Logic not() {
            return new Logic(1, (x, _) -> !x);
        }
    }

    /// A `bool` and two values of one type.
    public record Select() implements Evaluation {
        @Override
        public int arity() {
            return 3;
        }
    }

    /// A function of one or two reals.
    public record Real(int arity, java.util.function.DoubleBinaryOperator at) {
        static Real of(java.util.function.DoubleUnaryOperator f) {
            return new Real(1, (x, _) -> f.applyAsDouble(x));
        }

        static Real of(java.util.function.DoubleBinaryOperator f) {
            return new Real(2, f);
        }
    }

    /// A function of one or two integers.
    public record Whole(java.util.function.LongBinaryOperator at) {
        static Whole of(java.util.function.LongUnaryOperator f) {
            return new Whole((x, _) -> f.applyAsLong(x));
        }

        static Whole of(java.util.function.LongBinaryOperator f) {
            return new Whole(f);
        }
    }

    /// A comparison of reals.
    public interface RealTest {
        boolean test(double x, double y);
    }

    /// A comparison of integers.
    public interface WholeTest {
        boolean test(long x, long y);
    }

    /// A function of truth values.
    public interface BoolTest {
        boolean test(boolean x, boolean y);
    }

    private static final Map<String, ElementOp> BY_NAME =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(ElementOp::toString, op -> op));

    private final Evaluation evaluation;
    private final Smooth smooth;
    private final List<Rule> derivatives;

    ElementOp(Real real, Whole whole, Smooth smooth, Rule... derivatives) {
        this(new Arithmetic(real, whole), smooth, derivatives);
    }

    ElementOp(Evaluation evaluation) {
        this(evaluation, EVERYWHERE);
    }

    ElementOp(Evaluation evaluation, Smooth smooth, Rule... derivatives) {
        this.evaluation = evaluation;
        this.smooth = smooth;
        this.derivatives = List.of(derivatives);
    }

    /// The operation of that name in the text form.
    public static java.util.Optional<ElementOp> named(String name) {
        return java.util.Optional.ofNullable(BY_NAME.get(name));
    }

    /// How it computes.
    public Evaluation evaluation() {
        return evaluation;
    }

    /// The number of operands.
    public int arity() {
        return evaluation.arity();
    }

    /// Where it is smooth.
    public Smooth smooth() {
        return smooth;
    }

    /// The derivative by operand `k`; [Rule#ZERO] where the result is not real.
    public Rule derivative(int k) {
        return derivatives.isEmpty() ? ZERO : derivatives.get(k);
    }

    /// The type of the result for operands of these types.
    ///
    /// @throws IllegalArgumentException if it does not take such operands
    public Type resultType(List<Type> operands) {
        if (operands.size() != arity()) {
            throw new IllegalArgumentException(this + " takes " + arity() + " operands, not " + operands.size());
        }
        List<Type> alike = evaluation instanceof Select ? operands.subList(1, 3) : operands;
        Type type = alike.getFirst();
        if (alike.stream().anyMatch(t -> !t.equals(type))) {
            throw new IllegalArgumentException(this + " takes operands of one type, not "
                    + alike.stream().map(Type::toString).collect(Collectors.joining(" and ")));
        }
        boolean fits = switch (evaluation) {
            case Arithmetic(_, Whole whole) -> type.isReal() || whole != null && type.element() == ElementType.I64;
            case Compare _ -> type.element().isNumeric() || this == EQ || this == NE;
            case Logic _ -> type.element() == ElementType.BOOL;
            case Select _ -> operands.getFirst().equals(type.as(ElementType.BOOL));
        };
        if (!fits) {
            throw new IllegalArgumentException(this + " does not take operands of type "
                    + operands.stream().map(Type::toString).collect(Collectors.joining(", ")));
        }
        return evaluation instanceof Compare ? type.as(ElementType.BOOL) : type;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
