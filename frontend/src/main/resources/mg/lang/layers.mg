/// `W @ x + b`; for rows of inputs, on each.
fn dense(W, b, x) = if rank(x) > 1 { [dense(W, b, x[i]) for i] } else { W @ x + b }

/// The last axis brought to mean 0 and variance 1, then scaled and shifted (Ba, Kiros and Hinton 2016).
fn layer_norm(x, gain, bias, epsilon) =
    if rank(x) > 1 { [layer_norm(x[i], gain, bias, epsilon) for i] }
    else {
        let d = x - mean(x)
        gain * d / sqrt(mean(d * d) + epsilon) + bias
    }

/// The last axis divided by its root mean square, then scaled (Zhang and Sennrich 2019).
fn rms_norm(x, gain, epsilon) =
    if rank(x) > 1 { [rms_norm(x[i], gain, epsilon) for i] }
    else { gain * x / sqrt(mean(x * x) + epsilon) }

/// Scaled dot-product attention (Vaswani et al. 2017): for each row of `queries` a mixture of the rows of `values`.
fn attention[n, m, d, v](queries: real[n, d], keys: real[m, d], values: real[m, v]) =
    softmax(queries @ transpose(keys) / sqrt(d)) @ values
