/// A Gaussian process with a squared exponential kernel: how likely it makes observations, how that changes with the
/// kernel, and what it predicts (Rasmussen and Williams, Gaussian Processes for Machine Learning, 2006, chapters 2 and 5).
///
///     mg grad examples/gaussian_process.mg:log_likelihood x='[0, 1, 2]' y='[0.1, 0.9, 0.8]' theta='[0, 0, -1]'

/// Logarithms of length scale, amplitude and noise: any numbers are allowed, so any optimiser will do.
fn kernel[n, m](a: real[n], b: real[m], theta: real[3]) =
    [exp(2 * theta[1] - 0.5 * ((a[i] - b[j]) / exp(theta[0]))^2) for i, j]

/// The covariance matrix of the observations.
fn observed[n](x: real[n], theta: real[3]) = kernel(x, x, theta) + exp(2 * theta[2]) * eye(n)

/// The marginal likelihood, algorithm 2.1.
fn log_likelihood[n](x: real[n], y: real[n], theta: real[3]) =
    multivariate_normal_log_density(y, zeros(n), observed(x, theta))

/// The means and standard deviations of the function at new points, equations 2.25 and 2.26.
fn predict[n, m](x: real[n], y: real[n], theta: real[3], at: real[m]) {
    let L = cholesky(observed(x, theta))
    let v = solve_lower(L, kernel(x, at, theta))
    let mean = transpose(v) @ solve_lower(L, y)
    (mean, [sqrt(exp(2 * theta[1]) - sum(v[i, j]^2 for i)) for j in 0..m])
}

const x = [0.0, 0.5, 1.2, 1.9, 2.7, 3.1, 4.0, 4.6]
const y = [0.1, 0.6, 0.9, 1.0, 0.3, 0.1, -0.8, -1.0]
const theta = [0.2, -0.1, -1.5]

// Expected: scipy.stats.multivariate_normal.logpdf; equation 5.9 with numpy.linalg.inv; numpy.linalg.solve.
// log_likelihood(x, y, theta) is -4.000365824376168
// grad(t -> log_likelihood(x, y, t))(theta) is [2.7936883798515213, -2.0265842373001304, -2.648007260813744]
// predict(x, y, theta, [1.5, 5.0])[0] is [0.9740937631859898, -0.9206006136441677]
// predict(x, y, theta, [1.5, 5.0])[1] is [0.16317582627503258, 0.3263456787637016]
