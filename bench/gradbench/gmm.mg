/// GradBench `gmm`: the posterior of a Gaussian mixture with a Wishart prior, n points in d dimensions, k components.
/// The inverse covariance of component k is Q_kᵀ Q_k: Q_k is lower triangular with diagonal exp(q_k) and, column by
/// column below it, l_k.

fn objective[n, d, k](x: real[n, d], m: int, gamma: real, alpha: real[k], mu: real[k, d], q: real[k, d],
                      l: real[k, d * (d - 1) / 2]) {
    let Q = [triangle(q[j], l[j]) for j]
    let weight = [alpha[j] + sum(q[j]) for j]
    let likelihood = sum(logsumexp(weight[j] - squared(product(Q[j], x[i] - mu[j])) / 2 for j) for i in 0..n)
    likelihood - n * (logsumexp(alpha) + d * log(2 * pi) / 2) + wishart(q, l, gamma, m)
}

fn triangle[d](q: real[d], l: real[d * (d - 1) / 2]) =
    [if i == j { exp(q[i]) } else if i > j { l[column(d, j) + i - j - 1] } else { 0.0 } for i in 0..d, j in 0..d]

/// The product of a lower triangular matrix and a vector.
fn product[d](t: real[d, d], v: real[d]) = [sum(t[r, c] * v[c] for c in 0..r + 1) for r in 0..d]

/// Where column j starts in the strict lower part of a matrix of d rows: after d-1, d-2, … elements.
fn column(d: int, j: int) = div(j * (2 * d - j - 1), 2)

fn squared(x) = sum(x^2)

/// The logarithm of the prior's density, a Wishart distribution with d + m + 1 degrees of freedom.
fn wishart[k, d, s](q: real[k, d], l: real[k, s], gamma: real, m: int) {
    let nu = d + m + 1
    let norm = nu * d * (log(gamma) - log(2) / 2) - log_gamma(d, nu / 2)
    k * norm - sum(gamma^2 / 2 * (squared(exp(q[j])) + squared(l[j])) - m * sum(q[j]) for j)
}

/// The logarithm of the gamma function in d dimensions.
fn log_gamma(d: int, a: real) = d * (d - 1) / 4 * log(pi) + sum(lgamma(a - j / 2) for j in 0..d)

fn jacobian[n, d, k](x: real[n, d], m: int, gamma: real, alpha: real[k], mu: real[k, d], q: real[k, d],
                     l: real[k, d * (d - 1) / 2]) {
    let (da, dmu, dq, dl) = grad((a, mu, q, l) -> objective(x, m, gamma, a, mu, q, l))(alpha, mu, q, l)
    {alpha: da, mu: dmu, q: dq, l: dl}
}
