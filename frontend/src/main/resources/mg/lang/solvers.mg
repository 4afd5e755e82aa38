/// A root of a function of a number, by Newton's method: until a step is at most `tolerance`, or after 100 steps.
fn root(f, start, tolerance) = (loop (x = 1.0 * start, step = inf, n = 0) while abs(step) > tolerance && n < 100 {
    let (y, slope) = value_and_grad(f)(x)
    let step = y / slope
    (x - step, step, n + 1)
})[0]

/// Where the gradient of a function of a vector is 0, by Newton's method: until a step is no longer than `tolerance`,
/// or after 100 steps. Near a minimum it finds the minimum.
fn newton(f, start, tolerance) = (loop (x = 1.0 * start, length = inf, n = 0) while length > tolerance && n < 100 {
    let step = solve(hessian(f)(x), grad(f)(x))
    (x - step, norm(step), n + 1)
})[0]

/// Steps of fixed size down the gradient, from `start`.
fn descent(f, start, lr, steps: int) = loop (x = 1.0 * start) for i in 0..steps { sgd(x, grad(f)(x), lr) }

/// The vector that makes the sum of the squares of `residuals` smallest, by the method of Levenberg (1944) and
/// Marquardt (1963): Gauss and Newton's, where what is added to the diagonal grows until the sum decreases. Until a
/// step that decreased it is no longer than `tolerance`, or after 100 steps.
fn least_squares(residuals, start, tolerance) {
    let cost = x -> sum(residuals(x)^2)
    let step = (x, damping) -> {
        let r = residuals(x)
        let J = jacobian(residuals)(x)
        let normal = transpose(J) @ J
        solve(normal + damping * diag(diag(normal)), transpose(J) @ r)
    }
    (loop (x = 1.0 * start, damping = 1e-3, length = inf, n = 0) while length > tolerance && n < 100 {
        let dx = step(x, damping)
        if cost(x - dx) <= cost(x) { (x - dx, damping / 10, norm(dx), n + 1) }
        else { (x, damping * 10, length, n + 1) }
    })[0]
}

/// The solution of `A(x) = b` for a symmetric positive definite linear function, by conjugate gradients (Hestenes and
/// Stiefel 1952): until the residual is no longer than `tolerance`, or after `2 n` steps.
fn conjugate_gradients(A, b, tolerance) =
    (loop (x = 0.0 * b, r = 1.0 * b, p = 1.0 * b, n = 0) while norm(r) > tolerance && n < 2 * len(b) {
        let q = A(p)
        let rate = dot(r, r) / dot(p, q)
        let rest = r - rate * q
        (x + rate * p, rest, rest + dot(rest, rest) / dot(r, r) * p, n + 1)
    })[0]
