/// A long short-term memory (Hochreiter and Schmidhuber 1997, with the forget gate of Gers, Schmidhuber and Cummins
/// 2000) that learns to say the next value of a wave.
///
///     mg run examples/lstm.mg:learned steps=300

/// The memory after an input: what is shown of it, and what is kept. The gates come in the order input, forget, change,
/// output.
fn cell[n, d](W: real[4 * n, d], U: real[4 * n, n], b: real[4 * n], x: real[d], h: real[n], c: real[n]) {
    let gates = W @ x + U @ h + b
    let kept = sigmoid(gates[n:2*n]) * c + sigmoid(gates[:n]) * tanh(gates[2*n:3*n])
    (sigmoid(gates[3*n:]) * tanh(kept), kept)
}

/// The mean squared error of what is said of each next value of a series: `v` times what the memory shows.
fn loss[n, t](W: real[4 * n, 1], U: real[4 * n, n], b: real[4 * n], v: real[n], series: real[t]) {
    let (shown, _) = scan (h = zeros(n), c = zeros(n)) for i in 0..t-1 { cell(W, U, b, [series[i]], h, c) }
    mse(shown @ v, series[1:])
}

const wave = [sin(0.5 * i) for i in 0..25]

/// Numbers to start from that look like random ones.
const W = [[cos(3 * i)] for i in 0..12]
const U = [cos(5 * i + 7 * j) / 2 for i in 0..12, j in 0..3]
const b = zeros(12)
const v = [0.5, -0.5, 0.5]

/// The error after steps down the gradient.
fn learned(steps: int) {
    let (W, U, b, v) = loop (W = W, U = U, b = b, v = v) for i in 0..steps {
        let (dW, dU, db, dv) = grad((W, U, b, v) -> loss(W, U, b, v, wave))(W, U, b, v)
        (sgd(W, dW, 0.5), sgd(U, dU, 0.5), sgd(b, db, 0.5), sgd(v, dv, 0.5))
    }
    loss(W, U, b, v, wave)
}

// Expected: NumPy, with complex steps.
// loss(W, U, b, v, wave) is 0.3731636324909427
// grad(v -> loss(W, U, b, v, wave))(v) is [-0.08208926921444006, 0.0775737250660855, -0.06426279037437296]
// grad(W -> loss(W, U, b, v, wave))(W)[6:9] is [[-0.043444108844474014], [0.06354605829815116], [-0.06302132512626173]]
// learned(20) is 0.1830448799546465
