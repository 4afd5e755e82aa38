package mg.data;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import mg.ir.DiagnosticException;
import mg.ir.ElementType;
import mg.ir.Tensor;
import mg.ir.Type;

/// Changes of element type that lose nothing but the last bits of reals.
final class Conversion {
    private Conversion() {}

    /// The same numbers as `wanted`. `source` is what errors call them.
    ///
    /// @throws DiagnosticException if one is not of that type
    static Tensor to(ElementType wanted, Tensor x, String source) {
        ElementType given = x.type().element();
        if (given == wanted) {
            return x;
        }
        if (given == ElementType.BOOL) {
            throw Source.fault(source, "holds bool, " + wanted + " is wanted");
        }
        return switch (wanted) {
            case F64 -> x.cast(wanted);
            case F32 -> {
                Tensor result = x.cast(wanted);
                check(x, source, "does not fit f32",
                        k -> Double.isFinite(x.real(k)) && Float.isInfinite(result.floats()[k]));
                yield result;
            }
            case I64 -> {
                check(x, source, "is not an integer",
                        k -> x.real(k) != Math.rint(x.real(k)) || Double.isInfinite(x.real(k)));
                check(x, source, "does not fit i64", k -> !(x.real(k) >= -0x1p63 && x.real(k) < 0x1p63));
                yield x.cast(wanted);
            }
            case BOOL -> {
                check(x, source, "is neither 0 nor 1, where bool is wanted", k -> x.real(k) != 0 && x.real(k) != 1);
                yield x.cast(wanted);
            }
        };
    }

    /// Checks that no element is NaN or infinite.
    ///
    /// @throws DiagnosticException that names the first one and how many there are
    static void requireFinite(Tensor x, String source) {
        if (x.type().isReal()) {
            check(x, source, "is not a finite number", k -> !Double.isFinite(x.real(k)));
        }
    }

    private static void check(Tensor x, String source, String fault, IntPredicate isFaulty) {
        int[] faulty = IntStream.range(0, x.type().size()).filter(isFaulty).limit(2).toArray();
        if (faulty.length > 0) {
            int k = faulty[0];
            long more = IntStream.range(k + 1, x.type().size()).filter(isFaulty).count();
            String value = x.type().isReal() ? String.valueOf(x.real(k)) : String.valueOf(x.whole(k));
            String others = "the same holds for " + more + " more of its " + x.type().size() + " elements";
            throw Source.fault(source, value + place(x.type(), k) + " " + fault,
                    more == 0 ? new String[0] : new String[] {others});
        }
    }

    /// ` at [2, 3]`, or nothing for a scalar.
    private static String place(Type type, int k) {
        if (type.isScalar()) {
            return "";
        }
        long[] strides = type.strides();
        var index = new long[strides.length];
        long rest = k;
        for (int axis = 0; axis < strides.length; axis++) {
            index[axis] = rest / strides[axis];
            rest %= strides[axis];
        }
        return " at " + Arrays.toString(index);
    }
}
