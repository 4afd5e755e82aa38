package mg.passes.lower;

import java.util.List;
import mg.ir.ElementOp;
import mg.ir.ElementType;
import mg.ir.Kind;
import mg.ir.Tensor;
import mg.loops.Scalar;
import mg.loops.Statement;
import mg.loops.Value;

/// The position of the best scalar, and that scalar: the first of equals, or the first NaN.
record Best(Frame frame, Kind kind, Scalar value, Scalar position) {
    /// Starts at position 0, of `size`, with a value that any other is better than.
    static Best start(Frame frame, Kind kind, ElementType element, long size) {
        Code code = frame.code();
        Scalar value = code.define(element, new Value.Literal(Combined.identity(kind, element)));
        Scalar position = code.define(ElementType.I64, new Value.Literal(Tensor.of(0L)));
        frame.integers().within(position, Range.below(size));
        return new Best(frame, kind, value, position);
    }

    /// Takes the value that belongs to position `i`.
    void add(Scalar v, Scalar i) {
        Code code = frame.code();
        code.add(new Statement.If(wins(v), code.body(() -> {
            code.add(new Statement.Assign(value, v));
            code.add(new Statement.Assign(position, i));
        }), List.of()));
    }

    /// `v > value || v != v && value == value`, which is `!(v <= value) && value == value`.
    private Scalar wins(Scalar v) {
        if (v.element() == ElementType.I64) {
            return kind == Kind.ARGMAX ? test(ElementOp.LT, value, v) : test(ElementOp.LT, v, value);
        }
        Scalar isNotBetter = kind == Kind.ARGMAX ? test(ElementOp.LE, v, value) : test(ElementOp.LE, value, v);
        Scalar mayWin = frame.code().define(ElementType.BOOL, new Value.Apply(ElementOp.NOT, List.of(isNotBetter)));
        return test(ElementOp.AND, mayWin, test(ElementOp.EQ, value, value));
    }

    private Scalar test(ElementOp op, Scalar x, Scalar y) {
        return frame.code().define(ElementType.BOOL, new Value.Apply(op, List.of(x, y)));
    }
}
