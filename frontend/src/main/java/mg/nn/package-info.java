/// Small neural networks of [mg.value.Value]s, as in micrograd.
///
/// ```
/// MLP      layers, each fed by the one before; the last is linear, the others have ReLU
/// layer    neurons with the same inputs, one output each
/// neuron   [ReLU](weights · inputs + bias)
/// ```
///
/// Weights start uniformly in -1..1 from the generator given, biases at 0. Parameters are listed layer by layer, neuron
/// by neuron, the weights in the order of the inputs and then the bias.
package mg.nn;
