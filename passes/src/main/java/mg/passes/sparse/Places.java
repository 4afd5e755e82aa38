package mg.passes.sparse;

import java.util.List;
import mg.ir.Tensor;
import mg.ir.Type;

/// What results of operations at positions depend on. Where a position is not known, it may be any.
final class Places {
    private Places() {}

    /// Of the sub-array at some positions of an array of this type.
    static Dependence index(Type array, Dependence x, List<Fact> positions) {
        int size = rowSize(array, positions.size());
        if (known(positions)) {
            int start = start(array, positions);
            return start < 0 ? Dependence.NONE : x.part(start, start + size, 0);
        }
        var sum = new DependenceSum();
        for (int k = 0; k < x.count(); k++) {
            if (matches(array, x.position(k), positions)) {
                sum.add(x.position(k) % size, x.support(k));
            }
        }
        return sum.result();
    }

    /// Of zeros of this type with a value at some positions.
    static Dependence place(Type array, Dependence x, List<Fact> positions) {
        int size = rowSize(array, positions.size());
        if (known(positions)) {
            int start = start(array, positions);
            return start < 0 ? Dependence.NONE : x.part(0, size, start);
        }
        var sum = new DependenceSum();
        for (int start = 0; size > 0 && start < array.size(); start += size) {
            if (matches(array, start, positions)) {
                sum.add(start, x);
            }
        }
        return sum.result();
    }

    /// Of rows at some positions in an array of this type.
    ///
    /// @param count the number of positions
    static Dependence gather(Type array, Dependence x, Fact positions, int count) {
        int size = rowSize(array, 1);
        var sum = new DependenceSum();
        Dependence any = positions.isKnown() ? null : index(array, x, List.of(positions));
        for (int k = 0; k < count; k++) {
            sum.add(k * size, positions.isKnown() ? row(array, x, positions.known().longs()[k]) : any);
        }
        return sum.result();
    }

    private static Dependence row(Type array, Dependence x, long position) {
        return index(array, x, List.of(Fact.known(Tensor.of(position))));
    }

    /// Of zeros of this type, to which rows are added at some positions.
    ///
    /// @param count the number of positions
    static Dependence scatter(Type result, Dependence x, Fact positions, int count) {
        int size = rowSize(result, 1);
        var sum = new DependenceSum();
        for (int k = 0; k < count; k++) {
            Dependence row = x.part(k * size, (k + 1) * size, 0);
            Fact position = positions.isKnown() ? Fact.known(Tensor.of(positions.known().longs()[k])) : positions;
            sum.add(0, place(result, row, List.of(position)));
        }
        return sum.result();
    }

    /// Where the sub-array at known positions starts; -1 if that is outside, where the program stops.
    private static int start(Type array, List<Fact> positions) {
        int row = 0;
        for (int axis = 0; axis < positions.size(); axis++) {
            long position = positions.get(axis).known().longs()[0];
            if (position < 0 || position >= array.size(axis)) {
                return -1;
            }
            row = row * array.size(axis) + (int) position;
        }
        return row * rowSize(array, positions.size());
    }

    /// The number of elements at some leading positions.
    private static int rowSize(Type array, int leading) {
        int size = 1;
        for (int axis = leading; axis < array.rank(); axis++) {
            size *= array.size(axis);
        }
        return size;
    }

    private static boolean known(List<Fact> positions) {
        for (Fact position : positions) {
            if (!position.isKnown()) {
                return false;
            }
        }
        return true;
    }

    /// Whether an element may be in the sub-array at some positions.
    private static boolean matches(Type array, int element, List<Fact> positions) {
        long[] strides = array.strides();
        for (int axis = 0; axis < positions.size(); axis++) {
            Fact position = positions.get(axis);
            if (position.isKnown() && position.known().longs()[0] != element / strides[axis] % array.size(axis)) {
                return false;
            }
        }
        return true;
    }
}
