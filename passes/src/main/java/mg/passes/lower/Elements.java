package mg.passes.lower;

import java.util.ArrayList;
import java.util.List;
import mg.ir.ElementOp;
import mg.ir.ElementType;
import mg.ir.Instruction;
import mg.ir.Span;
import mg.ir.Type;
import mg.ir.Var;
import mg.loops.Scalar;
import mg.loops.Statement;
import mg.loops.Value;

/// Lowers element operations and casts: scalars to definitions, arrays to loops around them.
final class Elements {
    private Elements() {}

    private interface Step {
        Scalar apply(List<Scalar> operands);
    }

    static void operation(Frame frame, Instruction x, ElementOp op) {
        ElementType element = x.result().type().element();
        each(frame, x, operands -> apply(frame, op, operands, element, x.span()));
    }

    static void cast(Frame frame, Instruction x, ElementType to) {
        each(frame, x, operands -> convert(frame, operands.getFirst(), to));
    }

    private static void each(Frame frame, Instruction x, Step step) {
        Var result = x.result();
        if (result.type().isScalar()) {
            frame.scalars().put(result, step.apply(frame.scalars().all(x.operands())));
        } else {
            each(frame, x.operands().stream().map(frame::view).toList(), frame.region(result), step);
        }
    }

    private static void each(Frame frame, List<View> operands, Region to, Step step) {
        var layouts = new ArrayList<Layout>();
        layouts.add(to.view().layout());
        operands.forEach(v -> layouts.add(v.layout()));
        Nest.over(frame.code(), layouts, at -> {
            var loaded = new ArrayList<Scalar>();
            for (int k = 0; k < operands.size(); k++) {
                loaded.add(frame.code().load(operands.get(k), at.get(k + 1)));
            }
            frame.code().store(to, at.getFirst(), step.apply(loaded));
        });
    }

    /// `x + y` on arrays: what was not added when it was made is added now.
    static void sum(Frame frame, Instruction x) {
        Var left = x.operand(0);
        Var right = x.operand(1);
        Destination sum = frame.plan().offers(x.result()).getFirst();
        boolean leftTook = frame.plan().took(left, sum);
        boolean rightTook = frame.plan().took(right, sum);
        Type type = x.result().type();
        if (!leftTook && !rightTook) {
            each(frame, List.of(frame.view(left), frame.view(right)), sum.resolve(frame),
                    operands -> apply(frame, ElementOp.ADD, operands, type.element(), x.span()));
        } else if (!leftTook) {
            Nest.copy(frame.code(), frame.view(left), sum.resolve(frame));
        } else if (!rightTook) {
            Nest.copy(frame.code(), frame.view(right), sum.resolve(frame));
        }
        frame.publish(x.result());
    }

    /// One element operation; what is known of integers is kept.
    static Scalar apply(Frame frame, ElementOp op, List<Scalar> operands, ElementType element, Span span) {
        Code code = frame.code();
        Integers integers = frame.integers();
        if (element != ElementType.I64) {
            return code.define(element, new Value.Apply(op, operands));
        }
        Scalar last = operands.getLast();
        boolean divides = op == ElementOp.DIV || op == ElementOp.REM;
        if (divides && new Range(0, 0).within(integers.range(last))) {
            code.add(new Statement.NonZero(last, span));
        }
        return integers.affine(op, operands).map(code::affine).orElseGet(() -> {
            Scalar result = code.define(element, new Value.Apply(op, operands));
            integers.within(result, integers.range(op, operands));
            return result;
        });
    }

    private static Scalar convert(Frame frame, Scalar x, ElementType to) {
        if (x.element() == to) {
            return x;
        }
        Scalar result = frame.code().define(to, new Value.Convert(x));
        if (to == ElementType.I64 && x.element() == ElementType.BOOL) {
            frame.integers().within(result, new Range(0, 1));
        }
        return result;
    }
}
