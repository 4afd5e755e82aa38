package mg.passes;

import java.util.List;
import java.util.stream.IntStream;
import mg.ir.Builder;
import mg.ir.ElementOp;
import mg.ir.Function;
import mg.ir.Instruction;
import mg.ir.Operation;
import mg.ir.Tensor;
import mg.ir.Type;
import mg.ir.Var;

/// Rewrites that are exact in IEEE 754 for every value, NaN and signed zeros included; `x+0.0`, `x*0` and `x-x` are
/// not. Small constant powers become multiplications, within the accuracy of `pow`.
public final class Identities {
    private Identities() {}

    public static Function run(Function function) {
        return Rewriter.run(function, Identities::same);
    }

    /// The same without `x^3 = x·x·x`, which rounds twice: for where every bit counts.
    public static Function exact(Function function) {
        return Rewriter.run(function, (b, i) -> isCube(b, i) ? List.of() : same(b, i));
    }

    private static List<Var> same(Builder b, Instruction i) {
        Var same = simplify(b, i);
        return same == null ? List.of() : List.of(same);
    }

    private static boolean isCube(Builder b, Instruction i) {
        return i.operation() instanceof Operation.Element(ElementOp op) && op == ElementOp.POW
                && is(b, i.operand(1), 3);
    }

    private static Var simplify(Builder b, Instruction i) {
        return switch (i.operation()) {
            case Operation.Element(ElementOp op) -> element(b, op, i.operands());
            // cast of a value of that type = the value
            case Operation.Cast(var to) when i.operand(0).type().element() == to -> i.operand(0);
            case Operation.Reshape(List<Integer> shape) -> reshape(b, shape, i.operand(0));
            case Operation.Transpose(List<Integer> axes) -> transpose(b, axes, i.operand(0));
            case Operation.Index _ -> index(b, i);
            case Operation.Place(List<Integer> shape) -> place(b, shape, i);
            default -> null;
        };
    }

    private static Var element(Builder b, ElementOp op, List<Var> x) {
        Var first = x.getFirst();
        return switch (op) {
            // x + (-0.0) = x, also for integers
            case ADD -> isZero(b, x.get(1), true) ? first : isZero(b, first, true) ? x.get(1) : null;
            // x - 0.0 = x
            case SUB -> isZero(b, x.get(1), false) ? first : null;
            // x * 1 = x
            case MUL -> is(b, x.get(1), 1) ? first : is(b, first, 1) ? x.get(1) : null;
            // x / 1 = x
            case DIV -> is(b, x.get(1), 1) ? first : null;
            // -(-x) = x
            case NEG -> isElement(b, first, ElementOp.NEG) ? b.definition(first).orElseThrow().operand(0) : null;
            // !!x = x
            case NOT -> isElement(b, first, ElementOp.NOT) ? b.definition(first).orElseThrow().operand(0) : null;
            case POW -> power(b, first, x.get(1));
            // c ? x : x = x
            case SELECT -> x.get(1).equals(x.get(2)) ? x.get(1) : selected(b, x);
            // true && x = x, false && x = false
            case AND -> is(b, first, 1) ? x.get(1) : is(b, x.get(1), 1) || is(b, first, 0) ? first : is(b, x.get(1), 0)
                    ? x.get(1) : null;
            // false || x = x, true || x = true
            case OR -> is(b, first, 0) ? x.get(1) : is(b, x.get(1), 0) || is(b, first, 1) ? first : is(b, x.get(1), 1)
                    ? x.get(1) : null;
            case REM, MIN, MAX, ATAN2, HYPOT, ABS, SIGN, SQRT, CBRT, EXP, EXPM1, LOG, LOG1P, SIN, COS, TAN, ASIN, ACOS,
                    ATAN, SINH, COSH, TANH, SIGMOID, ERF, LGAMMA, DIGAMMA, POLYGAMMA, RELU, FLOOR, CEIL, ROUND, LT, LE,
                    EQ, NE -> null;
        };
    }

    /// true ? x : y = x, false ? x : y = y
    private static Var selected(Builder b, List<Var> x) {
        return is(b, x.get(0), 1) ? x.get(1) : is(b, x.get(0), 0) ? x.get(2) : null;
    }

    /// x^0 = 1, x^1 = x, x^2 = x·x, x^3 = x·x·x, x^-1 = 1/x
    private static Var power(Builder b, Var x, Var exponent) {
        return is(b, exponent, 0) ? b.like(x, 1)
                : is(b, exponent, 1) ? x
                : is(b, exponent, 2) ? b.mul(x, x)
                : is(b, exponent, 3) ? b.mul(b.mul(x, x), x)
                : is(b, exponent, -1) ? b.div(b.like(x, 1), x)
                : null;
    }

