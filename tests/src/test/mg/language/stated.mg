fn square(x: real) = x^2
pullback square(x, ct) = 10 * ct * x
fn cube(x: real) = x^3
tangent cube(x, dx) = 10 * x^2 * dx
fn sums(x: real[3]) = sum(square(x[i]) + cube(x[i]) for i)
fn twice(x: real) = grad(square)(x) + loop (y = x) for i in 0..2 { square(y) }
fn forward(x: real) = jvp(y -> square(cube(y)), x, 1.0)

// run square(x = 3) = 9
// grad square(x = 3) = 9, x: 30
// grad cube(x = 3) = 27, x: 90
// grad sums(x = [1, 2, 3]) = 50, x: [20, 60, 120]
// grad twice(x = 1) = 11, x: 110
// run forward(x = 1) = 1, 100
