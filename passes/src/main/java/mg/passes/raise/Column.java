package mg.passes.raise;

import java.util.Arrays;
import java.util.List;
import mg.ir.Tensor;
import mg.ir.Type;

/// What one operand of the members of a group is: `width` values for each, one after the other.
sealed interface Column {
    int width();

    /// The same column with the members in another order.
    Column ordered(int[] order);

    /// How iterations of a nest read it, the loops over the members first, those over the values of one member last.
    Reading reading(List<Integer> sizes);

    /// All the same node.
    record Same(int node, int width) implements Column {
        @Override
        public Column ordered(int[] order) {
            return this;
        }

        @Override
        public Reading reading(List<Integer> sizes) {
            return new Reading.Same(node);
        }
    }

    /// Elements of an array.
    record Elements(Flat source, int[] at, int width) implements Column {
        @Override
        public Column ordered(int[] order) {
            var moved = new int[at.length];
            for (int k = 0; k < order.length; k++) {
                System.arraycopy(at, order[k] * width, moved, k * width, width);
            }
            return new Elements(source, moved, width);
        }

        @Override
        public Reading reading(List<Integer> sizes) {
            return Reading.of(source, at, sizes);
        }

        /// The positions of value `t` of each member.
        int[] ofMembers(int t) {
            var positions = new int[at.length / width];
            Arrays.setAll(positions, k -> at[k * width + t]);
            return positions;
        }

        /// The positions of the values of the first member.
        int[] ofFirst() {
            return Arrays.copyOf(at, width);
        }
    }

    /// Constants.
    record Numbers(Tensor[] values, int width) implements Column {
        @Override
        public Column ordered(int[] order) {
            var moved = new Tensor[values.length];
            for (int k = 0; k < order.length; k++) {
                System.arraycopy(values, order[k] * width, moved, k * width, width);
            }
            return new Numbers(moved, width);
        }

        @Override
        public Reading reading(List<Integer> sizes) {
            var varies = new boolean[sizes.size()];
            for (int d = 0; d < varies.length; d++) {
                varies[d] = varies(Reading.step(sizes, d), sizes.get(d));
            }
            var kept = new java.util.ArrayList<Integer>();
            for (int d = 0; d < varies.length; d++) {
                if (varies[d]) {
                    kept.add(sizes.get(d));
                }
            }
            Tensor all = Tensor.zeros(new Type(values[0].type().element(), kept));
            for (int k = 0; k < values.length; k++) {
                int to = 0;
                for (int d = 0; d < varies.length; d++) {
                    to = varies[d] ? to * sizes.get(d) + k / Reading.step(sizes, d) % sizes.get(d) : to;
                }
                System.arraycopy(values[k].data(), 0, all.data(), to, 1);
            }
            return new Reading.Numbers(all, varies);
        }

        /// Whether the values differ along an axis.
        private boolean varies(int step, int size) {
            for (int k = 0; k < values.length; k++) {
                if (k / step % size != 0 && !values[k].equals(values[k - step])) {
                    return true;
                }
            }
            return false;
        }
    }
}
