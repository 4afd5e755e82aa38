package mg.ir;

import java.util.ArrayList;
import java.util.List;

/// Positions in an array: `offset + Σ coordinate[k] · strides[k]` for coordinates below `sizes`, last axis fastest.
record Strided(long offset, List<Integer> sizes, List<Long> strides) {
    Strided {
        sizes = List.copyOf(sizes);
        strides = List.copyOf(strides);
    }

    /// The positions along some axes of an array of this type, in the order given.
    static Strided along(Type type, List<Integer> axes) {
        long[] all = type.strides();
        var strides = new ArrayList<Long>();
        axes.forEach(axis -> strides.add(all[axis]));
        return new Strided(0, axes.stream().map(type::size).toList(), strides);
    }

    /// Every position, in order.
    int[] positions() {
        int count = 1;
        for (int size : sizes) {
            count *= size;
        }
        var positions = new int[count];
        var coordinate = new int[sizes.size()];
        long position = offset;
        for (int k = 0; k < count; k++) {
            positions[k] = Math.toIntExact(position);
            int axis = coordinate.length - 1;
            while (axis >= 0) {
                position += strides.get(axis);
                if (++coordinate[axis] < sizes.get(axis)) {
                    break;
                }
                position -= strides.get(axis) * sizes.get(axis);
                coordinate[axis--] = 0;
            }
        }
        return positions;
    }
}
