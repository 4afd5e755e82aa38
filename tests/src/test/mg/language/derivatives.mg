fn f(x: real) = x^3
fn slope(x: real) = grad(f)(x)
fn second(x: real) = grad(grad(f))(x)
fn third(x: real) = grad(grad(grad(f)))(x)
fn both(x: real) = value_and_grad(f)(x)
fn g(x: real[2], y: real) = x[0]^2 * y + sin(x[1])
fn by_all(x: real[2], y: real) = grad(g)(x, y)
fn closed(x: real[2], y: real) = grad(v -> g(v, y))(x)
fn forward(x: real) = jvp(f, x, 2.0)
fn reverse(x: real[2]) = vjp(v -> [v[0] * v[1], v[0]], x, [1.0, 10.0])
fn matrix(x: real[2]) = jacobian(v -> [v[0] * v[1], v[0]^2, 1.0])(x)
fn curvature(x: real[2]) = hessian(v -> v[0]^2 * v[1])(x)
fn stopped(x: real) = x * stop_gradient(x)
fn root(x: real) = loop (r = 1.0) while abs(f(r) - x) > 1e-13 { r - (f(r) - x) / grad(f)(r) }
fn hvp(x: real[2], v: real[2]) = jvp(grad(u -> u[0]^2 * u[1]), x, v)
fn unused(x: real, y: real) = x
fn tail(x: real[4]) = sparse_jacobian(v -> [v[i] * v[i + 1] for i in 0..3])(x)
fn arrow(x: real[4]) = sparse_jacobian(v -> [if i == 0 { sum(v) } else { v[i]^2 } for i in 0..4])(x)
fn bands(x: real[4]) = sparse_jacobian(grad(v -> sum(v[i] * v[i + 1]^2 for i in 0..3)))(x)
fn axes(x: real[2, 2, 1]) = sum(sum(x, axis = (0, 2))^2) + sum(sum(x, axis = 1)^3)
fn along(A: real[2, 3]) = jvp(A -> sum(reshape(A, 3, 2)[1]^2) + sum(broadcast(A, 2, 2, 3)^2), A, ones(2, 3))[1]

// run slope(x = 2) = 12
// run second(x = 2) = 12
// run third(x = 2) = 6
// run both(x = 2) = 8, 12
// run by_all(x = [3, 0], y = 2) = [12, 1], 9
// run closed(x = [3, 0], y = 2) = [12, 1]
// run forward(x = 2) = 8, 24
// run reverse(x = [2, 3]) = [6, 2], [13, 2]
// run matrix(x = [2, 3]) = [[3, 2], [4, 0], [0, 0]]
// run curvature(x = [2, 3]) = [[6, 4], [4, 0]]
// run root(x = 8) = 2 ~1e-12
// run hvp(x = [2, 3], v = [1, 1]) = [12, 4], [10, 4]
// run tail(x = [1, 2, 3, 4]) = [0, 0, 1, 1, 2, 2], [0, 1, 1, 2, 2, 3], [2, 1, 3, 2, 4, 3]
// run arrow(x = [1, 2, 3, 4]) = [0, 0, 0, 0, 1, 2, 3], [0, 1, 2, 3, 1, 2, 3], [1, 1, 1, 1, 4, 6, 8]
// run bands(x = [1, 2, 3, 4]) = [0, 1, 1, 1, 2, 2, 2, 3, 3], [1, 0, 1, 2, 1, 2, 3, 2, 3], [4, 4, 2, 6, 6, 4, 8, 8, 6]
// grad slope(x = 2) = 12, x: 12
// grad stopped(x = 3) = 9, x: 3
// grad unused(x = 3, y = 4) = 3, x: 1, y: 0
// grad axes(x = [[[1], [2]], [[3], [4]]]) = 422, x: [[[35], [39]], [[155], [159]]]
// grad along(A = [[1, 2, 3], [4, 5, 6]]) = 98, A: [[4, 4, 6], [6, 4, 4]]
