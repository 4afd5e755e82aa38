package mg.testing;

import java.util.ArrayList;
import java.util.List;
import mg.ir.ElementType;
import mg.ir.Function;
import mg.ir.Tensor;
import mg.ir.Type;

/// Random types and values.
public final class RandomValues {
    private static final double[] TAME = {0.5, -0.25, 1.5, -1.25, 0.75, 2, -0.625, 0.3, -0.9, 1.1};
    private static final double[] WILD = {0, 1, -0.0, -1, 1e-3, 3.5, 1e300, Double.MIN_VALUE, Double.NaN,
        Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -1e-40};
    private static final long[] WHOLE = {0, 1, 2, -1, 3, 7, -5, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 53};

    private final Choices choices;
    private final boolean tame;

    /// Values made by these choices; tame ones are reals of ordinary size and small integers.
    public RandomValues(Choices choices, boolean tame) {
        this.choices = choices;
        this.tame = tame;
    }

    /// Arguments for a function, the same for the same seed.
    public static List<Tensor> arguments(Function function, long seed, boolean tame) {
        var random = new java.util.Random(seed);
        var values = new RandomValues(new Choices(random.ints(4096).toArray()), tame);
        return function.argumentTypes().stream().map(values::value).toList();
    }

    /// A type: a scalar or a small array, sometimes empty.
    public Type type() {
        ElementType element = switch (choices.below(8)) {
            case 4 -> ElementType.F32;
            case 5, 6 -> ElementType.I64;
            case 7 -> ElementType.BOOL;
            default -> ElementType.F64;
        };
        return new Type(element, shape());
    }

    /// A shape of at most three axes.
    public List<Integer> shape() {
        int rank = Math.max(0, choices.below(6) - 2);
        var shape = new ArrayList<Integer>();
        for (int axis = 0; axis < rank; axis++) {
            shape.add(choices.oneIn(24) ? 0 : 1 + choices.below(4));
        }
        return shape;
    }

    /// A value of the type.
    public Tensor value(Type type) {
        if (type.element() == ElementType.I64) {
            return Tensor.wholes(type, _ -> WHOLE[choices.below(tame ? 4 : WHOLE.length)]);
        }
        return Tensor.reals(type, _ -> type.element() == ElementType.BOOL ? choices.below(2) : real());
    }

    private double real() {
        return tame || choices.below(4) != 3
                ? TAME[choices.below(TAME.length)] * (1 + choices.below(8) / 8.0)
                : WILD[choices.below(WILD.length)];
    }
}
