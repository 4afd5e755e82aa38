/// Rosenbrock's valley (1960), with its minimum 0 at (1, 1).
/// At (-1.2, 1), where searches start, it is 24.2 and its gradient is (-215.6, -88).
fn rosenbrock(x: real, y: real) = (1 - x)^2 + 100 * (y - x^2)^2

// rosenbrock(-1.2, 1) is 24.2
// grad(rosenbrock)(-1.2, 1) is (-215.6, -88)
// hessian(rosenbrock)(1, 1) is ((802, -400), (-400, 200))
