/// Rosenbrock's valley in `n` dimensions, and its bottom by Newton's method without a Hessian: conjugate gradients need
/// only products of it with vectors, and such a product costs about as much as a few gradients.
///
///     mg run examples/rosenbrock_chain.mg:bottom x='[1.3, 0.7, 0.8, 1.9, 1.2]'

fn valley[n](x: real[n]) = sum(100 * (x[i + 1] - x[i]^2)^2 + (1 - x[i])^2 for i in 0..n-1)

/// The Hessian times a vector: the derivative of the gradient along it.
fn hessian_times[n](x: real[n], v: real[n]) = jvp(grad(valley), x, v)[1]

/// Steps that are halved until they go down.
fn bottom[n](x: real[n]) = loop (x = x) while norm(grad(valley)(x)) > 1e-9 {
    let step = conjugate_gradients(v -> hessian_times(x, v), grad(valley)(x), 1e-12)
    x - step * loop (rate = 1.0) while valley(x - rate * step) > valley(x) { rate / 2 }
}

const x = [1.3, 0.7, 0.8, 1.9, 1.2]

// Expected: scipy.optimize.rosen, rosen_der and rosen_hess_prod at the same place.
// valley(x) is 848.22
// grad(valley)(x) is [515.4, -285.4, -341.6, 2085.4, -482]
// hessian_times(x, [1, 2, 3, 4, 5]) is [710, -420, -1210, 11456, -2040]
// hessian(valley)(x) @ [1, 2, 3, 4, 5] is hessian_times(x, [1, 2, 3, 4, 5])
// bottom(x) is ones(5)
// bottom(zeros(20)) is ones(20)
