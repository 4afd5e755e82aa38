package mg.passes.loops;

import mg.ir.ElementType;
import mg.ir.Kind;
import mg.ir.Tensor;

/// What changes no total it is combined with.
final class Nothing {
    private Nothing() {}

    /// For sums of reals that is `-0.0`: `-0.0 + x` is `x` for every `x`, `0.0 + -0.0` is `0.0`.
    static Tensor of(Kind kind, ElementType element) {
        return switch (kind) {
            case SUM -> Tensor.scalar(element, element.isReal() ? -0.0 : 0);
            case ANY -> Tensor.scalar(element, 0);
            case PROD, ALL -> Tensor.scalar(element, 1);
            case MAX -> element == ElementType.I64
                    ? Tensor.of(Long.MIN_VALUE)
                    : Tensor.scalar(element, Double.NEGATIVE_INFINITY);
            case MIN -> element == ElementType.I64
                    ? Tensor.of(Long.MAX_VALUE)
                    : Tensor.scalar(element, Double.POSITIVE_INFINITY);
            case CARRY, COLLECT, ARGMAX, ARGMIN -> throw new AssertionError(kind);
        };
    }
}
