package mg.testing;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import mg.ir.ElementOp;
import mg.ir.ElementType;
import mg.ir.Tensor;
import mg.ir.Type;

/// The values at which implementations of element operations differ, and all operands made of them.
public final class Edges {
    private static final double[] REALS = {
        0.0, -0.0, 1, -1, 0.5, -0.5, 1.5, 2.5, -2.5, 2, 3, -3, 0.1, 0.49999999999999994, 1e-5, 100, -171.5,
        Double.MIN_VALUE, -Double.MIN_VALUE, Double.MIN_NORMAL, 0x1p52, 0x1.fffffffffffffp52, 1e308, -1e308,
        Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN
    };
    private static final double[] SINGLES = {
        0.0, -0.0, 1, -1, 0.5, -0.5, 1.5, 2.5, -2.5, 2, 3, -3, 0.1, 0.49999997, 1e-5, 100, -17.5,
        Float.MIN_VALUE, -Float.MIN_VALUE, Float.MIN_NORMAL, 0x1p23, 0x1.fffffep23, 3e38, -3e38,
        Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN
    };
    private static final long[] WHOLES = {
        0, 1, -1, 2, -2, 3, 7, -7, 1L << 31, -(1L << 31), 1L << 53, (1L << 53) + 1, Long.MAX_VALUE, Long.MIN_VALUE,
        Long.MIN_VALUE + 1
    };

    /// Operations that a mathematical library computes, each within 4 ulp; all others are exact.
    private static final Set<ElementOp> LIBRARY = EnumSet.of(
            ElementOp.POW, ElementOp.ATAN2, ElementOp.HYPOT, ElementOp.CBRT, ElementOp.EXP, ElementOp.EXPM1,
            ElementOp.LOG, ElementOp.LOG1P, ElementOp.SIN, ElementOp.COS, ElementOp.TAN, ElementOp.ASIN, ElementOp.ACOS,
            ElementOp.ATAN, ElementOp.SINH, ElementOp.COSH, ElementOp.TANH, ElementOp.SIGMOID, ElementOp.ERF,
            ElementOp.LGAMMA, ElementOp.DIGAMMA, ElementOp.POLYGAMMA);

    private Edges() {}

    /// Whether the last bits of the operation may differ between backends.
    public static boolean isLibrary(ElementOp op) {
        return LIBRARY.contains(op);
    }

    /// Whether the operation takes such operands; for `select`, as its last two.
    public static boolean takes(ElementOp op, ElementType element) {
        return switch (op.evaluation()) {
            case ElementOp.Arithmetic(_, ElementOp.Whole whole) ->
                element.isReal() || whole != null && element == ElementType.I64;
            case ElementOp.Compare _ -> element.isNumeric() || op == ElementOp.EQ || op == ElementOp.NE;
            case ElementOp.Logic _ -> element == ElementType.BOOL;
            case ElementOp.Select _ -> true;
        };
    }

    /// The values of one element type.
    public static Tensor of(ElementType element) {
        return switch (element) {
            case F64 -> reals(element, REALS);
            case F32 -> reals(element, SINGLES);
            case I64 -> Tensor.wholes(Type.of(element, WHOLES.length), k -> WHOLES[k]);
            case BOOL -> reals(element, 0, 1);
        };
    }

    private static Tensor reals(ElementType element, double... values) {
        return Tensor.reals(Type.of(element, values.length), k -> values[k]);
    }

    /// Every combination of operands, one in each element of these arrays. Integer divisors are not 0.
    public static List<Tensor> operands(ElementOp op, ElementType element) {
        var columns = new ArrayList<Tensor>();
        for (int k = 0; k < op.arity(); k++) {
            boolean condition = op == ElementOp.SELECT && k == 0;
            boolean divisor = k == 1 && element == ElementType.I64 && (op == ElementOp.DIV || op == ElementOp.REM);
            Tensor all = of(condition ? ElementType.BOOL : element);
            columns.add(divisor ? all.part(Type.of(element, WHOLES.length - 1), 1) : all);
        }
        int total = columns.stream().mapToInt(c -> c.type().size()).reduce(1, (a, b) -> a * b);
        var result = new ArrayList<Tensor>();
        int period = 1;
        for (Tensor column : columns) {
            int each = period;
            int[] positions = IntStream.range(0, total).map(k -> k / each % column.type().size()).toArray();
            result.add(taken(column, positions));
            period *= column.type().size();
        }
        return result;
    }

    private static Tensor taken(Tensor from, int[] positions) {
        Type type = Type.of(from.type().element(), positions.length);
        return from.type().element() == ElementType.I64
                ? Tensor.wholes(type, k -> from.whole(positions[k]))
                : Tensor.reals(type, k -> from.real(positions[k]));
    }
}
