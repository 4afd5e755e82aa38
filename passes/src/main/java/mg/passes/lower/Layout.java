package mg.passes.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mg.ir.Type;
import mg.loops.Index;

/// Where the elements of an array lie: element `(i, j, …)` at `base + i·strides[0] + j·strides[1] + …`.
record Layout(Index base, List<Integer> shape, long[] strides) {
    /// A dense row-major array from position 0 on.
    static Layout of(Type type) {
        return new Layout(Index.ZERO, type.shape(), type.strides());
    }

    /// The number of elements.
    long size() {
        long size = 1;
        for (int n : shape) {
            size *= n;
        }
        return size;
    }

    /// The same strides from another position on.
    Layout to(Index start) {
        return new Layout(start, shape, strides);
    }

    /// The sub-array at these leading positions.
    Layout at(List<Index> positions) {
        Index start = base;
        for (int k = 0; k < positions.size(); k++) {
            start = start.plus(positions.get(k).times(strides[k]));
        }
        return new Layout(start, shape.subList(positions.size(), shape.size()), leading(positions.size()));
    }

    /// The first of the sub-arrays along the first axis.
    Layout row() {
        return at(List.of(Index.ZERO));
    }

    private long[] leading(int dropped) {
        return java.util.Arrays.copyOfRange(strides, dropped, strides.length);
    }

    /// Elements `start, start + step, …` along each axis, as many as `sizes` says.
    Layout slice(List<Integer> start, List<Integer> step, List<Integer> sizes) {
        long offset = 0;
        var scaled = new long[strides.length];
        for (int k = 0; k < strides.length; k++) {
            offset += start.get(k) * strides[k];
            scaled[k] = step.get(k) * strides[k];
        }
        return new Layout(base.plus(offset), sizes, scaled);
    }

    /// Elements `start` to `start + size` along one axis.
    Layout part(int axis, int start, int size) {
        var sizes = new ArrayList<>(shape);
        sizes.set(axis, size);
        return new Layout(base.plus(start * strides[axis]), sizes, strides);
    }

    /// Axis `k` is axis `axes[k]` of this; along axes that are not named, only the first elements.
    Layout transpose(List<Integer> axes) {
        long[] moved = axes.stream().mapToLong(k -> strides[k]).toArray();
        return new Layout(base, axes.stream().map(shape::get).toList(), moved);
    }

    /// The layout of which this is the transpose along `axes`.
    Layout untranspose(List<Integer> axes) {
        var inverse = new Integer[axes.size()];
        for (int k = 0; k < inverse.length; k++) {
            inverse[axes.get(k)] = k;
        }
        return transpose(List.of(inverse));
    }

    /// Axis `k` becomes axis `axes[k]`, along the others nothing moves.
    Layout broadcast(List<Integer> sizes, List<Integer> axes) {
        var spread = new long[sizes.size()];
        for (int k = 0; k < axes.size(); k++) {
            spread[axes.get(k)] = strides[k];
        }
        return new Layout(base, sizes, spread);
    }

    /// The same elements in row-major order in another shape, where strides can say so.
    Optional<Layout> reshape(List<Integer> sizes) {
        if (size() == 0) {
            return Optional.of(new Layout(base, sizes, new long[sizes.size()]));
        }
        List<Axis> runs = Axis.collapsed(List.of(this));
        var result = new long[sizes.size()];
        int run = runs.size() - 1;
        long taken = 1;
        for (int k = sizes.size() - 1; k >= 0; k--) {
            int n = sizes.get(k);
            if (n == 1) {
                continue;
            }
            if (taken == runs.get(run).size()) {
                run--;
                taken = 1;
            }
            Axis axis = runs.get(run);
            result[k] = axis.strides()[0] * taken;
            taken *= n;
            if (axis.size() % taken != 0) {
                return Optional.empty();
            }
        }
        return Optional.of(new Layout(base, sizes, result));
    }
}
