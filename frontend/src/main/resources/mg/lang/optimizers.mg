/// A step of gradient descent: the new weights.
fn sgd(w, g, lr) = w - lr * g

/// A step with momentum (Polyak 1964): the new weights and velocities.
fn momentum(w, g, v, lr, beta) {
    let u = beta * v + g
    (w - lr * u, u)
}

/// A step of Adam (Kingma and Ba 2015), the `t`-th counted from 1: the new weights and both moments. What makes up for the
/// moments' beginning at zero is the same for all weights, so that each takes one division and one root.
fn adam(w, g, m, v, t, lr, beta1, beta2, epsilon) {
    let m1 = beta1 * m + (1 - beta1) * g
    let v1 = beta2 * v + (1 - beta2) * g * g
    let rate = lr / (1 - beta1^t)
    let scale = 1 / sqrt(1 - beta2^t)
    (w - rate * m1 / (scale * sqrt(v1) + epsilon), m1, v1)
}

/// A step with a momentum that looks ahead (Nesterov 1983; in this form Sutskever et al. 2013): the new weights and
/// velocities.
fn nesterov(w, g, v, lr, beta) {
    let u = beta * v + g
    (w - lr * (g + beta * u), u)
}

/// A step in units of the root of the mean square of recent gradients (Hinton 2012): the new weights and mean squares.
fn rmsprop(w, g, s, lr, beta, epsilon) {
    let s1 = beta * s + (1 - beta) * g * g
    (w - lr * g / (sqrt(s1) + epsilon), s1)
}

/// A step in units of the root of the sum of squares of all gradients (Duchi, Hazan and Singer 2011): the new weights
/// and sums.
fn adagrad(w, g, s, lr, epsilon) {
    let s1 = s + g * g
    (w - lr * g / (sqrt(s1) + epsilon), s1)
}

/// A step of Adam whose weights also decay (Loshchilov and Hutter 2019): the new weights and both moments.
fn adamw(w, g, m, v, t, lr, beta1, beta2, epsilon, decay) {
    let (w1, m1, v1) = adam(w, g, m, v, t, lr, beta1, beta2, epsilon)
    (w1 - lr * decay * w, m1, v1)
}
