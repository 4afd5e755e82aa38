fn flat(A: real[2, 3]) = flatten(A)
fn identity(x: real) = x * eye(2)
fn hot(i: int) = one_hot(i, 3)
fn hots(i: int[2]) = one_hot(i, 3)
fn steps(a: real, b: real) = linspace(a, b, 5)
fn of_matrix(A: real[2, 3]) = diag(A)
fn to_matrix(x: real[2]) = diag(x)
fn backwards(x: real[3]) = reverse(x)
fn sums(x: real[3]) = cumsum(x)
fn alike(x: real[2]) = (zeros_like(x), ones_like(x))
fn constants() = (pi, euler, inf, nan)
fn weighted(x: real[3]) = sum(cumsum(x) * reverse(x))
fn products(x: real[3]) = cumprod(x)
fn changes(x: real[3]) = diff(x)

// run flat(A = [[1, 2, 3], [4, 5, 6]]) = [1, 2, 3, 4, 5, 6]
// run identity(x = 3) = [[3, 0], [0, 3]]
// run hot(i = 1) = [0, 1, 0]
// run hots(i = [2, 0]) = [[0, 0, 1], [1, 0, 0]]
// run steps(a = 0, b = 1) = [0, 0.25, 0.5, 0.75, 1]
// run of_matrix(A = [[1, 2, 3], [4, 5, 6]]) = [1, 5]
// run to_matrix(x = [1, 2]) = [[1, 0], [0, 2]]
// run backwards(x = [1, 2, 3]) = [3, 2, 1]
// run sums(x = [1, 2, 3]) = [1, 3, 6]
// run sums(x = [inf, 1, 2]) = [inf, inf, inf]
// run sums(x = [-0.0, nan, 2]) = [0, nan, nan]
// run alike(x = [1, 2]) = [0, 0], [1, 1]
// run constants() = 3.141592653589793, 2.718281828459045, inf, nan
// grad weighted(x = [1, 2, 3]) = 15, x: [12, 6, 2]
// run products(x = [2, 3, 4]) = [2, 6, 24]
// run changes(x = [2, 3, 7]) = [1, 4]
