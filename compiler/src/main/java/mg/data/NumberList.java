package mg.data;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import mg.ir.ElementType;
import mg.ir.Tensor;
import mg.ir.Type;

/// Numbers read from text one by one: integers as long as all are, otherwise reals; or truth values.
final class NumberList {
    private long[] wholes = new long[64];
    private double[] reals;
    private boolean truths;
    private int size;

    /// How many there are.
    int size() {
        return size;
    }

    /// @throws IllegalArgumentException if numbers were added before
    void add(boolean value) {
        if (size > 0 && !truths) {
            throw new IllegalArgumentException("true or false among numbers");
        }
        truths = true;
        addWhole(value ? 1 : 0);
    }

    /// Adds a number.
    ///
    /// @throws NumberFormatException    if it is none
    /// @throws IllegalArgumentException if it is too large, or the numbers before are truth values
    void add(String text) {
        if (truths) {
            throw new IllegalArgumentException("a number among true and false");
        }
        if (isWhole(text)) {
            try {
                addWhole(Long.parseLong(text));
                return;
            } catch (NumberFormatException e) {
                // Beyond i64: the nearest real.
            }
        }
        addReal(real(text));
    }

    /// Whether digits are all it has; `-0` is a real, as integers have no such zero.
    private static boolean isWhole(String text) {
        int start = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
        boolean zero = true;
        for (int k = start; k < text.length(); k++) {
            if (text.charAt(k) < '0' || text.charAt(k) > '9') {
                return false;
            }
            zero &= text.charAt(k) == '0';
        }
        return text.length() > start && !(zero && text.startsWith("-"));
    }

    private static double real(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "nan", "+nan", "-nan" -> Double.NaN;
            case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
            default -> {
                // Java's own form of numbers allows more: 1d, 0x1p3, blanks.
                for (int k = 0; k < text.length(); k++) {
                    if ("0123456789+-.eE".indexOf(text.charAt(k)) < 0) {
                        throw new NumberFormatException(text);
                    }
                }
                double value = Double.parseDouble(text);
                if (Double.isInfinite(value)) {
                    throw new IllegalArgumentException(text + " is beyond the largest number, " + Double.MAX_VALUE
                            + "; infinity is written Infinity");
                }
                yield value;
            }
        };
    }

    private void addWhole(long value) {
        if (reals != null) {
            addReal(value);
            return;
        }
        if (size == wholes.length) {
            wholes = Arrays.copyOf(wholes, grown());
        }
        wholes[size++] = value;
    }

    private void addReal(double value) {
        if (reals == null) {
            reals = new double[wholes.length];
            for (int k = 0; k < size; k++) {
                reals[k] = wholes[k];
            }
            wholes = null;
        }
        if (size == reals.length) {
            reals = Arrays.copyOf(reals, grown());
        }
        reals[size++] = value;
    }

    private int grown() {
        return (int) Math.min(size * 2L, Integer.MAX_VALUE - 8);
    }

    /// All of them in a shape. Nothing at all is real, as `[]` is in the language.
    Tensor tensor(List<Integer> shape) {
        if (size == 0) {
            return Tensor.zeros(new Type(ElementType.F64, shape));
        }
        if (truths) {
            var values = new boolean[size];
            for (int k = 0; k < size; k++) {
                values[k] = wholes[k] != 0;
            }
            return Tensor.view(new Type(ElementType.BOOL, shape), values);
        }
        return reals == null
                ? Tensor.view(new Type(ElementType.I64, shape), Arrays.copyOf(wholes, size))
                : Tensor.view(new Type(ElementType.F64, shape), Arrays.copyOf(reals, size));
    }
}
