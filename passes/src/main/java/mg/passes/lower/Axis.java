package mg.passes.lower;

import java.util.ArrayList;
import java.util.List;

/// One loop over several arrays of the same shape: how often, and how far each moves.
record Axis(long size, long[] strides) {
    /// The fewest axes that visit the elements of arrays of one shape in row-major order: axes of size 1 are gone, and
    /// neighbours that no array tells apart are one.
    static List<Axis> collapsed(List<Layout> layouts) {
        List<Integer> shape = layouts.getFirst().shape();
        var axes = new ArrayList<Axis>();
        for (int k = 0; k < shape.size(); k++) {
            int axis = k;
            var next = new Axis(shape.get(k), layouts.stream().mapToLong(l -> l.strides()[axis]).toArray());
            if (next.size == 1) {
                continue;
            }
            if (!axes.isEmpty() && axes.getLast().continues(next)) {
                axes.add(new Axis(axes.removeLast().size * next.size, next.strides));
            } else {
                axes.add(next);
            }
        }
        return axes;
    }

    private boolean continues(Axis inner) {
        for (int k = 0; k < strides.length; k++) {
            if (strides[k] != inner.strides[k] * inner.size) {
                return false;
            }
        }
        return true;
    }
}
