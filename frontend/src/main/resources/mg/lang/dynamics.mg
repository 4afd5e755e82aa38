/// A step of length `h` of the classical method of Runge and Kutta, of order 4, for `y' = f(t, y)` (Kutta 1901).
fn rk4(f, t, y, h) {
    let k1 = f(t, y)
    let k2 = f(t + h / 2, y + h / 2 * k1)
    let k3 = f(t + h / 2, y + h / 2 * k2)
    let k4 = f(t + h, y + h * k3)
    y + h / 6 * (k1 + 2 * k2 + 2 * k3 + k4)
}

/// The solution at time `to` of `y' = f(t, y)` with `y(from) = y`, in equal steps of `rk4`.
fn integrate(f, y, from, to, steps: int) {
    let h = (to - from) / steps
    loop (y = y) for i in 0..steps { rk4(f, from + i * h, y, h) }
}

/// The solution after each of those steps.
fn trajectory(f, y, from, to, steps: int) {
    let h = (to - from) / steps
    scan (y = y) for i in 0..steps { rk4(f, from + i * h, y, h) }
}
