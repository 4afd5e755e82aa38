package mg.loops;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// A position: `constant + Σ stride · scalar`, with each scalar at most once and no stride 0.
public record Index(long constant, List<Term> terms) {
    /// `stride · scalar`.
    public record Term(Scalar scalar, long stride) {}

    /// Position 0.
    public static final Index ZERO = new Index(0, List.of());

    public Index {
        terms = List.copyOf(terms);
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

    /// The sum of two positions.
    public Index plus(Index other) {
        Index sum = plus(other.constant);
        for (Term term : other.terms) {
            sum = sum.plus(term.scalar(), term.stride());
        }
        return sum;
    }
}
