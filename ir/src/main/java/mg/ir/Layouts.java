package mg.ir;

import java.util.ArrayList;
import java.util.List;

/// The operations that put elements elsewhere and change none.
final class Layouts {
    private Layouts() {}

    static Tensor broadcast(Operation.Broadcast b, Tensor x) {
        long[] from = x.type().strides();
        var strides = new ArrayList<Long>();
        for (int axis = 0; axis < b.shape().size(); axis++) {
            int k = b.axes().indexOf(axis);
            strides.add(k < 0 ? 0 : from[k]);
        }
        return taken(x, x.type().shaped(b.shape()), new Strided(0, b.shape(), strides));
    }

    static Tensor transpose(List<Integer> axes, Tensor x) {
        Strided from = Strided.along(x.type(), axes);
        return taken(x, x.type().shaped(from.sizes()), from);
    }

    static Tensor slice(Operation.Slice slice, Type type, Tensor x) {
        return taken(x, type, stepped(x.type(), slice.start(), slice.stride(), type.shape()));
    }

    static Tensor pad(Operation.Pad pad, Tensor x) {
        Tensor result = Tensor.zeros(x.type().shaped(pad.shape()));
        int[] to = stepped(result.type(), pad.start(), pad.stride(), x.type().shape()).positions();
        for (int k = 0; k < to.length; k++) {
            System.arraycopy(x.data(), k, result.data(), to[k], 1);
        }
        return result;
    }

    static Tensor concat(int axis, Type type, List<Tensor> parts) {
        Tensor result = Tensor.zeros(type);
        int outer = 1;
        for (int n : type.shape().subList(0, axis)) {
            outer *= n;
        }
        int to = 0;
        for (int k = 0; k < outer; k++) {
            for (Tensor part : parts) {
                int run = part.type().size() / outer;
                System.arraycopy(part.data(), k * run, result.data(), to, run);
                to += run;
            }
        }
        return result;
    }

    /// `start, start + stride, …` along each axis of an array of this type, `sizes` of them.
    private static Strided stepped(Type type, List<Integer> start, List<Integer> stride, List<Integer> sizes) {
        long[] all = type.strides();
        var strides = new ArrayList<Long>();
        long offset = 0;
        for (int axis = 0; axis < all.length; axis++) {
            offset += start.get(axis) * all[axis];
            strides.add(stride.get(axis) * all[axis]);
        }
        return new Strided(offset, sizes, strides);
    }

    private static Tensor taken(Tensor x, Type type, Strided from) {
        Tensor result = Tensor.zeros(type);
        int[] positions = from.positions();
        for (int k = 0; k < positions.length; k++) {
            System.arraycopy(x.data(), positions[k], result.data(), k, 1);
        }
        return result;
    }
}
