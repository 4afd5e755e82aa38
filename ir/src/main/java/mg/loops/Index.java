package mg.loops;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import mg.ir.ElementOp;

/// A position: `constant + Σ stride · scalar`, with each scalar at most once and no stride 0.
public record Index(long constant, List<Term> terms) {
    /// `stride · scalar`.
    public record Term(Scalar scalar, long stride) {}

    /// Position 0.
    public static final Index ZERO = new Index(0, List.of());

    public Index {
        terms = List.copyOf(terms);
    }

    /// The position that a scalar is.
    public static Index of(Scalar scalar) {
        return new Index(0, List.of(new Term(scalar, 1)));
    }

    /// This position further on by a constant.
    public Index plus(long offset) {
        return offset == 0 ? this : new Index(constant + offset, terms);
    }

    /// This position further on by `stride · scalar`.
    public Index plus(Scalar scalar, long stride) {
        if (stride == 0) {
            return this;
        }
        var sum = new ArrayList<Term>();
        long total = stride;
        for (Term term : terms) {
            if (Objects.equals(term.scalar(), scalar)) {
                total += term.stride();
            } else {
                sum.add(term);
            }
        }
        if (total != 0) {
            sum.add(new Term(scalar, total));
        }
        return new Index(constant, sum);
    }

    /// That many times the position.
    public Index times(long factor) {
        Index product = new Index(constant * factor, List.of());
        for (Term term : terms) {
            product = product.plus(term.scalar(), term.stride() * factor);
        }
        return product;
    }

    /// What an operation on two integers makes, if that is affine. Arithmetic wraps, in the form as in the operation.
    ///
    /// @param y the second operand; of an operation on one the same as the first
    public static Optional<Index> of(ElementOp op, Index x, Index y) {
        return switch (op) {
            case ADD -> Optional.of(x.plus(y));
            case SUB -> Optional.of(x.plus(y.times(-1)));
            case NEG -> Optional.of(x.times(-1));
            case MUL -> y.terms.isEmpty() ? Optional.of(x.times(y.constant))
                    : x.terms.isEmpty() ? Optional.of(y.times(x.constant))
                    : Optional.empty();
            default -> Optional.empty();
        };
    }

    /// The sum of two positions.
    public Index plus(Index other) {
        Index sum = plus(other.constant);
        for (Term term : other.terms) {
            sum = sum.plus(term.scalar(), term.stride());
        }
        return sum;
    }

    /// The position with each scalar replaced by its form, which may be the scalar itself:
    /// `constant + Σ stride · form`.
    public Index substituted(Function<Scalar, Index> form) {
        Index sum = new Index(constant, List.of());
        for (Term term : terms) {
            sum = sum.plus(form.apply(term.scalar()).times(term.stride()));
        }
        return sum;
    }

    /// Whether the position differs between lanes by a wide scalar.
    public boolean isWide() {
        return terms.stream().anyMatch(t -> t.scalar().isWide());
    }
}
