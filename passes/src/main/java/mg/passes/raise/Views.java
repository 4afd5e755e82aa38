package mg.passes.raise;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import mg.ir.Builder;
import mg.ir.Operation;
import mg.ir.Var;

/// Arrays as nests of loops want to read them: one axis for each distance between what neighbouring iterations read.
///
/// Slices and other shapes of an array cost nothing; positions that had to be computed would hide from later passes
/// that a row is a row.
final class Views {
    /// An array whose axis `k` is for the loops of stride `strides[k]` in the source.
    record View(Var array, int[] strides) {}

    /// What is wanted: from element `base` on, `extents[k]` elements at distance `strides[k]`, descending.
    private record Wanted(Flat source, int base, List<Integer> strides, List<Integer> extents) {}

    private final Builder b;
    private final Map<Wanted, Optional<View>> made = new HashMap<>();

    Views(Builder b) {
        this.b = b;
    }

    /// The elements read by loops of these sizes as a view, if there is one.
    Optional<View> of(Reading.Strided reading, List<Integer> sizes) {
        int[] strides = Arrays.stream(reading.strides()).filter(s -> s != 0).distinct().sorted().toArray();
        if (strides.length == 0 || strides[0] < 0) {
            return Optional.empty();
        }
        var descending = new ArrayList<Integer>();
        var extents = new ArrayList<Integer>();
        for (int s : Arrays.stream(strides).boxed().toList().reversed()) {
            descending.add(s);
            extents.add(1 + IntStream.range(0, sizes.size())
                    .filter(d -> reading.strides()[d] == s)
                    .map(d -> sizes.get(d) - 1)
                    .sum());
        }
        return made.computeIfAbsent(new Wanted(reading.source(), reading.base(), descending, extents), this::make);
    }

    private Optional<View> make(Wanted wanted) {
        Flat source = wanted.source();
        List<Integer> own = source.shape();
        if (fits(wanted, own, wanted.base())) {
            return Optional.of(part(wanted, source.array(), own, wanted.base()));
        }
        List<Integer> inner = inner(wanted.strides());
        if (inner.isEmpty()) {
            return Optional.empty();
        }
        int row = wanted.strides().getFirst();
        // Rows that are read whole are a part of the vector: what is read of it elsewhere is apart from them.
        if (source.size() % row == 0 && !isWhole(wanted)) {
            List<Integer> shape = shape(source.size() / row, inner);
            if (fits(wanted, shape, wanted.base())) {
                return Optional.of(part(wanted, b.reshape(source.array(), shape), shape, wanted.base()));
            }
        }
        int rows = wanted.extents().getFirst();
        List<Integer> shape = shape(rows, inner);
        for (int start : new int[] {wanted.base(), source.size() - rows * row}) {
            if (start >= 0 && start <= wanted.base() && start + rows * row <= source.size()
                    && fits(wanted, shape, wanted.base() - start)) {
                Var rowsOnly = b.emit(new Operation.Slice(List.of(start), List.of(start + rows * row), List.of(1)),
                        source.vector(b));
                return Optional.of(part(wanted, b.reshape(rowsOnly, shape), shape, wanted.base() - start));
            }
        }
        return Optional.empty();
    }

    /// The axes inside the first, if each stride is a multiple of the next; the elements between those of the last
    /// stride are an axis too.
    private static List<Integer> inner(List<Integer> strides) {
        var inner = new ArrayList<Integer>();
        for (int k = 0; k < strides.size(); k++) {
            int next = k + 1 < strides.size() ? strides.get(k + 1) : 1;
            if (strides.get(k) % next != 0) {
                return List.of();
            }
            inner.add(strides.get(k) / next);
        }
        return inner;
    }

    /// Whether all elements from the first to the last are read.
    private static boolean isWhole(Wanted wanted) {
        int length = 1;
        for (int k = wanted.strides().size() - 1; k >= 0; k--) {
            if (wanted.strides().get(k) != length) {
                return false;
            }
            length *= wanted.extents().get(k);
        }
        return true;
    }

    private static List<Integer> shape(int first, List<Integer> inner) {
        var shape = new ArrayList<>(List.of(first));
        shape.addAll(inner);
        if (shape.getLast() == 1) {
            shape.removeLast();
        }
        return shape;
    }

    /// Whether what is wanted is a part of an array of this shape, beginning at `base`.
    private static boolean fits(Wanted wanted, List<Integer> shape, int base) {
        int found = 0;
        for (int axis = 0; axis < shape.size(); axis++) {
            int step = Reading.step(shape, axis);
            int k = shape.get(axis) == 1 ? -1 : wanted.strides().indexOf(step);
            int extent = k < 0 ? 1 : wanted.extents().get(k);
            found += k < 0 ? 0 : 1;
            if (base / step % shape.get(axis) + extent > shape.get(axis)) {
                return false;
            }
        }
        return found == wanted.strides().size();
    }

    private View part(Wanted wanted, Var array, List<Integer> shape, int base) {
        var start = new ArrayList<Integer>();
        var stop = new ArrayList<Integer>();
        var kept = new ArrayList<Integer>();
        for (int axis = 0; axis < shape.size(); axis++) {
            int step = Reading.step(shape, axis);
            int k = shape.get(axis) == 1 ? -1 : wanted.strides().indexOf(step);
            int first = base / step % shape.get(axis);
            start.add(first);
            stop.add(first + (k < 0 ? 1 : wanted.extents().get(k)));
            if (k >= 0) {
                kept.add(wanted.extents().get(k));
            }
        }
        List<Integer> ones = shape.stream().map(_ -> 1).toList();
        boolean whole = stop.equals(shape) && start.stream().allMatch(first -> first == 0);
        Var slice = whole ? array : b.emit(new Operation.Slice(start, stop, ones), array);
        return new View(b.reshape(slice, kept), wanted.strides().stream().mapToInt(s -> s).toArray());
    }
}
