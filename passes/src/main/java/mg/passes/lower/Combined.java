package mg.passes.lower;

import java.util.List;
import mg.ir.ElementOp;
import mg.ir.ElementType;
import mg.ir.Kind;
import mg.ir.Tensor;
import mg.ir.Type;
import mg.loops.Scalar;
import mg.loops.Statement;
import mg.loops.Value;

/// A combination of scalars in one variable: a sum, a product, the greatest, …
record Combined(Frame frame, Kind kind, Scalar total) {
    /// Starts from what the combination of nothing is.
    static Combined start(Frame frame, Kind kind, ElementType element) {
        return new Combined(frame, kind, frame.code().define(element, new Value.Literal(identity(kind, element))));
    }

    /// What a combination of nothing is; for a position, the value that it belongs to.
    static Tensor identity(Kind kind, ElementType element) {
        return switch (kind) {
            case SUM, ANY -> Tensor.scalar(element, 0);
            case PROD, ALL -> Tensor.scalar(element, 1);
            case MAX, ARGMAX -> element == ElementType.I64
                    ? Tensor.of(Long.MIN_VALUE)
                    : Tensor.scalar(element, Double.NEGATIVE_INFINITY);
            case MIN, ARGMIN -> element == ElementType.I64
                    ? Tensor.of(Long.MAX_VALUE)
                    : Tensor.scalar(element, Double.POSITIVE_INFINITY);
            case CARRY, COLLECT -> throw new AssertionError(kind);
        };
    }

    /// Takes a value: in any order, or where that shows, in this one.
    void add(Scalar value) {
        if (!frame.ordered(Type.scalar(value.element()))) {
            frame.code().add(new Statement.Accumulate(total, kind, value));
            return;
        }
        var next = switch (kind) {
            case SUM -> new Value.Apply(ElementOp.ADD, List.of(total, value));
            case PROD -> new Value.Apply(ElementOp.MUL, List.of(total, value));
            case MAX -> new Value.Apply(ElementOp.MAX, List.of(value, total));
            case MIN -> new Value.Apply(ElementOp.MIN, List.of(value, total));
            case CARRY, COLLECT, ARGMAX, ARGMIN, ANY, ALL -> throw new AssertionError(kind);
        };
        frame.code().add(new Statement.Assign(total, frame.code().define(value.element(), next)));
    }
}
