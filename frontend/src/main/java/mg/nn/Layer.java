package mg.nn;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import mg.value.Value;

/// Neurons side by side, all with the same inputs.
public final class Layer implements Module {
    private final List<Neuron> neurons;

    /// A layer of `outputs` neurons, with ReLU if it is `nonlinear`.
    public Layer(int inputs, int outputs, boolean nonlinear, RandomGenerator random) {
        requireSize(inputs, "inputs");
        requireSize(outputs, "outputs");
        neurons = IntStream.range(0, outputs).mapToObj(_ -> new Neuron(inputs, nonlinear, random)).toList();
    }

    /// A layer with ReLU.
    public Layer(int inputs, int outputs, RandomGenerator random) {
        this(inputs, outputs, true, random);
    }

    static void requireSize(int size, String what) {
        if (size < 1) {
            throw new IllegalArgumentException(what + " must be at least 1, not " + size);
        }
    }

    /// The output of each neuron, in order: a list even if there is one.
    ///
    /// @throws IllegalArgumentException if there are more or fewer inputs than the layer takes
    public List<Value> apply(List<Value> x) {
        return neurons.stream().map(neuron -> neuron.apply(x)).toList();
    }

    @Override
    public List<Value> parameters() {
        return neurons.stream().flatMap(neuron -> neuron.parameters().stream()).toList();
    }

    @Override
    public String toString() {
        return "Layer of " + neurons;
    }
}
