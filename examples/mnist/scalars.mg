/// The network of mnist.mg without a single operation on arrays: each number by itself, as micrograd computes. The loss is
/// that of the compilers which grew out of micrograd (Bernstein 2023): the greatest logit is taken off before the
/// exponentials, and 0.0001 added before the logarithm.
///
///     mg check examples/mnist/scalars.mg:loss image=random label=3
param W1: real[50, 784] = uniform(-0.05, 0.05)
param b1: real[50]      = 0
param W2: real[10, 50]  = uniform(-0.3, 0.3)
param b2: real[10]      = 0

fn hidden(image: real[28, 28], j: int) =
    relu(sum(W1[j, 28 * row + column] * image[row, column] for row, column) / 255 + b1[j])

/// How likely each digit is.
fn chances(image: real[28, 28]) {
    let h = [hidden(image, j) for j in 0..50]
    let z = [sum(W2[k, j] * h[j] for j) + b2[k] for k in 0..10]
    let greatest = max(z[k] for k)
    let e = [exp(z[k] - greatest) for k]
    let total = sum(e[k] for k)
    [e[k] / total for k]
}

fn loss(image: real[28, 28], label: int) {
    let p = chances(image)
    -sum((if k == label { 1.0 } else { 0.0 }) * log(p[k] + 0.0001) for k)
}

fn accuracy(image: real[28, 28], label: int) {
    let p = chances(image)
    if argmax(p[k] for k) == label { 1.0 } else { 0.0 }
}
