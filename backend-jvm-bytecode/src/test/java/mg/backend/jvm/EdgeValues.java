package mg.backend.jvm;

import mg.ir.ElementType;
import mg.ir.Tensor;
import mg.ir.Type;

/// Values at which operations go wrong, if they do.
final class EdgeValues {
    private static final double[] REALS = {
        0.0, -0.0, 1, -1, 2, -2, 0.5, -0.5, 1.5, 2.5, -2.5, 3.7, -7.3, 40, Double.MIN_VALUE, -Double.MIN_VALUE, 1e-310,
        Double.MIN_NORMAL, 1e-40, 1e38, 1e39, Double.MAX_VALUE, -Double.MAX_VALUE, Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY, Double.NaN, Math.PI, -0x1.fffffffffffffp62, 0x1p63, -0x1p63, 1e19, 0x1.8p52
    };
    private static final long[] WHOLES = {
        0, 1, -1, 2, -3, 7, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 53, (1L << 53) + 1, 0x7fffff_bfffffffL, 12, -100, 3,
        1L << 31, -(1L << 32)
    };

    private EdgeValues() {}

    /// At least 16 values of a type, a multiple of 16.
    static Tensor of(ElementType type) {
        return switch (type) {
            case F64, F32 -> Tensor.reals(Type.of(type, REALS.length), k -> REALS[k]);
            case I64 -> Tensor.wholes(Type.of(type, WHOLES.length), k -> WHOLES[k]);
            case BOOL -> {
                var truths = new boolean[32];
                for (int k = 0; k < truths.length; k++) {
                    truths[k] = k % 3 == 1 || k == 8;
                }
                yield Tensor.view(Type.of(type, truths.length), truths);
            }
        };
    }
}