    /// reshape(reshape(x)) = reshape(x), and to its own shape = x
    private static Var reshape(Builder b, List<Integer> shape, Var x) {
        if (x.type().shape().equals(shape)) {
            return x;
        }
        return b.operation(x).orElse(null) instanceof Operation.Reshape
                ? b.reshape(b.definition(x).orElseThrow().operand(0), shape)
                : null;
    }

    /// transpose(transpose(x)) = transpose(x) by both permutations, and by none = x
    private static Var transpose(Builder b, List<Integer> axes, Var x) {
        if (IntStream.range(0, axes.size()).allMatch(k -> axes.get(k) == k)) {
            return x;
        }
        return b.operation(x).orElse(null) instanceof Operation.Transpose(List<Integer> inner)
                ? b.transpose(b.definition(x).orElseThrow().operand(0), axes.stream().map(inner::get).toList())
                : null;
    }

    private static Var index(Builder b, Instruction i) {
        Var array = i.operand(0);
        Instruction source = b.definition(array).orElse(null);
        if (source == null) {
            return null;
        }
        List<Var> positions = i.operands().subList(1, i.operands().size());
        return switch (source.operation()) {
            // A[i…][j…] = A[i…, j…]
            case Operation.Index _ -> b.index(source.operand(0), Lists.concat(
                    source.operands().subList(1, source.operands().size()), positions));
            // transpose(A)[i…] = A[permuted i…], when every axis has a position
            case Operation.Transpose(List<Integer> axes) when positions.size() == axes.size() ->
                b.index(source.operand(0), IntStream.range(0, axes.size())
                        .mapToObj(axis -> positions.get(axes.indexOf(axis)))
                        .toList());
            // place(v, k…)[k…] = v
            case Operation.Place _ when positions.equals(source.operands().subList(1, source.operands().size())) ->
                source.operand(0);
            case Operation.Broadcast(_, List<Integer> axes) when Inside.all(b, array.type(), positions) ->
                repeated(b, source.operand(0), axes, positions, i.result().type().shape());
            // iota[i] = i, when i is surely inside
            case Operation.Iota _ when Inside.all(b, array.type(), positions) -> positions.getFirst();
            default -> null;
        };
    }

    /// broadcast(x)[i…] = broadcast(x[some of i…]), when the positions are surely inside
    private static Var repeated(Builder b, Var x, List<Integer> axes, List<Var> positions, List<Integer> shape) {
        int given = positions.size();
        Var part = b.index(x, axes.stream().filter(axis -> axis < given).map(positions::get).toList());
        List<Integer> left = axes.stream().filter(axis -> axis >= given).map(axis -> axis - given).toList();
        return shape.equals(part.type().shape()) ? part : b.emit(new Operation.Broadcast(shape, left), part);
    }

    /// place(place(v, j…), i…) = place(v, i…, j…), and reshape(v) where nothing is left for zeros, when i… are surely
    /// inside
    private static Var place(Builder b, List<Integer> shape, Instruction i) {
        Var value = i.operand(0);
        List<Var> positions = i.operands().subList(1, i.operands().size());
        Instruction source = b.definition(value).orElse(null);
        if (source != null && source.operation() instanceof Operation.Place) {
            return b.place(shape, source.operand(0),
                    Lists.concat(positions, source.operands().subList(1, source.operands().size())));
        }
        Type type = i.result().type();
        return !value.type().isScalar() && type.size() == value.type().size() && Inside.all(b, type, positions)
                ? b.reshape(value, shape)
                : null;
    }

    private static boolean isElement(Builder b, Var x, ElementOp op) {
        return b.operation(x).orElse(null) instanceof Operation.Element(ElementOp other) && other == op;
    }

    /// Whether `x` is this constant, in every element.
    private static boolean is(Builder b, Var x, double value) {
        Tensor constant = constant(b, x);
        return constant != null && constant.real(0) == value;
    }

    /// Whether `x` is a zero of that sign; an integer zero is of both.
    static boolean isZero(Builder b, Var x, boolean negative) {
        Type type = x.type();
        Tensor constant = constant(b, x);
        return constant != null
                && constant.real(0) == 0
                && (!type.isReal() || negative == (1 / constant.real(0) < 0));
    }

    /// The scalar constant that `x` is, or repeats; or null.
    private static Tensor constant(Builder b, Var x) {
        return switch (b.operation(x).orElse(null)) {
            case Operation.Const(Tensor value) when value.type().isScalar() -> value;
            case Operation.Broadcast(_, List<Integer> axes) when axes.isEmpty() ->
                constant(b, b.definition(x).orElseThrow().operand(0));
            case null, default -> null;
        };
    }
}
