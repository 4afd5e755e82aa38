/// A small network for exclusive or, as in Rumelhart, Hinton and Williams, Learning representations by back-propagating
/// errors, 1986: trained by the command, from random numbers, or in the language, from fixed ones.
///
///     mg train examples/xor.mg x='[[0, 0], [0, 1], [1, 0], [1, 1]]' y='[0, 1, 1, 0]' --epochs 2000 --batch 4 --lr 0.5
///     mg run examples/xor.mg:learned steps=500
param W: real[3, 2] = uniform(-1, 1)
param b: real[3] = 0
param v: real[3] = uniform(-1, 1)
param c: real = 0

/// The logarithm of the odds that exactly one of two inputs is 1.
fn logit(W: real[3, 2], b: real[3], v: real[3], c: real, x: real[2]) = v @ tanh(W @ x + b) + c

fn loss(x: real[2], y: real) = binary_cross_entropy(logit(W, b, v, c, x), y)
fn accuracy(x: real[2], y: real) = if (logit(W, b, v, c, x) > 0) == (y > 0.5) { 1.0 } else { 0.0 }

const inputs = [[0, 0], [0, 1], [1, 0], [1, 1]]
const truth = [0, 1, 1, 0]

/// The chances that the network gives to the four cases after steps down the gradient.
fn learned(steps: int) {
    let total = (W, b, v, c) -> mean(binary_cross_entropy(logit(W, b, v, c, inputs[i]), truth[i]) for i)
    let (W, b, v, c) = loop (W = [[0.5, -0.5], [-0.3, 0.8], [0.6, 0.4]], b = zeros(3), v = [0.7, 0.5, -0.6], c = 0.0)
            for i in 0..steps {
        let (dW, db, dv, dc) = grad(total)(W, b, v, c)
        (sgd(W, dW, 0.5), sgd(b, db, 0.5), sgd(v, dv, 0.5), sgd(c, dc, 0.5))
    }
    [sigmoid(logit(W, b, v, c, inputs[i])) for i]
}

// Expected: NumPy, with complex steps.
// learned(0) is [0.5, 0.44536081723709053, 0.46396159347711496, 0.44376445914082746]
// learned(500) is [0.011247082893434504, 0.9833292569921288, 0.9848174675587451, 0.011401531214146969] ~1e-10
