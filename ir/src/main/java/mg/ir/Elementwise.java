package mg.ir;

import java.util.List;

/// The element operations on whole values.
final class Elementwise {
    private Elementwise() {}

    /// `op` of these operands, element by element.
    static Tensor apply(ElementOp op, List<Tensor> x, Span span) {
        Tensor first = x.getFirst();
        Tensor second = x.size() > 1 ? x.get(1) : first;
        return switch (op.evaluation()) {
            case ElementOp.Arithmetic(ElementOp.Real real, ElementOp.Whole whole) ->
                switch (first.data()) {
                    case double[] a -> reals(real, first.type(), a, second.doubles());
                    case float[] a -> reals(real, first.type(), a, second.floats());
                    case long[] a -> wholes(op, whole, first.type(), a, second.longs(), span);
                    default -> throw new AssertionError(first);
                };
            case ElementOp.Compare compare -> compare(compare, first, second);
            case ElementOp.Logic(_, ElementOp.BoolTest test) -> logic(test, first, second);
            case ElementOp.Select _ -> select(first.booleans(), second, x.get(2));
        };
    }

    private static Tensor reals(ElementOp.Real f, Type type, double[] x, double[] y) {
        var result = new double[x.length];
        for (int k = 0; k < x.length; k++) {
            result[k] = f.at().applyAsDouble(x[k], y[k]);
        }
        return Tensor.view(type, result);
    }

    private static Tensor reals(ElementOp.Real f, Type type, float[] x, float[] y) {
        var result = new float[x.length];
        for (int k = 0; k < x.length; k++) {
            result[k] = (float) f.at().applyAsDouble(x[k], y[k]);
        }
        return Tensor.view(type, result);
    }

    private static Tensor wholes(ElementOp op, ElementOp.Whole f, Type type, long[] x, long[] y, Span span) {
        boolean divides = op == ElementOp.DIV || op == ElementOp.REM;
        var result = new long[x.length];
        for (int k = 0; k < x.length; k++) {
            if (divides && y[k] == 0) {
                throw new Trap(Trap.divisionMessage(span));
            }
            result[k] = f.at().applyAsLong(x[k], y[k]);
        }
        return Tensor.view(type, result);
    }

    private static Tensor compare(ElementOp.Compare op, Tensor x, Tensor y) {
        boolean whole = x.type().element() == ElementType.I64;
        var result = new boolean[x.type().size()];
        for (int k = 0; k < result.length; k++) {
            result[k] = whole
                    ? op.whole().test(x.longs()[k], y.longs()[k])
                    : op.real().test(x.real(k), y.real(k));
        }
        return Tensor.view(x.type().as(ElementType.BOOL), result);
    }

    private static Tensor logic(ElementOp.BoolTest test, Tensor x, Tensor y) {
        var result = new boolean[x.type().size()];
        for (int k = 0; k < result.length; k++) {
            result[k] = test.test(x.booleans()[k], y.booleans()[k]);
        }
        return Tensor.view(x.type(), result);
    }

    private static Tensor select(boolean[] condition, Tensor then, Tensor otherwise) {
        Tensor result = Tensor.zeros(then.type());
        for (int k = 0; k < condition.length; k++) {
            System.arraycopy((condition[k] ? then : otherwise).data(), k, result.data(), k, 1);
        }
        return result;
    }
}
