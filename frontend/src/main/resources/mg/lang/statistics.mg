/// The mean of all elements.
fn mean(x) = sum(x) / count(x)

/// The mean squared distance from the mean.
fn var(x) {
    let d = x - mean(x)
    sum(d * d) / count(x)
}

/// The standard deviation: the square root of the variance. Of equal numbers its derivative is 0.
fn std(x) {
    let v = var(x)
    if v == 0 { 0.0 * v } else { sqrt(v) }
}

/// The mean product of the distances of two arrays from their means.
fn covariance(x, y) = sum((x - mean(x)) * (y - mean(y))) / count(x)

/// The covariance of two arrays in units of their standard deviations.
fn correlation(x, y) = covariance(x, y) / (std(x) * std(y))

/// The logarithm of the normal density with mean `mu` and standard deviation `sigma`.
fn normal_log_density(x, mu, sigma) = -0.5 * ((x - mu) / sigma)^2 - log(sigma) - 0.5 * log(2 * pi)

/// The logarithm of the density of the normal distribution of vectors with this mean and this covariance matrix.
fn multivariate_normal_log_density[n](x: real[n], mu: real[n], sigma: real[n, n]) {
    let L = cholesky(sigma)
    let z = solve_lower(L, x - mu)
    -0.5 * sum(z * z) - sum(log(diag(L))) - 0.5 * n * log(2 * pi)
}
