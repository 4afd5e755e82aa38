fn square(x: real) = x^2
pullback square(x, ct) = 10 * ct * x
fn cube(x: real) = x^3
tangent cube(x, dx) = 10 * x^2 * dx
fn sums(x: real[3]) = sum(square(x[i]) + cube(x[i]) for i)
fn twice(x: real) = grad(square)(x) + loop (y = x) for i in 0..2 { square(y) }
fn forward(x: real) = jvp(y -> square(cube(y)), x, 1.0)
param w: real[2] = 3
param scale: real = 2
fn weighted(x: real[2], k: int) = sum(x * w) * scale * k
pullback weighted(x, k, ct) = 10 * ct * w * scale * k
fn weighted_twice(x: real, y: real) = weighted([x, y], 2) + weighted([1, x], 3)
fn apply(h, x: real) = h(x)
tangent apply(h, x, dx) = 10 * grad(h)(x) * dx
fn capturing(a: real, x: real) = apply(y -> a * y^2, x) + apply(y -> y * a + scale, 2 * x)
fn among(a: real, x: real) = apply_first((y -> a * y^2, x), a)
fn apply_first(p, q: real) = p[0](p[1]) * q
pullback apply_first(p, q, ct) = ((p[0], 10 * ct * q * grad(p[0])(p[1])), 100 * ct)
fn by_closure(a: real, x: real) = grad(apply)(y -> a * y^2, x)
fn plain(h, x: real) = h(x)
fn by_plain(a: real, x: real) = grad(plain)(y -> a * y^2, x)
fn inside(a: real, x: real) = grad((p, q) -> p[0](p[1]) * q)((y -> a * y^2, x), a)[0][1]
fn along(a: real, x: real) = jvp((h, x) -> h(x), (y -> a * y^2, x), (0, 1))[1]

// run square(x = 3) = 9
// grad square(x = 3) = 9, x: 30
// grad cube(x = 3) = 27, x: 90
// grad sums(x = [1, 2, 3]) = 50, x: [20, 60, 120]
// grad twice(x = 1) = 11, x: 110
// run forward(x = 1) = 1, 100
// grad weighted_twice(x = 1, y = 2) = 72, x: 300, y: 120
// grad weighted_twice(x = 1, y = 2) = 72, w: [10, 14], scale: 36
// grad capturing(a = 2, x = 3) = 32, a: 15, x: 160
// grad among(a = 2, x = 3) = 36, a: 118, x: 240
// run by_closure(a = 2, x = 3) = 120
// run by_plain(a = 2, x = 3) = 12
// run inside(a = 2, x = 3) = 24
// run along(a = 2, x = 3) = 12
