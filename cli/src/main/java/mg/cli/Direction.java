package mg.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import mg.ir.Tensor;
import mg.ir.Type;

/// A direction in which arguments change together: a tangent for each.
record Direction(String name, Map<String, Tensor> tangents) {
    private static final int FEW = 50;
    private static final int DENSE = 3;

    /// Every component of these values if there are few, otherwise some of each; and some directions in which
    /// everything changes. Made when they are asked for.
    static List<Supplier<Direction>> of(Map<String, Tensor> values, RandomGenerator random) {
        List<Supplier<Direction>> all = new ArrayList<>();
        values.forEach((name, value) -> {
            int size = value.type().size();
            IntStream chosen = size <= FEW ? IntStream.range(0, size) : random.ints(FEW, 0, size).sorted().distinct();
            chosen.forEach(k -> all.add(() -> component(values, name, k)));
        });
        for (int n = 1; n <= DENSE; n++) {
            long seed = random.nextLong();
            String name = "random direction " + n;
            all.add(() -> dense(values, name, RandomValues.generator(seed, name)));
        }
        return all;
    }

    private static Direction component(Map<String, Tensor> values, String name, int k) {
        Map<String, Tensor> tangents = new LinkedHashMap<>();
        values.forEach((n, v) -> tangents.put(n, Tensor.zeros(v.type())));
        tangents.get(name).set(k, 1);
        return new Direction(name + position(values.get(name).type(), k), tangents);
    }

    private static Direction dense(Map<String, Tensor> values, String name, RandomGenerator random) {
        Map<String, Tensor> tangents = new LinkedHashMap<>();
        values.forEach((n, v) -> tangents.put(n, Tensor.reals(v.type(), _ -> 2 * random.nextDouble() - 1)));
        return new Direction(name, tangents);
    }

    /// `[2, 3]` for an element of an array, nothing for a scalar.
    static String position(Type type, int k) {
        if (type.isScalar()) {
            return "";
        }
        long[] strides = type.strides();
        var text = new StringBuilder("[");
        long rest = k;
        for (int axis = 0; axis < strides.length; axis++) {
            text.append(axis == 0 ? "" : ", ").append(rest / strides[axis]);
            rest %= strides[axis];
        }
        return text.append(']').toString();
    }

    /// The largest value that changes, but at least 1.
    double scale(Map<String, Tensor> values) {
        double scale = 1;
        for (var e : tangents.entrySet()) {
            Tensor value = values.get(e.getKey());
            for (int k = 0; k < value.type().size(); k++) {
                if (e.getValue().real(k) != 0) {
                    scale = Math.max(scale, Math.abs(value.real(k)));
                }
            }
        }
        return scale;
    }

    /// `values + step · tangents`.
    Map<String, Tensor> move(Map<String, Tensor> values, double step) {
        Map<String, Tensor> moved = new LinkedHashMap<>(values);
        tangents.forEach((name, t) -> {
            Tensor x = values.get(name);
            moved.put(name, Tensor.reals(x.type(), k -> x.real(k) + step * t.real(k)));
        });
        return moved;
    }

    /// The slope along this direction that a gradient gives, and the sum of the magnitudes it is made of.
    double[] slope(Map<String, Tensor> gradient) {
        double slope = 0;
        double magnitude = 0;
        for (var e : tangents.entrySet()) {
            Tensor g = gradient.get(e.getKey());
            for (int k = 0; k < g.type().size(); k++) {
                double t = e.getValue().real(k);
                if (t != 0) {
                    slope += g.real(k) * t;
                    magnitude += Math.abs(g.real(k) * t);
                }
            }
        }
        return new double[] {slope, magnitude};
    }
}
