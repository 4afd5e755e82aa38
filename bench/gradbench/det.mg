/// GradBench `det`: a determinant by expansion in minors.

fn primal(A, ell: int) = det(reshape(A, ell, ell))

/// Along the first row, with alternating signs.
fn det[n](A: real[n, n]) =
    if n == 0 { 1.0 }
    else { sum((if j % 2 == 0 { A[0, j] } else { -A[0, j] }) * det(minor(A, j)) for j) }

/// The matrix without its first row and column j.
fn minor[n](A: real[n, n], j: int) = [A[i + 1, if k < j { k } else { k + 1 }] for i in 0..n-1, k in 0..n-1]

fn gradient(A, ell: int) = grad(A -> primal(A, ell))(A)
