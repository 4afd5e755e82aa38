/// GradBench `lstm`: how badly a stack of l diagonal LSTM layers of width b predicts each next item of a sequence.

fn objective[l, b, c](main_params: real[2 * l, 4 * b], extra_params: real[3, b], state: real[2 * l, b],
                      sequence: real[c, b]) {
    let weights = main_params[::2]
    let biases = main_params[1::2]
    let (_, _, total) = loop (hidden = state[::2], cell = state[1::2], total = 0) for t in 0..c-1 {
        let (h, s) = step(weights, biases, sequence[t] * extra_params[0], hidden, cell)
        let y = h[l - 1] * extra_params[1] + extra_params[2]
        let guess = y - log(2 + sum(exp(y)))
        (h, s, total + sum(sequence[t + 1] * guess))
    }
    -total / (b * (c - 1))
}

/// The new hidden and cell states of all layers. The hidden state of a layer is the input of the next.
fn step[l, b](weights: real[l, 4 * b], biases: real[l, 4 * b], input: real[b], hidden: real[l, b], cell: real[l, b]) =
    scan (v = input, s = zeros(b)) for i in 0..l { layer(weights[i], biases[i], v, hidden[i], cell[i]) }

fn layer[b](w: real[4 * b], bias: real[4 * b], v: real[b], h: real[b], s: real[b]) {
    let forget = sigmoid(v * w[:b] + bias[:b])
    let ingate = sigmoid(h * w[b:2*b] + bias[b:2*b])
    let outgate = sigmoid(v * w[2*b:3*b] + bias[2*b:3*b])
    let change = tanh(h * w[3*b:] + bias[3*b:])
    let next = s * forget + ingate * change
    (outgate * tanh(next), next)
}

fn jacobian[l, b, c](main_params: real[2 * l, 4 * b], extra_params: real[3, b], state: real[2 * l, b],
                     sequence: real[c, b]) {
    let (main, extra) = grad((m, e) -> objective(m, e, state, sequence))(main_params, extra_params)
    concat(flatten(main), flatten(extra))
}
