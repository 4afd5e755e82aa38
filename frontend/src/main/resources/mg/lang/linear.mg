/// `Σ x y`.
fn dot(x, y) = sum(x * y)

/// The length of a vector: the square root of the sum of squares. At 0 its derivative is 0.
fn norm(x) {
    let s = sum(x * x)
    if s == 0 { 0.0 * s } else { sqrt(s) }
}

/// All products of an element of `x` and one of `y`.
fn outer(x, y) = [x[i] * y[j] for i, j]

/// The Kronecker product: a block of `B` for each element of `A`.
fn kron[n, m, p, q](A: real[n, m], B: real[p, q]) =
    [A[div(i, p), div(j, q)] * B[i % p, j % q] for i in 0..n * p, j in 0..m * q]

/// A matrix with zeros above its diagonal.
fn tril[n, m](A: real[n, m]) = [if j <= i { A[i, j] } else { 0 } for i, j]

/// A matrix with zeros below its diagonal.
fn triu[n, m](A: real[n, m]) = [if i <= j { A[i, j] } else { 0 } for i, j]

/// The sum of the diagonal.
fn trace[n](A: real[n, n]) = sum(A[i, i] for i)

/// The cross product of two vectors in space.
fn cross(x: real[3], y: real[3]) = [
    x[1] * y[2] - x[2] * y[1],
    x[2] * y[0] - x[0] * y[2],
    x[0] * y[1] - x[1] * y[0]
]

/// The inverse of a matrix. To solve a system use `solve`, which is faster and more accurate.
fn inverse[n](A: real[n, n]) = solve(A, eye(n))

/// The solution of `A x = b` for a symmetric positive definite `A`, of which only the lower triangle is read.
fn solve_spd(A, b) {
    let L = cholesky(A)
    solve_upper(transpose(L), solve_lower(L, b))
}

/// The logarithm of the determinant of a symmetric positive definite matrix, of which only the lower triangle is read.
fn logdet_spd(A) = 2 * sum(log(diag(cholesky(A))))
