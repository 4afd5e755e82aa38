package mg.lang;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import mg.ir.Builder;
import mg.ir.ElementType;
import mg.ir.Operation;
import mg.ir.Span;
import mg.ir.Var;

/// `a @ b` as NumPy has it: the last axis of `a` is summed with the last but one of `b`, or its only one; axes before
/// the last two are a batch, and broadcast.
final class Products {
    private final Evaluator evaluator;
    private final Builder builder;

    Products(Evaluator evaluator) {
        this.evaluator = evaluator;
        this.builder = evaluator.builder();
    }

    Meaning product(Operand left, Operand right, Span span) {
        Elementwise elementwise = evaluator.elementwise();
        ElementType type = elementwise.number(List.of(left, right), span, "@");
        Var a = elementwise.as(left, type);
        Var b = elementwise.as(right, type);
        if (a.type().isScalar() || b.type().isScalar()) {
            throw mismatch(left, right, span, "a number has no axis to sum over", "hint: use *");
        }
        int inner = a.type().rank() - 1;
        int outer = Math.max(0, b.type().rank() - 2);
        if (a.type().size(inner) != b.type().size(outer)) {
            throw mismatch(left, right, span, "axis " + inner + " of the left has size " + a.type().size(inner)
                    + ", axis "
                    + outer + " of the right " + b.type().size(outer));
        }
        List<Integer> leftBatch = a.type().shape().subList(0, Math.max(0, a.type().rank() - 2));
        List<Integer> rightBatch = b.type().shape().subList(0, Math.max(0, b.type().rank() - 2));
        List<Integer> batch = Elementwise.broadcast(leftBatch, rightBatch);
        if (batch == null) {
            throw mismatch(left, right, span, "the axes before the last two do not match");
        }
        return new Meaning.Computed(rightBatch.isEmpty() ? dot(a, b, 0) : leftBatch.isEmpty()
                ? front(a, b)
                : dot(stretched(a, batch), stretched(b, batch), batch.size()));
    }

    private Rejection mismatch(Operand left, Operand right, Span span, String why, String... hints) {
        var notes = new ArrayList<>(List.of(evaluator.note(left), evaluator.note(right)));
        notes.addAll(List.of(hints));
        return new Rejection(span, "'@' does not take " + evaluator.type(left.meaning()) + " and "
                + evaluator.type(right.meaning()) + ": " + why, notes);
    }

    private Var stretched(Var x, List<Integer> batch) {
        int rank = x.type().rank();
        var shape = new ArrayList<>(batch);
        shape.addAll(x.type().shape().subList(Math.max(0, rank - 2), rank));
        return evaluator.elementwise().broadcast(x, shape);
    }

    /// The product over the last axis of `a`, the first `batch` axes running together.
    private Var dot(Var a, Var b, int batch) {
        List<Integer> both = IntStream.range(0, batch).boxed().toList();
        int outer = Math.max(0, b.type().rank() - 2);
        return builder.emit(new Operation.Dot(both, both, List.of(a.type().rank() - 1), List.of(outer)), a, b);
    }

    /// A matrix or a vector before a batch: its rows come first in the sum, and move behind the batch.
    private Var front(Var a, Var b) {
        Var product = dot(a, b, 0);
        if (a.type().rank() == 1) {
            return product;
        }
        int rank = product.type().rank();
        var axes = new ArrayList<>(IntStream.range(1, rank - 1).boxed().toList());
        axes.add(0);
        axes.add(rank - 1);
        return builder.transpose(product, axes);
    }
}
