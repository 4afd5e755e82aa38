/// The mean of all elements.
fn mean(x) = sum(x) / count(x)

/// The mean squared distance from the mean.
fn var(x) {
    let d = x - mean(x)
    sum(d * d) / count(x)
}

/// The standard deviation: the square root of the variance.
fn std(x) = sqrt(var(x))

/// The mean product of the distances of two arrays from their means.
fn covariance(x, y) = sum((x - mean(x)) * (y - mean(y))) / count(x)

/// The covariance of two arrays in units of their standard deviations.
fn correlation(x, y) = covariance(x, y) / (std(x) * std(y))

/// The logarithm of the normal density with mean `mu` and standard deviation `sigma`.
fn normal_log_density(x, mu, sigma) = -0.5 * ((x - mu) / sigma)^2 - log(sigma) - 0.5 * log(2 * pi)
