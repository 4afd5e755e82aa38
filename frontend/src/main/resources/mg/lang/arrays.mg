/// The ratio of a circle's circumference to its diameter.
const pi = 3.141592653589793
/// The base of the natural logarithm.
const euler = 2.718281828459045
/// Positive infinity.
const inf = 1.0 / 0.0
/// Not a number.
const nan = 0.0 / 0.0

/// All elements of an array along one axis.
fn flatten(x) = reshape(x, count(x))

/// The identity matrix.
fn eye(n: int) = real([int(i == j) for i in 0..n, j in 0..n])

/// 1 at position `i` of `n`, otherwise 0. For an array of positions, a row for each.
fn one_hot(i, n: int) =
    if rank(i) == 0 { select(i == iota(n), 1.0, 0.0) } else { [one_hot(i[k], n) for k] }

/// From `from` to `to` in `n` equal steps, both ends included.
fn linspace(from, to, n: int) = [from + (to - from) * i / (if n > 1 { n - 1 } else { 1 }) for i in 0..n]

/// The diagonal of a matrix; of a vector, the matrix that has it as its diagonal.
fn diag(x) =
    if rank(x) == 1 { [if i == j { x[i] } else { 0 } for i in 0..len(x), j in 0..len(x)] }
    else { [x[i, i] for i in 0..if size(x, 0) < size(x, 1) { size(x, 0) } else { size(x, 1) }] }

/// The items in the opposite order.
fn reverse(x) = [x[len(x) - 1 - i] for i in 0..len(x)]

/// The sums of the first 1, 2, … items.
fn cumsum(x) = if len(x) == 0 { x } else { scan (s = zeros_like(x[0])) for i in 0..len(x) { s + x[i] } }

/// The products of the first 1, 2, … items.
fn cumprod(x) = if len(x) == 0 { x } else { scan (p = ones_like(x[0])) for i in 0..len(x) { p * x[i] } }

/// From each item to the next.
fn diff(x) = if len(x) == 0 { x } else { x[1:] - x[:len(x) - 1] }
