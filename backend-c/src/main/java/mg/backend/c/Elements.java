package mg.backend.c;

import static mg.backend.c.Expression.Level.AND;
import static mg.backend.c.Expression.Level.COMPARISON;
import static mg.backend.c.Expression.Level.CONDITIONAL;
import static mg.backend.c.Expression.Level.OR;
import static mg.backend.c.Expression.Level.PREFIX;
import static mg.backend.c.Expression.Level.PRODUCT;
import static mg.backend.c.Expression.Level.SUM;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import mg.ir.ElementOp;
import mg.ir.ElementType;

/// The table of element operations as C: one arm for each.
///
/// In `f32` everything is computed in `float`, except what `float` functions do not give within 4 ulp, and library
/// functions that are to be the same everywhere: those are rounded results of `double`.
final class Elements {
    private static final Map<ElementOp, Prelude> LANES = Map.of(
            ElementOp.EXP, Prelude.LANEEXP, ElementOp.SIGMOID, Prelude.LANESIGMOID, ElementOp.TANH, Prelude.LANETANH);

    private final Function<Prelude, String> prelude;

    /// @param prelude gives the name of a function, which will be in the file
    Elements(Function<Prelude, String> prelude) {
        this.prelude = prelude;
    }

    /// An operation on operands of this element type (for `select`: of its last two).
    Expression apply(ElementOp op, ElementType type, List<Expression> operands) {
        Expression x = operands.getFirst();
        Expression y = operands.size() > 1 ? operands.get(1) : x;
        boolean whole = type == ElementType.I64;
        return switch (op) {
            case ADD -> whole ? call(Prelude.WRAP_ADD, x, y) : Expression.binary(x, "+", SUM, y);
            case SUB -> whole ? call(Prelude.WRAP_SUB, x, y) : Expression.binary(x, "-", SUM, y);
            case MUL -> whole ? call(Prelude.WRAP_MUL, x, y) : Expression.binary(x, "*", PRODUCT, y);
            case DIV -> whole ? call(Prelude.WRAP_DIV, x, y) : Expression.binary(x, "/", PRODUCT, y);
            case REM -> whole ? call(Prelude.WRAP_REM, x, y) : math("fmod", type, x, y);
            case POW -> library(Prelude.POW, type, x, y);
            case MIN -> call(whole ? Prelude.WHOLE_MIN : single(type) ? Prelude.MIN_F32 : Prelude.MIN, x, y);
            case MAX -> call(whole ? Prelude.WHOLE_MAX : single(type) ? Prelude.MAX_F32 : Prelude.MAX, x, y);
            case ATAN2 -> library(Prelude.ATAN2, type, x, y);
            case HYPOT -> library(Prelude.HYPOT, type, x, y);
            case NEG -> whole ? call(Prelude.WRAP_NEG, x) : Expression.of("-" + x.at(PREFIX.next()), PREFIX, x);
            case ABS -> whole ? call(Prelude.WRAP_ABS, x) : math("fabs", type, x);
            case SIGN -> call(whole ? Prelude.WHOLE_SIGN : single(type) ? Prelude.SIGN_F32 : Prelude.SIGN, x);
            case SQRT -> math("sqrt", type, x);
            case CBRT -> library(Prelude.CBRT, type, x);
            case EXP -> library(Prelude.EXP, type, x);
            case EXPM1 -> library(Prelude.EXPM1, type, x);
            case LOG -> library(Prelude.LOG, type, x);
            case LOG1P -> library(Prelude.LOG1P, type, x);
            case SIN -> library(Prelude.SIN, type, x);
            case COS -> library(Prelude.COS, type, x);
            case TAN -> library(Prelude.TAN, type, x);
            case ASIN -> library(Prelude.ASIN, type, x);
            case ACOS -> library(Prelude.ACOS, type, x);
            case ATAN -> library(Prelude.ATAN, type, x);
            case SINH -> library(Prelude.SINH, type, x);
            case COSH -> library(Prelude.COSH, type, x);
            case TANH -> library(Prelude.TANH, type, x);
            case SIGMOID -> inDouble(prelude.apply(Prelude.SIGMOID), type, x);
            case ERF -> library(Prelude.ERF, type, x);
            case LGAMMA -> inDouble(prelude.apply(Prelude.LGAMMA), type, x);
            case DIGAMMA -> inDouble(prelude.apply(Prelude.DIGAMMA), type, x);
            case POLYGAMMA -> inDouble(prelude.apply(Prelude.POLYGAMMA), type, x, y);
            case RELU -> call(single(type) ? Prelude.RELU_F32 : Prelude.RELU, x);
            case FLOOR -> math("floor", type, x);
            case CEIL -> math("ceil", type, x);
            case ROUND -> math("rint", type, x);
            case LT -> compare(x, "<", y, type);
            case LE -> compare(x, "<=", y, type);
            case EQ -> compare(x, "==", y, type);
            case NE -> compare(x, "!=", y, type);
            case AND -> Expression.of(x.at(COMPARISON) + " && " + y.at(COMPARISON), AND, x, y);
            case OR -> Expression.of(x.at(COMPARISON) + " || " + y.at(COMPARISON), OR, x, y);
            case NOT -> Expression.of("!" + x.at(PREFIX.next()), COMPARISON, x);
            case SELECT -> {
                Expression z = operands.get(2);
                String text = x.at(OR) + " ? " + y.at(CONDITIONAL.next()) + " : " + z.at(CONDITIONAL.next());
                yield Expression.of(text, CONDITIONAL, x, y, z);
            }
        };
    }

