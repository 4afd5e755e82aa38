package mg.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import mg.value.Value;

/// A multilayer perceptron: layers of neurons with ReLU, the last one linear.
///
/// ```java
/// var model = new MLP(2, List.of(16, 16, 1), new Random(1337));
/// Value score = model.one(Value.constants(0.5, -1));
/// ```
public final class MLP implements Module {
    private final List<Layer> layers = new ArrayList<>();

    /// A network with layers of these sizes, drawn layer by layer from `random`.
    public MLP(int inputs, List<Integer> outputs, RandomGenerator random) {
        Layer.requireSize(inputs, "inputs");
        Layer.requireSize(outputs.size(), "layers");
        int size = inputs;
        for (int k = 0; k < outputs.size(); k++) {
            layers.add(new Layer(size, outputs.get(k), k < outputs.size() - 1, random));
            size = outputs.get(k);
        }
    }

    /// The outputs of the last layer, in order: a list even if there is one.
    ///
    /// @throws IllegalArgumentException if there are more or fewer inputs than the first layer takes
    public List<Value> apply(List<Value> x) {
        List<Value> values = x;
        for (Layer layer : layers) {
            values = layer.apply(values);
        }
        return values;
    }

    /// The output of a network that has one.
    ///
    /// @throws IllegalArgumentException if it has more, or as [#apply(List)] does
    public Value one(List<Value> x) {
        List<Value> values = apply(x);
        if (values.size() != 1) {
            throw new IllegalArgumentException("the network has " + values.size() + " outputs, not one");
        }
        return values.getFirst();
    }

    @Override
    public List<Value> parameters() {
        return layers.stream().flatMap(layer -> layer.parameters().stream()).toList();
    }

    @Override
    public String toString() {
        return "MLP of " + layers;
    }
}
