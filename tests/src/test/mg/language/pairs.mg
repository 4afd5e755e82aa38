/// The sum over `j` for point `i` is added up before it goes to row `i` of the gradient.
fn quartic(a: real[2], b: real[2]) {
    let q = a - b
    (q @ q)^2
}
fn energy(x: real[24, 2]) = sum(if i == j { 0.0 } else { quartic(x[i], x[j]) } for i in 0..24, j in 0..24)
fn line(t: real[24]) = [[t[i], 2 * t[i]] for i]
/// On the line `t (1, 2)` the derivative by a point is `40 Σ (t_i - t_j)³ (1, 2)`.
fn error(t: real[24]) {
    let g = grad(energy)(line(t))
    let slope = [40 * sum((t[i] - t[j])^3 for j) for i]
    max(max(abs(g[i, 0] - slope[i]), abs(g[i, 1] - 2 * slope[i])) for i)
}
fn waves() = error([sin(i + 1.0) for i in 0..24])

// run waves() = 0 ~1e-9
