package mg.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import mg.value.Value;

/// The weighted sum of its inputs and a bias, through ReLU or not.
public final class Neuron implements Module {
    private final List<Value> weights = new ArrayList<>();
    private final Value bias = Value.bias(0);
    private final boolean nonlinear;

    /// A neuron with weights drawn uniformly from -1 to 1, and ReLU if it is `nonlinear`.
    public Neuron(int inputs, boolean nonlinear, RandomGenerator random) {
        Layer.requireSize(inputs, "inputs");
        for (int k = 0; k < inputs; k++) {
            weights.add(Value.weight(random.nextDouble(-1, 1)));
        }
        this.nonlinear = nonlinear;
    }

    /// A neuron with ReLU.
    public Neuron(int inputs, RandomGenerator random) {
        this(inputs, true, random);
    }

    /// The output for these inputs.
    ///
    /// @throws IllegalArgumentException if there are more or fewer inputs than weights
    public Value apply(List<Value> x) {
        if (x.size() != weights.size()) {
            throw new IllegalArgumentException("input of size " + x.size() + " for " + weights.size() + " weights");
        }
        Value sum = Value.dot(weights, x).add(bias);
        return nonlinear ? sum.relu() : sum;
    }

    /// The weights, then the bias.
    @Override
    public List<Value> parameters() {
        var all = new ArrayList<>(weights);
        all.add(bias);
        return all;
    }

    @Override
    public String toString() {
        return (nonlinear ? "ReLU" : "Linear") + "Neuron(" + weights.size() + ")";
    }
}