    /// An operation in a loop over lanes: where results may differ in their last bits, `exp`, `sigmoid` and `tanh` are
    /// functions without branches. (`float` functions take less time than those.)
    Expression lane(ElementOp op, ElementType type, List<Expression> operands, boolean reproducible) {
        Prelude function = reproducible || single(type) && op != ElementOp.SIGMOID ? null : LANES.get(op);
        return function == null
                ? apply(op, type, operands)
                : inDouble(prelude.apply(function), type, operands.getFirst());
    }

    /// Conversion between element types.
    Expression convert(Expression x, ElementType from, ElementType to) {
        if (from == to) {
            return x;
        }
        return to == ElementType.I64 && from.isReal()
                ? call(Prelude.TRUNCATE, x)
                : Expression.of("(" + Literals.type(to) + ") " + x.at(PREFIX), PREFIX, x);
    }

    Expression call(Prelude function, Expression... arguments) {
        return Expression.call(prelude.apply(function), arguments);
    }

    /// Comparing an integer with itself is answered here: compilers warn of it.
    private static Expression compare(Expression x, String op, Expression y, ElementType type) {
        if (!type.isReal() && x.text().equals(y.text())) {
            return Expression.atom(op.equals("<=") || op.equals("==") ? "true" : "false");
        }
        return Expression.of(x.at(SUM) + " " + op + " " + y.at(SUM), COMPARISON, x, y);
    }

    private static Expression math(String function, ElementType type, Expression... arguments) {
        return Expression.call(single(type) ? function + "f" : function, arguments);
    }

    /// A function of the C library, or what stands for it.
    private Expression library(Prelude function, ElementType type, Expression... x) {
        String name = prelude.apply(function);
        return function.standard().filter(name::equals).isPresent() ? math(name, type, x) : inDouble(name, type, x);
    }

    private Expression inDouble(String function, ElementType type, Expression... x) {
        return single(type)
                ? convert(Expression.call(function, Stream.of(x)
                        .map(v -> convert(v, ElementType.F32, ElementType.F64))
                        .toArray(Expression[]::new)), ElementType.F64, type)
                : Expression.call(function, x);
    }

    private static boolean single(ElementType type) {
        return type == ElementType.F32;
    }
}
