/// The probability that a standard normal variable is less than `x`.
fn normal_cdf(x) = 0.5 * (1 + erf(x / sqrt(2)))

/// The logarithm of the density of the exponential distribution at `x`: waiting times for events of this rate.
fn exponential_log_density(x, rate) = select(x >= 0, log(rate) - rate * x, -inf)

/// The logarithm of the density of the gamma distribution at `x > 0`, with mean `shape / rate`.
fn gamma_log_density(x, shape, rate) = shape * log(rate) + (shape - 1) * log(x) - rate * x - lgamma(shape)

/// The logarithm of the density of the beta distribution at `x` between 0 and 1, with mean `a / (a + b)`.
fn beta_log_density(x, a, b) = (a - 1) * log(x) + (b - 1) * log1p(-x) - log_beta(a, b)

/// The logarithm of the density of Student's distribution with `nu` degrees of freedom, moved by `mu` and stretched by
/// `sigma`.
fn student_log_density(x, nu, mu, sigma) =
    lgamma((nu + 1) / 2) - lgamma(nu / 2) - 0.5 * log(pi * nu) - log(sigma) -
        (nu + 1) / 2 * log1p(((x - mu) / sigma)^2 / nu)

/// The logarithm of the density of the Dirichlet distribution at positive numbers `x` that sum to 1.
fn dirichlet_log_density(x, alpha) = sum((alpha - 1) * log(x)) + lgamma(sum(alpha)) - sum(lgamma(alpha))

/// The logarithm of the probability of `k` events where `rate` are expected.
fn poisson_log_mass(k, rate) = select(k == 0, 0.0, k * log(rate)) - rate - lgamma(k + 1.0)

/// The logarithm of the probability of `y`, which is 1 with probability `p` and otherwise 0. From a logit, which may be
/// any number, it is `-binary_cross_entropy(logit, y)`.
fn bernoulli_log_mass(y, p) = select(y == 1, log(p), log1p(-p))

/// The logarithm of the probability of `k` successes in `n` trials, each with probability `p`.
fn binomial_log_mass(k, n, p) =
    log_binomial(n, k) + select(k == 0, 0.0, k * log(p)) + select(k == n, 0.0, (n - k) * log1p(-p))

/// The logarithm of the beta function.
fn log_beta(a, b) = lgamma(a) + lgamma(b) - lgamma(a + b)

/// The logarithm of the number of ways to choose `k` of `n`.
fn log_binomial(n, k) = lgamma(n + 1.0) - lgamma(k + 1.0) - lgamma(n - k + 1.0)
