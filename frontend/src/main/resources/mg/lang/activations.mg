/// `log(1 + exp(x))`, without overflow. `select` instead of `max` and `abs`, which have kinks at 0: this has none.
fn softplus(x) = select(x > 0, x, 0) + log1p(exp(select(x > 0, -x, x)))

/// `x · sigmoid(x)` (Elfwing, Uchibe and Doya 2018).
fn silu(x) = x * sigmoid(x)

/// `x · Φ(x)` with the normal distribution function (Hendrycks and Gimpel 2016).
fn gelu(x) = 0.5 * x * (1 + erf(x / sqrt(2)))

/// `x` where it is positive, otherwise `slope · x`.
fn leaky_relu(x, slope) = select(x > 0, x, slope * x)

/// `x` where it is positive, otherwise `exp(x) - 1`.
fn elu(x) = select(x > 0, x, expm1(select(x > 0, 0, x)))

/// `log Σ exp(x)` along the last axis, without overflow.
fn logsumexp(x) =
    if rank(x) > 1 { [logsumexp(x[i]) for i] }
    else {
        let top = stop_gradient(max(x))
        let m = select(abs(top) < inf, top, 0.0)
        log(sum(exp(x - m))) + m
    }

/// Positive numbers that sum to 1, in the proportions of `exp(x)`, along the last axis.
fn softmax(x) =
    if rank(x) > 1 { [softmax(x[i]) for i] }
    else {
        let p = exp(x - stop_gradient(max(x)))
        p / sum(p)
    }

/// The logarithm of `softmax(x)`.
fn log_softmax(x) =
    if rank(x) > 1 { [log_softmax(x[i]) for i] }
    else {
        let y = x - stop_gradient(max(x))
        y - log(sum(exp(y)))
    }
