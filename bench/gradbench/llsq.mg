/// GradBench `llsq`: how well a polynomial with coefficients x fits the sign function at n points of [-1, 1].

fn primal[m](x: real[m], n: int) = sum((sign(t(i, n)) - p(x, t(i, n)))^2 for i in 0..n) / 2

fn t(i: int, n: int) = -1 + 2 * i / (n - 1)

/// Σ x_j t^j
fn p[m](x: real[m], t: real) = (loop (s = 0.0, power = 1.0) for j in 0..m { (s + x[j] * power, power * t) })[0]

fn gradient[m](x: real[m], n: int) = grad(x -> primal(x, n))(x)
