fn step(y: real, h: real) = rk4((t, y) -> y, 0, y, h)
fn circle(y: real[2], to: real) = integrate((t, y) -> [y[1], -y[0]], y, 0, to, 1000)
fn grown(rate: real, to: real) = integrate((t, y) -> rate * y, 1.0, 0, to, 100)
fn forced(to: real) = integrate((t, y) -> 4 * t^3, 0.0, 0, to, 2)
fn way(to: real) = trajectory((t, y) -> 4 * t^3, 0.0, 0, to, 2)

// run step(y = 24, h = 1) = 65
// run circle(y = [0, 1], to = 1) = [0.8414709848078965, 0.5403023058681398] ~1e-12
// grad grown(rate = 1, to = 1) = 2.718281828459045, rate: 2.718281828459045, to: 2.718281828459045 ~1e-9
// grad forced(to = 2) = 16, to: 32 ~1e-14
// run way(to = 2) = [1, 16] ~1e-14
