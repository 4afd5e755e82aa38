package mg.testing;

import java.util.List;
import java.util.function.Supplier;
import mg.ir.ElementType;
import mg.ir.Printer;
import mg.ir.Program;
import mg.ir.Tensor;

/// How near to what is expected values must be.
///
/// @param single   the relative error allowed in `f32`
/// @param twice    the relative error allowed in `f64`
/// @param absolute below this magnitude the error may be as large as for this
public record Agreement(double single, double twice, double absolute) {
    /// To the last bit; integers and truth values always are.
    public static final Agreement EXACT = new Agreement(0, 0, 0);
    /// Two library functions, each within 4 ulp.
    public static final Agreement LIBRARY = new Agreement(8 * 0x1p-23, 8 * 0x1p-52, 0);
    /// Sums in another order, algebra that is exact for real numbers, library functions inside.
    public static final Agreement ROUNDING = new Agreement(1e-3, 1e-9, 1);

    /// Within this of what is expected, whatever the element type.
    public static Agreement within(double relative, double absolute) {
        return new Agreement(relative, relative, absolute);
    }

    /// This, but where a program computes in `f32` anywhere, what is `f64` may be as wrong.
    public Agreement on(Program program) {
        return Printer.print(program).contains("f32") ? new Agreement(single, single, absolute) : this;
    }

    /// Fails with both values and `where` if one is not near enough.
    public void check(List<Tensor> expected, List<Tensor> actual, Supplier<String> where) {
        if (expected.size() != actual.size()) {
            throw new AssertionError(expected.size() + " results expected, not " + actual.size() + " " + where.get());
        }
        for (int k = 0; k < expected.size(); k++) {
            int result = k;
            check(expected.get(k), actual.get(k), () -> "result " + result + " " + where.get());
        }
    }

    /// Fails with both values and `where` if one is not near enough.
    public void check(Tensor expected, Tensor actual, Supplier<String> where) {
        if (!expected.type().equals(actual.type())) {
            throw new AssertionError(actual.type() + " instead of " + expected.type() + " in " + where.get());
        }
        for (int k = 0; k < expected.type().size(); k++) {
            if (!holds(expected, actual, k)) {
                throw new AssertionError(show(actual, k) + " instead of " + show(expected, k) + " at element " + k
                        + " in " + where.get());
            }
        }
    }

    private boolean holds(Tensor expected, Tensor actual, int k) {
        if (!expected.type().isReal()) {
            return expected.whole(k) == actual.whole(k);
        }
        double x = expected.real(k);
        double y = actual.real(k);
        boolean is32 = expected.type().element() == ElementType.F32;
        double magnitude = Math.max(Math.abs(x), absolute);
        double tiny = is32 ? 4 * Float.MIN_VALUE : 4 * Double.MIN_VALUE;
        double error = is32 ? single : twice;
        return Double.compare(x, y) == 0
                || Double.isFinite(x) && error > 0 && !isZeroOfOtherSign(x, y)
                        && Math.abs(x - y) <= Math.max(error * magnitude, tiny);
    }

    /// A zero where a zero is expected has its sign, unless errors are absolute.
    private boolean isZeroOfOtherSign(double x, double y) {
        return absolute == 0 && x == 0 && y == 0;
    }

    private static String show(Tensor t, int k) {
        return t.type().element() == ElementType.I64 ? String.valueOf(t.whole(k)) : String.valueOf(t.real(k));
    }
}
