package mg.ir;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// The operations that combine elements along axes, in the order of the elements.
final class Contractions {
    private Contractions() {}

    /// Several axes are combined one after the other, the last first.
    static Tensor reduce(Kind kind, List<Integer> axes, Type type, Tensor x) {
        if (axes.size() > 1) {
            var shape = new ArrayList<>(x.type().shape());
            shape.remove((int) axes.getLast());
            Tensor partial = reduce(kind, axes.subList(axes.size() - 1, axes.size()), x.type().shaped(shape), x);
            return reduce(kind, axes.subList(0, axes.size() - 1), type, partial);
        }
        int[] kept = Strided.along(x.type(), others(x.type(), axes)).positions();
        int[] along = Strided.along(x.type(), axes).positions();
        Tensor result = Tensor.zeros(type);
        for (int k = 0; k < kept.length; k++) {
            var total = new Accumulator(kind, Type.scalar(x.type().element()), 0);
            for (int j = 0; j < along.length; j++) {
                total.add(j, 0, x, kept[k] + along[j]);
            }
            System.arraycopy(total.result().data(), 0, result.data(), k, 1);
        }
        return result;
    }

    static Tensor dot(Operation.Dot dot, Type type, Tensor left, Tensor right) {
        int[] leftBatch = Strided.along(left.type(), dot.leftBatch()).positions();
        int[] rightBatch = Strided.along(right.type(), dot.rightBatch()).positions();
        int[] leftSum = Strided.along(left.type(), dot.leftSum()).positions();
        int[] rightSum = Strided.along(right.type(), dot.rightSum()).positions();
        int[] rows = Strided.along(left.type(), others(left.type(), dot.leftBatch(), dot.leftSum())).positions();
        int[] columns = Strided.along(right.type(), others(right.type(), dot.rightBatch(), dot.rightSum())).positions();
        // Without a sum the product itself is meant, also where it is -0.0: -0.0 + p = p, but 0.0 + -0.0 = 0.0.
        Tensor result = dot.leftSum().isEmpty() && type.isReal() ? Tensor.reals(type, _ -> -0.0) : Tensor.zeros(type);
        int to = 0;
        for (int batch = 0; batch < leftBatch.length; batch++) {
            for (int row : rows) {
                for (int column : columns) {
                    sumOfProducts(result, to++, left, leftBatch[batch] + row, leftSum, right,
                    rightBatch[batch] + column,
                            rightSum);
                }
            }
        }
        return result;
    }

    private static void sumOfProducts(
            Tensor result, int to, Tensor left, int l, int[] leftSum, Tensor right, int r, int[] rightSum) {
        switch (result.data()) {
            case double[] a -> {
                for (int k = 0; k < leftSum.length; k++) {
                    a[to] += left.doubles()[l + leftSum[k]] * right.doubles()[r + rightSum[k]];
                }
            }
            case float[] a -> {
                for (int k = 0; k < leftSum.length; k++) {
                    a[to] += left.floats()[l + leftSum[k]] * right.floats()[r + rightSum[k]];
                }
            }
            case long[] a -> {
                for (int k = 0; k < leftSum.length; k++) {
                    a[to] += left.longs()[l + leftSum[k]] * right.longs()[r + rightSum[k]];
                }
            }
            default -> throw new AssertionError(result);
        }
    }

    /// The axes not in any of the lists, ascending.
    @SafeVarargs
    private static List<Integer> others(Type type, List<Integer>... taken) {
        var all = new ArrayList<Integer>(IntStream.range(0, type.rank()).boxed().toList());
        for (List<Integer> axes : taken) {
            all.removeAll(axes);
        }
        return all;
    }
}
