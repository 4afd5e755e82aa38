package mg.passes.lower;

import java.util.List;
import mg.ir.ElementOp;
import mg.ir.ElementType;
import mg.ir.Kind;
import mg.ir.Tensor;
import mg.ir.Type;

/// Arithmetic on boxed scalars as the table of element operations has it.
final class Scalars {
    private Scalars() {}

    static Object apply(ElementOp op, List<Object> x) {
        return switch (op.evaluation()) {
            case ElementOp.Arithmetic(ElementOp.Real real, ElementOp.Whole whole) -> switch (x.getFirst()) {
                case Double d -> real.at().applyAsDouble(d, (Double) x.getLast());
                case Float f -> (float) real.at().applyAsDouble(f, (Float) x.getLast());
                case Long l -> whole.at().applyAsLong(l, (Long) x.getLast());
                default -> throw new AssertionError(op + " of " + x);
            };
            case ElementOp.Compare(ElementOp.RealTest real, ElementOp.WholeTest whole) -> switch (x.getFirst()) {
                case Double d -> real.test(d, (Double) x.getLast());
                case Float f -> real.test(f, (Float) x.getLast());
                case Long l -> whole.test(l, (Long) x.getLast());
                case Boolean b -> real.test(b ? 1 : 0, (Boolean) x.getLast() ? 1 : 0);
                default -> throw new AssertionError(op + " of " + x);
            };
            case ElementOp.Logic(_, ElementOp.BoolTest test) ->
                test.test((Boolean) x.getFirst(), (Boolean) x.getLast());
            case ElementOp.Select _ -> (Boolean) x.getFirst() ? x.get(1) : x.get(2);
        };
    }

    static Object convert(Object x, ElementType from, ElementType to) {
        return element(tensor(x, from).cast(to), 0);
    }

    static Object combine(Kind kind, Object value, Object total) {
        return switch (kind) {
            case SUM -> apply(ElementOp.ADD, List.of(total, value));
            case PROD -> apply(ElementOp.MUL, List.of(total, value));
            case MAX -> apply(ElementOp.MAX, List.of(value, total));
            case MIN -> apply(ElementOp.MIN, List.of(value, total));
            case ANY -> apply(ElementOp.OR, List.of(value, total));
            case ALL -> apply(ElementOp.AND, List.of(value, total));
            case CARRY, COLLECT, ARGMAX, ARGMIN -> throw new AssertionError(kind);
        };
    }

    /// Whether a value is of that type.
    static boolean fits(ElementType type, Object value) {
        return element(Tensor.zeros(Type.scalar(type)), 0).getClass() == value.getClass();
    }

    static Object element(Tensor tensor, int k) {
        return java.lang.reflect.Array.get(tensor.data(), k);
    }

    private static Tensor tensor(Object x, ElementType element) {
        Tensor tensor = Tensor.zeros(Type.scalar(element));
        java.lang.reflect.Array.set(tensor.data(), 0, x);
        return tensor;
    }
}
