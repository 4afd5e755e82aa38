package mg.passes.lower;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mg.ir.ElementOp;
import mg.loops.Index;
import mg.loops.Scalar;

/// What is known about integer scalars: their form, affine in loop variables and other scalars, and their range.
final class Integers {
    /// Forms with more terms are not followed, so that a long sum does not take quadratic time.
    private static final int MOST_TERMS = 6;

    private final Map<Integer, Index> forms = new HashMap<>();
    private final Map<Integer, Range> ranges = new HashMap<>();

    Integers() {}

    /// Remembers that a scalar is equal to `form` wherever it is defined.
    void is(Scalar scalar, Index form) {
        if (form.terms().size() <= MOST_TERMS) {
            forms.put(scalar.id(), form);
        }
    }

    /// Remembers that a scalar is in `range` wherever it is defined.
    void within(Scalar scalar, Range range) {
        ranges.put(scalar.id(), range);
    }

    /// The scalar as an affine form: of itself if nothing better is known.
    Index form(Scalar scalar) {
        Index form = forms.get(scalar.id());
        return form != null ? form : Index.of(scalar);
    }

    /// Between which values the scalar is.
    Range range(Scalar scalar) {
        Range known = ranges.getOrDefault(scalar.id(), Range.ALL);
        return forms.containsKey(scalar.id()) ? known.and(range(form(scalar))) : known;
    }

    private Range range(Index form) {
        Range sum = Range.of(form.constant());
        for (Index.Term term : form.terms()) {
            Range one = ranges.getOrDefault(term.scalar().id(), Range.ALL);
            if (one.equals(Range.ALL)) {
                return Range.ALL;
            }
            Range scaled = one.times(term.stride());
            sum = sum.plus(scaled);
            if (scaled.equals(Range.ALL) || sum.equals(Range.ALL)) {
                return Range.ALL;
            }
        }
        return sum;
    }

    /// The affine form of an operation on integers, if it has one. Arithmetic wraps, in the form as in the operation.
    Optional<Index> affine(ElementOp op, List<Scalar> operands) {
        return Index.of(op, form(operands.getFirst()), form(operands.getLast()));
    }

    /// The range of an operation on integers that has no affine form.
    Range range(ElementOp op, List<Scalar> operands) {
        Range x = range(operands.getFirst());
        Range y = range(operands.getLast());
        if (op == ElementOp.MIN) {
            return new Range(Math.min(x.low(), y.low()), Math.min(x.high(), y.high()));
        } else if (op == ElementOp.MAX) {
            return new Range(Math.max(x.low(), y.low()), Math.max(x.high(), y.high()));
        } else if (op == ElementOp.SELECT) {
            return range(operands.get(1)).or(y);
        } else if (op == ElementOp.DIV && x.low() >= 0 && y.low() > 0) {
            return new Range(x.low() / y.high(), x.high() / y.low());
        } else if (op == ElementOp.REM && y.low() > 0) {
            return new Range(x.low() >= 0 ? 0 : 1 - y.high(), x.high() < 0 ? 0 : y.high() - 1);
        }
        return Range.ALL;
    }
}
