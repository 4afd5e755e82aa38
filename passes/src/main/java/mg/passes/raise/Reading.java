package mg.passes.raise;

import java.util.Arrays;
import java.util.List;
import mg.ir.Tensor;

/// Which value each iteration of a nest of loops reads, row-major over the sizes of the loops.
sealed interface Reading {
    /// Always the same node.
    record Same(int node) implements Reading {}

    /// Element `base + Σ strides_d·i_d` of an array.
    record Strided(Flat source, int base, int[] strides) implements Reading {}

    /// Element `base + table[i_axis] + Σ strides_d·i_d` of an array; `strides` is 0 at `axis`.
    record Rows(Flat source, int base, int[] strides, int axis, int[] table) implements Reading {}

    /// An element of an array given for each iteration.
    record Scattered(Flat source, int[] at) implements Reading {}

    /// A number that depends on the loops that `varies` names: `value` has one axis for each of these.
    record Numbers(Tensor value, boolean[] varies) implements Reading {}

    /// The simplest way to say that iteration `k` reads element `at[k]`.
    static Reading of(Flat source, int[] at, List<Integer> sizes) {
        int[] strides = strides(at, sizes);
        if (follows(at, sizes, strides, -1)) {
            return new Strided(source, at[0], strides);
        }
        for (int axis = 0; axis < strides.length; axis++) {
            if (follows(at, sizes, strides, axis)) {
                int step = step(sizes, axis);
                var table = new int[sizes.get(axis)];
                for (int i = 0; i < table.length; i++) {
                    table[i] = at[i * step] - at[0];
                }
                var others = strides.clone();
                others[axis] = 0;
                return new Rows(source, at[0], others, axis, table);
            }
        }
        return new Scattered(source, at);
    }

    /// How large what it needs is: 0 if it needs no table.
    default int cost() {
        return switch (this) {
            case Same _, Strided _, Numbers _ -> 0;
            case Rows(_, _, _, _, int[] table) -> table.length;
            case Scattered(_, int[] at) -> at.length;
        };
    }

    /// The distance in the sequence between neighbours along an axis.
    static int step(List<Integer> sizes, int axis) {
        int step = 1;
        for (int d = axis + 1; d < sizes.size(); d++) {
            step *= sizes.get(d);
        }
        return step;
    }

    private static int[] strides(int[] at, List<Integer> sizes) {
        var strides = new int[sizes.size()];
        Arrays.setAll(strides, d -> sizes.get(d) == 1 ? 0 : at[step(sizes, d)] - at[0]);
        return strides;
    }

    /// Whether the positions are sums of multiples of the loop variables, but for one axis.
    private static boolean follows(int[] at, List<Integer> sizes, int[] strides, int free) {
        var steps = new int[strides.length];
        Arrays.setAll(steps, d -> step(sizes, d));
        for (int k = 0; k < at.length; k++) {
            int expected = at[0];
            for (int d = 0; d < steps.length; d++) {
                int i = k / steps[d] % sizes.get(d);
                expected += d == free ? at[i * steps[d]] - at[0] : strides[d] * i;
            }
            if (at[k] != expected) {
                return false;
            }
        }
        return true;
    }
}
