/// The inverse of sinh.
fn asinh(x) = sign(x) * log1p(abs(x) + abs(x) / (1 / abs(x) + hypot(1, 1 / abs(x))))
tangent asinh(x, dx) = dx / hypot(1, x)

/// The inverse of cosh, for x of 1 and more.
fn acosh(x) = log1p(x - 1 + sqrt(x - 1) * sqrt(x + 1))
tangent acosh(x, dx) = dx / (sqrt(x - 1) * sqrt(x + 1))

/// The inverse of tanh.
fn atanh(x) = 0.5 * (log1p(x) - log1p(-x))

/// The logarithm to base 2.
fn log2(x) = log(x) / log(2)

/// The logarithm to base 10.
fn log10(x) = log(x) / log(10)

/// log(p / (1 - p)), the inverse of sigmoid.
fn logit(p) = log(p) - log1p(-p)

/// log(exp(x) + exp(y)).
fn logaddexp(x, y) = max(x, y) + log1p(exp(-abs(select(x == y, 0, x - y))))
tangent logaddexp(x, y, dx, dy) = dx * sigmoid(x - y) + dy * sigmoid(y - x)

/// x, but no less than `low` and no more than `high`.
fn clamp(x, low, high) = min(max(x, low), high)

/// Rounded toward 0.
fn trunc(x) = select(x < 0, ceil(x), floor(x))
