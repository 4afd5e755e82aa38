package mg.passes.lower;

import java.util.List;
import mg.ir.ElementOp;
import mg.ir.ElementType;
import mg.ir.Kind;
import mg.ir.Tensor;
import mg.ir.Type;
import mg.ir.Var;
import mg.loops.Scalar;
import mg.loops.Statement;
import mg.loops.Value;

/// A combination of scalars in one variable.
record Combined(Frame frame, Kind kind, Scalar total) implements LoopResult {
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

    /// Combines a variable with a value: in any order, or where that shows, in this one.
    static void combine(Frame frame, Scalar total, Kind kind, Scalar value) {
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

    @Override
    public void take(Var yield) {
        combine(frame, total, kind, frame.scalar(yield));
    }

    @Override
    public void finish(Var result) {
        frame.scalars().put(result, total);
    }
}
