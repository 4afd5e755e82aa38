// The stated derivatives here are not the true ones, so that it shows that they are used.

fn square(x) = x^2
pullback square(x, ct) = 10 * ct * x

fn cube(x) = x^3
tangent cube(x, dx) = 10 * x^2 * dx

// square(3) is 9
// grad(square)(3) is 30
// grad(cube)(3) is 90
// jvp(square, 3, 2) is (9, 60)
// jvp(cube, 3, 2) is (27, 180)
// vjp(square, 3, 2) is (9, 60)
// value_and_grad(square)(3) is (9, 30)
// grad(x -> 2 * square(3 * x))(1) is 180
// grad(x -> sum(square(x)))([1, 2]) is [10, 20]
// jacobian(square)([1, 2]) is [[10, 0], [0, 20]]
// grad(grad(square))(3) is 10
// grad(grad(cube))(3) is 60
// { let f = square; grad(f)(3) } is 30
// { let a = 2; grad(x -> square(a * x))(3) } is 120
// grad(x -> loop (y = x) for i in 0..2 { square(y) })(1) is 100
// grad(x -> sum(square(x[i]) for i))([1, 2]) is [10, 20]
// grad(x -> if x > 0 { square(x) } else { 0.0 })(3) is 30
// { let again = f -> (x -> f(f(x))); grad(again(square))(1) } is 100

/// What is known at the call is real here, unless it is declared `int`.
fn scaled(x, factor, n: int) = x * factor * n
pullback scaled(x, factor, n, ct) = (100 * ct, 1000 * ct * n)
// scaled(2, 3, 4) is 24
// grad(x -> scaled(x, 3, 4))(2) is 100
// grad(scaled)(2, 3, 4) is (100, 4000)
// jvp((x, y) -> scaled(x, y, 4), (2, 3), (1, 1)) is (24, 4100)

fn norm_of[n](x: real[n], p: {at: real[n], k: int}) = (sum(x * p.at), p.k, {a: x, b: true})
tangent norm_of[n](x: real[n], p, dx: real[n], dp) = (sum(dx), 0, {a: 5 * dx + dp.at, b: 0})
// norm_of([1, 2], {at: [3, 4], k: 5}) is (11, 5, {a: [1, 2], b: true})
// grad(x -> norm_of(x, {at: [3, 4], k: 5})[0])([1, 2]) is [1, 1]
// grad(x -> sum(norm_of(x, {at: 7 * x, k: 5})[2].a))([1, 2]) is [12, 12]
// jvp(x -> norm_of(x, {at: [3.0, 4], k: 5})[2].a, [1, 2], [1, 0]) is ([1, 2], [5, 0])

fn pair(x) = (x, x^2)
pullback pair(x, ct) {
    let (a, b) = ct
    3 * a + 5 * b
}
// grad(x -> pair(x)[0])(2) is 3
// grad(x -> pair(x)[0] + pair(x)[1])(2) is 8

/// Applies a function: what is captured has no derivative here, so nothing may be.
fn applied(f, x) = f(x)
pullback applied(f, x, ct) = -ct * grad(f)(x)
// grad(x -> applied(sin, x))(0) is -1
// grad(x -> applied(y -> y^3, x))(2) is -12

/// A root by bisection has no useful derivative; the implicit function theorem gives one.
fn root_of(a: real) {
    let (low, high) = loop (low = 0.0, high = 1 + a) for i in 0..80 {
        let m = (low + high) / 2
        if m * m * m > a { (low, m) } else { (m, high) }
    }
    (low + high) / 2
}
pullback root_of(a, ct) = ct / (3 * root_of(a)^2)
// root_of(8) is 2
// grad(root_of)(8) is 1 / 12
// grad(grad(root_of))(8) is -2 / 9 / 32

/// The pullback may call what calls the function.
fn log_sum(x) = log(sum(exp(x)))
fn weights(x) = exp(x - log_sum(x))
pullback log_sum(x, ct) = ct * weights(x)
// grad(log_sum)([0, 0]) is [0.5, 0.5]
// hessian(log_sum)([0, 0]) is [[0.25, -0.25], [-0.25, 0.25]]
// jacobian(weights)([0, 0]) is [[0.25, -0.25], [-0.25, 0.25]]

fn tangent(pullback) = 2 * pullback
// tangent(3) is 6
