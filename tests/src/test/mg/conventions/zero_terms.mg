// Terms that are zero in all columns of a Jacobian that are formed at once may be left out of a sum, but not where a factor
// is not finite.

fn blended(theta: real[8], weights: real[64, 24], points: real[64, 4]) {
    let bones = [[[(r + m + 1) * (if k < 8 { sin(theta[k % 8]) } else { 2 }) for m in 0..4] for r in 0..3] for k in 0..24]
    [2 * sum(weights[j, k] * (bones[k] @ points[j]) for k) for j]
}

fn slopes(at: int, large: real) {
    let weights = [[if j == 5 && k == at { large } else { 1 } for k in 0..24] for j in 0..64]
    let points = [[real(j + m) for m in 0..4] for j in 0..64]
    jacobian(theta -> blended(theta, weights, points))(zeros(8))
}

/// How many of the 1536 are numbers.
fn numbers(at: int, large: real) {
    let s = slopes(at, large)
    sum(int(s[j, r, i] == s[j, r, i]) for i in 0..8, r in 0..3, j in 0..64)
}

// run numbers(at = 20, large = 1) = 1536
// run numbers(at = 20, large = inf) = 1512
// run numbers(at = 3, large = inf) = 1515
