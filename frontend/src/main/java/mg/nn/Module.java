package mg.nn;

import java.util.List;
import mg.value.Value;

/// A part of a network that has parameters: a neuron, a layer, a network, or a user's own.
public interface Module {
    /// The values that are learnt, always in the same order.
    List<Value> parameters();

    /// Sets the gradients of the parameters to 0.
    default void zeroGrad() {
        parameters().forEach(Value::zeroGrad);
    }
}
