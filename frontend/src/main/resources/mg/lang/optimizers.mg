/// A step of gradient descent: the new weights.
fn sgd(w, g, lr) = w - lr * g

/// A step with momentum (Polyak 1964): the new weights and velocities.
fn momentum(w, g, v, lr, beta) {
    let u = beta * v + g
    (w - lr * u, u)
}

/// A step of Adam (Kingma and Ba 2015), the `t`-th counted from 1: the new weights and both moments.
fn adam(w, g, m, v, t, lr, beta1, beta2, epsilon) {
    let m1 = beta1 * m + (1 - beta1) * g
    let v1 = beta2 * v + (1 - beta2) * g * g
    let step = m1 / (1 - beta1^t) / (sqrt(v1 / (1 - beta2^t)) + epsilon)
    (w - lr * step, m1, v1)
}
