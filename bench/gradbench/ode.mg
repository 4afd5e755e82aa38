/// GradBench `ode`: y'_0 = x_0 and y'_i = x_i y_{i-1} from y(0) = 0, in s steps of Runge and Kutta to time 2.

fn primal[n](x: real[n], s: int) {
    let velocity = y -> [x[i] * (if i == 0 { 1.0 } else { y[i - 1] }) for i]
    runge_kutta(velocity, zeros(n), 2 / s, s)
}

/// The classical method of order 4 for y' = f(y), with steps of length h.
fn runge_kutta(f, start, h: real, steps: int) = loop (y = start) for i in 0..steps {
    let k1 = f(y)
    let k2 = f(y + h / 2 * k1)
    let k3 = f(y + h / 2 * k2)
    let k4 = f(y + h * k3)
    y + h / 6 * (k1 + 2 * k2 + 2 * k3 + k4)
}

fn gradient[n](x: real[n], s: int) = grad(x -> primal(x, s)[n - 1])(x)
