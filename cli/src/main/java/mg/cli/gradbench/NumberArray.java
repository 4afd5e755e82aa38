package mg.cli.gradbench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import mg.ir.ElementType;
import mg.ir.Tensor;
import mg.ir.Type;

/// Nested arrays of numbers being read, and whether they are nested evenly.
final class NumberArray {
    private static final int OPEN = -1;

    private double[] values = new double[16];
    private int count;
    /// How many items the arrays at each depth have; [#OPEN] until one is complete.
    private final List<Integer> sizes = new ArrayList<>();
    /// How many items the open array at each depth has so far.
    private final List<Integer> items = new ArrayList<>();
    private boolean truths;
    private boolean even = true;

    /// An array begins inside `depth` others.
    void open(int depth) {
        item(depth);
        if (depth == sizes.size()) {
            even &= count == 0 && (depth == 0 || sizes.get(depth - 1) == OPEN);
            sizes.add(OPEN);
            items.add(0);
        }
        items.set(depth, 0);
    }

    /// The array inside `depth` others ends.
    void close(int depth) {
        int size = items.get(depth);
        even &= sizes.get(depth) == OPEN || sizes.get(depth) == size;
        sizes.set(depth, size);
    }

    /// A number inside `depth` arrays; truth values are 1 and 0.
    void add(int depth, double value, boolean truth) {
        item(depth);
        even &= depth == sizes.size() && (count == 0 || truths == truth);
        truths = truth;
        if (count == values.length) {
            values = Arrays.copyOf(values, (int) Math.min(2L * count, Integer.MAX_VALUE - 8));
        }
        values[count++] = value;
    }

    private void item(int depth) {
        if (depth > 0) {
            items.set(depth - 1, items.get(depth - 1) + 1);
        }
    }

    /// Something else is among the numbers.
    void spoil() {
        even = false;
    }

    Input input() {
        if (!even) {
            return new Input.Other();
        }
        Tensor numbers = Tensor.view(new Type(ElementType.F64, sizes), Arrays.copyOf(values, count));
        return new Input.Numbers(truths ? numbers.cast(ElementType.BOOL) : numbers);
    }
}
