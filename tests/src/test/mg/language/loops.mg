fn factorial[n](x: real[n]) = loop (p = 1) for i in 0..n { p * (i + 1) }
fn power(x: real) = loop (y = 1.0) for i in 0..5 { y * x }
fn fibonacci(x: real) = loop (a = x, b = x) for i in 0..10 { (b, a + b) }
fn partial(x: real[4]) = scan (s = 0.0) for i in 0..4 { s + x[i] }
fn newton(x: real) = loop (y = x) while abs(y * y - x) > 1e-12 { (y + x / y) / 2 }
fn never(x: real) = loop (y = x) while y > 100 { y + 1 }
fn arrays(x: real[2]) = loop (v = x) for i in 0..3 { [v[1], v[0] + v[1]] }
fn decay(x: real[3]) = sum(loop (s = x) for i in 0..2 { s * s })
fn upto(x: real[3]) = sum(sum(x[j] for j in 0..i) for i in 0..4)
fn shifted(y: real) = loop (x = [y, 0]) for i in 0..2 { x + concat(0, x[:1]) }
fn descent(a: real) = loop (x = 0) for i in 0..3 { x - grad(y -> (y - a)^2)(x) / 4 }
fn counted(a: real) = loop (x = 1, n = 0) while abs(x^2 - a) > 1e-9 { (x - (x^2 - a) / grad(z -> z^2)(x), n + 1) }
fn step(f, x) { let (v, g) = value_and_grad(f)(x); x - v / g }
fn steps(a: real) = loop (x = 1) for i in 0..2 { loop (y = 3, k = 0) for j in 0..2 { (step(z -> z^2 - a, x + y), k + 1) }[0] }
fn vector(a: real) = loop (x = [0, 4]) for i in 0..2 { x - 0.25 * grad(y -> sum((y - a)^2))(x) }
fn record(a: real) = loop (r = {at: (1, 2), n: 3}) for i in 0..2 { {at: (jvp(y -> y * a, r.at[0], 1)[1], 7), n: r.n + 1} }

// run factorial(x = [0, 0, 0, 0, 0]) = 120
// run factorial(x = []) = 1
// run fibonacci(x = 1) = 89, 144
// run partial(x = [1, 2, 3, 4]) = [1, 3, 6, 10]
// run newton(x = 9) = 3 ~1e-12
// run never(x = 1) = 1
// run arrays(x = [1, 1]) = [3, 5]
// run upto(x = [1, 10, 100]) = 123
// grad power(x = 2) = 32, x: 80
// grad decay(x = [1, 2, -1]) = 18, x: [4, 32, -4]
// run shifted(y = 5) = [5, 10]
// run descent(a = 2) = 1.75
// grad descent(a = 2) = 1.75, a: 0.875
// run counted(a = 2) = 1.4142135623730951, 4 ~1e-9
// run steps(a = 2) = 2.518191559070786 ~1e-12
// run vector(a = 2) = [1.5, 2.5]
// run record(a = 2) = 2, 7, 5
