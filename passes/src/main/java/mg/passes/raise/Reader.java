package mg.passes.raise;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import mg.ir.Builder;
import mg.ir.ElementType;
import mg.ir.Tensor;
import mg.ir.Type;
import mg.ir.Var;

/// Emits, inside a nest of loops, the value that an iteration reads.
interface Reader {
    /// The value for these values of the loop variables.
    Var at(List<Var> i);

    /// A reader in loops of these sizes. What it needs outside of the loops is emitted at once.
    static Reader of(Values values, Reading reading, List<Integer> sizes) {
        Builder b = values.builder();
        return switch (reading) {
            case Reading.Same(int node) -> {
                Var value = values.scalar(node);
                yield _ -> value;
            }
            case Reading.Numbers(Tensor value, boolean[] varies) -> {
                Var array = b.constant(value);
                yield i -> b.index(array,
                        IntStream.range(0, varies.length).filter(d -> varies[d]).mapToObj(i::get).toList());
            }
            case Reading.Strided strided -> {
                Optional<Views.View> view = values.views().of(strided, sizes);
                yield view.isPresent()
                        ? inView(b, view.get(), strided.strides())
                        : inVector(b, strided.source().vector(b), strided.strides(), _ ->
                        b.constant((long) strided.base()));
            }
            case Reading.Rows(Flat source, int base, int[] strides, int axis, int[] table) -> {
                Var rows = b.constant(Tensor.wholes(
                        Type.of(ElementType.I64, table.length), k -> base + table[k]));
                yield inVector(b, source.vector(b), strides, i -> b.index(rows, i.get(axis)));
            }
            case Reading.Scattered(Flat source, int[] at) -> {
                Var table = b.constant(Tensor.wholes(new Type(ElementType.I64, sizes), k -> at[k]));
                Var vector = source.vector(b);
                yield i -> b.index(vector, b.index(table, i));
            }
        };
    }

    private static Reader inView(Builder b, Views.View view, int[] strides) {
        return i -> {
            var positions = new ArrayList<Var>();
            for (int stride : view.strides()) {
                positions.add(IntStream.range(0, strides.length)
                        .filter(d -> strides[d] == stride)
                        .mapToObj(i::get)
                        .reduce((x, y) -> b.add(x, y))
                        .orElseThrow());
            }
            return b.index(view.array(), positions);
        };
    }

    private static Reader inVector(Builder b, Var vector, int[] strides, Reader start) {
        return i -> {
            Var position = start.at(i);
            for (int d = 0; d < strides.length; d++) {
                if (strides[d] != 0) {
                    Var step = strides[d] == 1 ? i.get(d) : b.mul(i.get(d), b.constant((long) strides[d]));
                    position = b.add(position, step);
                }
            }
            return b.index(vector, position);
        };
    }
}
