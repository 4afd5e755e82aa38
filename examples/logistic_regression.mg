/// Logistic regression: how does the chance to pass an exam grow with the hours spent on it? The data of twenty
/// students and the answer are those of https://en.wikipedia.org/wiki/Logistic_regression.
///
///     mg run examples/logistic_regression.mg:fit
const hours = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 1.75, 2, 2.25, 2.5, 2.75, 3, 3.25, 3.5, 4, 4.25, 4.5, 4.75, 5, 5.5]
const passed = [0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 1, 1, 1, 1, 1]

/// Minus the logarithm of the likelihood, where `w[0] + w[1] · hours` is the logarithm of the odds.
fn surprise(w: real[2]) = sum(binary_cross_entropy(w[0] + w[1] * hours[i], passed[i]) for i)

/// Intercept and slope, by Newton's method.
fn fit() = newton(surprise, [0, 0], 1e-10)

/// Their standard errors, from the curvature.
fn standard_errors() = sqrt(diag(inverse(hessian(surprise)(fit()))))

/// The chance to pass.
fn chance(hours: real) = sigmoid(fit() @ [1, hours])

// Expected: Newton's method in NumPy. Wikipedia has -4.1 and 1.5, with errors 1.8 and 0.6, and 0.25 after two hours.
// fit() is [-4.077713431087631, 1.5046454283733335]
// standard_errors() is [1.7609943141564697, 0.6287208459453852]
// surprise(fit()) is 8.029878464344675
// chance(2) is 0.25570318264090997
