package mg.ir;

import java.util.List;

/// The operations that read or write at positions known only when they run.
final class Positions {
    private Positions() {}

    static Tensor index(List<Tensor> x, Span span) {
        Tensor array = x.getFirst();
        return array.part(array.type().row(x.size() - 1), offset(array.type(), x.subList(1, x.size()), span));
    }

    static Tensor place(Type type, List<Tensor> x, Span span) {
        Tensor result = Tensor.zeros(type);
        Tensor value = x.getFirst();
        int to = offset(type, x.subList(1, x.size()), span);
        System.arraycopy(value.data(), 0, result.data(), to, value.type().size());
        return result;
    }

    static Tensor gather(Tensor array, Tensor positions, Span span) {
        Type row = array.type().row(1);
        long[] at = positions.longs();
        Tensor rows = Tensor.zeros(row.stacked(at.length));
        for (int k = 0; k < at.length; k++) {
            int from = checked(at[k], array.type().size(0), span) * row.size();
            System.arraycopy(array.data(), from, rows.data(), k * row.size(), row.size());
        }
        return rows.reshaped(row.shaped(joined(positions.type().shape(), row.shape())));
    }

    static Tensor scatterAdd(int n, Tensor rows, Tensor positions, Span span) {
        Type row = rows.type().row(positions.type().rank());
        var total = new Accumulator(Kind.SUM, row.stacked(n), n);
        long[] at = positions.longs();
        for (int k = 0; k < at.length; k++) {
            int to = checked(at[k], n, span) * row.size();
            for (int j = 0; j < row.size(); j++) {
                total.add(0, to + j, rows, k * row.size() + j);
            }
        }
        return total.result();
    }

    /// Where the sub-array at these positions starts.
    private static int offset(Type type, List<Tensor> positions, Span span) {
        long[] strides = type.strides();
        long offset = 0;
        for (int axis = 0; axis < positions.size(); axis++) {
            offset += checked(positions.get(axis).longs()[0], type.size(axis), span) * strides[axis];
        }
        return Math.toIntExact(offset);
    }

    private static int checked(long index, int size, Span span) {
        if (index < 0 || index >= size) {
            throw new Trap(Trap.indexMessage(span, index, size));
        }
        return (int) index;
    }

    private static List<Integer> joined(List<Integer> first, List<Integer> second) {
        var all = new java.util.ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
