package mg.value;

import java.util.Arrays;
import java.util.List;

/// Leaves of one role whose data and gradients stand side by side in two arrays, in the order of their creation: one
/// argument of the function of a [Graph].
///
/// Leaves come here when the first graph they are in is captured, and stay: what [Value#data()] and [Value#grad()] then
/// read and write are elements of these arrays, so that compiled functions work on them without copying. A graph
/// captured later that has some of them takes the arrays as they are.
public final class Leaves {
    private final Role role;
    private final List<Value> values;
    private final double[] data;
    private final double[] gradients;
    /// Whether the gradients are zero, whatever is in the array.
    private boolean cleared;

    /// Moves the numbers of these leaves, which have no arrays yet, to arrays.
    Leaves(Role role, List<Value> values) {
        this.role = role;
        this.values = List.copyOf(values);
        this.data = values.stream().mapToDouble(Value::data).toArray();
        this.gradients = values.stream().mapToDouble(Value::grad).toArray();
        for (int k = 0; k < data.length; k++) {
            values.get(k).move(this, k);
        }
    }

    /// The role they share.
    public Role role() {
        return role;
    }

    /// The leaves, in the order of the elements.
    public List<Value> values() {
        return values;
    }

    /// The data: the array itself.
    public double[] data() {
        return data;
    }

    /// The gradients: the array itself.
    public double[] gradients() {
        if (cleared) {
            Arrays.fill(gradients, 0);
            cleared = false;
        }
        return gradients;
    }

    /// Sets all gradients to zero, at the latest when they are next looked at.
    public void clear() {
        cleared = true;
    }

    /// Whether the gradients have been set to zero and not looked at since.
    public boolean isClear() {
        return cleared;
    }

    /// The array of the gradients. While they are clear, what is in it means nothing: who writes all of it then says so
    /// by [#overwritten()].
    public double[] room() {
        return gradients;
    }

    /// The gradients are from now on what is in the array.
    public void overwritten() {
        cleared = false;
    }

    /// Adds to the gradients, element by element.
    ///
    /// @throws IllegalArgumentException if there are more or fewer than leaves
    public void accumulate(double[] contributions) {
        double[] sums = gradients();
        if (contributions.length != sums.length) {
            throw new IllegalArgumentException(
                    contributions.length + " contributions to the gradients of " + sums.length + " leaves");
        }
        for (int k = 0; k < sums.length; k++) {
            sums[k] += contributions[k];
        }
    }

    /// Moves the data against the gradients: `data -= rate · grad`.
    public void descend(double rate) {
        double[] by = gradients();
        for (int k = 0; k < data.length; k++) {
            data[k] -= rate * by[k];
        }
    }
}
