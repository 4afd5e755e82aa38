fn twice(f, x) = f(f(x))
fn square(x) = x * x
fn fourth(x: real) = twice(square, x)
fn lambda(x: real) = twice(y -> y + x, 1.0)
fn compose(f, g) = x -> f(g(x))
fn composed(x: real) = compose(sin, square)(x)
fn two(f, x) = f(x, 2 * x)
fn pairs(x: real) = two((a, b) -> a * b, x)
fn named(x: real, y: real) = x - y
fn calls(a: real) = named(y = a, x = 1) + named(a, y = 2)
fn sized[n](x: real[n], y: real[n]) = sum(x * y) / n
fn sized_call(x: real[4]) = sized(x[0:2], x[2:4])
fn recursive[n](x: real[n]) = if n == 1 { x[0] } else { x[0] + 2 * recursive(x[1:]) }
fn given[n](x: real) = sum(x * i for i in 0..n)
fn shapes[n, d](x: real[n, d * (d - 1) / 2]) = n

// run fourth(x = 3) = 81
// run lambda(x = 5) = 11
// run pairs(x = 3) = 18
// run calls(a = 4) = -1
// run sized_call(x = [1, 2, 3, 4]) = 5.5
// run recursive(x = [1, 2, 3]) = 17
// run given[n = 4](x = 2) = 12
// run square(x = 3) = 9
// run square(x = i64 3) = 9
// run square(x = f32 0.1) = 0.010000001
// run square(x = [1, 2]) = [1, 4]
// run shapes[d = 3](x = [[1, 2, 3], [4, 5, 6]]) = 2
// grad fourth(x = 3) = 81, x: 108
// grad composed(x = 2) = -0.7568024953079282, x: -2.6145744834544478 ~1e-15
// grad recursive(x = [1, 2, 3]) = 17, x: [1, 2, 4]
