package mg.value;

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
        return gradients;
    }

    /// Adds to the gradients, element by element.
    ///
    /// @throws IllegalArgumentException if there are more or fewer than leaves
    public void accumulate(double[] contributions) {
        if (contributions.length != gradients.length) {
            throw new IllegalArgumentException(
                    contributions.length + " contributions to the gradients of " + gradients.length + " leaves");
        }
        for (int k = 0; k < gradients.length; k++) {
            gradients[k] += contributions[k];
        }
    }

    /// Moves the data against the gradients: `data -= rate · grad`.
    public void descend(double rate) {
        for (int k = 0; k < data.length; k++) {
            data[k] -= rate * gradients[k];
        }
    }
}
