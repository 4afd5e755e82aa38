/// Poisson regression: counts in a trial of three treatments (rows) with three outcomes (columns), from A. J. Dobson,
/// An Introduction to Generalized Linear Models, 1990, p. 93; also the example of `glm` in R.
///
///     mg run examples/poisson_regression.mg:fit
const counts = [
    [18, 17, 15],
    [20, 10, 20],
    [25, 13, 12]
]

/// The counts to expect: the logarithm is a constant, plus an effect of the outcome and one of the treatment, each
/// against the first.
fn rates(w: real[5]) {
    let outcome = concat(0, w[1:3])
    let treatment = concat(0, w[3:])
    [exp(w[0] + outcome[j] + treatment[i]) for i, j]
}

/// Minus the logarithm of the likelihood.
fn surprise(w: real[5]) = -sum(poisson_log_mass(counts, rates(w)))

/// Constant, effects of outcomes 2 and 3, effects of treatments 2 and 3; by Newton's method.
fn fit() = newton(surprise, [log(mean(counts)), 0, 0, 0, 0], 1e-10)

/// Their standard errors, from the curvature.
fn standard_errors() = sqrt(diag(inverse(hessian(surprise)(fit()))))

/// Twice what the likelihood loses against a rate for each count.
fn deviance(w: real[5]) = 2 * sum(counts * log(counts / rates(w)) - (counts - rates(w)))

// Expected: Newton's method in NumPy, and scipy.stats.poisson. R has 3.045, -0.4543, -0.2930, 0, 0, with errors 0.1709,
// 0.2022, 0.1927, 0.2, 0.2, and deviance 5.1291.
// fit() is [3.044522437723423, -0.4542552722775964, -0.29298712468147403, 0, 0]
// standard_errors() is [0.17089865185644157, 0.20217075919384553, 0.19274234515979285, 0.2, 0.2]
// surprise(fit()) is 23.380659200978847
// deviance(fit()) is 5.129141077001144
