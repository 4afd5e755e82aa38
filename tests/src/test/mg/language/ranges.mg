fn least[m](x: real[m], n: int) = min(x[i]^2 for i in 0..n)
fn most[m](x: real[m], n: int) = max(x[i] * x[n - 1] for i in 1..n)
fn product[m](x: real[m], n: int) = prod(x[i] for i in 0..n)
fn where[m](x: real[m], n: int) = (argmax(x[i] for i in 1..n), argmin(x[i] for i in 0..n))
fn truth[m](x: real[m], n: int) = (any(x[i] > 2 for i in 0..n), all(x[i] > 0 for i in 0..n))
fn wholes(n: int) = (prod(i for i in 1..n), max(i % 3 for i in 0..n), min(i * i - 5 * i for i in 0..n))
fn nested[m](x: real[m], n: int) = sum(prod(x[i] + j for i in 0..n) * max(x[i] * j for i in j..n) for j in 0..n)
fn rows[m](x: real[m], n: int) = sum(max([x[i], -x[i], x[i]^2] for i in 0..n))
fn bends[m](x: real[m], n: int) = hessian(v -> nested(v, n))(x)
fn third[m](x: real[m], n: int) = jvp(v -> bends(v, n)[0, 1], x, [1, 2, 3])[1]
fn along[m](x: real[m], n: int) = jvp(v -> (least(v, n), most(v, n), product(v, n)), x, [1, 10, 100])[1]
fn known[m](x: real[m]) = prod(max(x[j] for j in 0..i+1) for i in 0..m)
fn long(r: real, n: int) = prod(r for i in 0..n)
fn last_of[m](x: real[m], start: int) = max(x[i] for i in start..m)

// run least(x = [1.5, -0.5, 2.5], n = 3) = 0.25
// grad least(x = [1.5, -0.5, 2.5], n = 3) = 0.25, x: [0, -1, 0]
// grad least(x = [1.5, -0.5, 2.5], n = 1) = 2.25, x: [3, 0, 0]
// grad least(x = [1.5, -0.5, 2.5], n = 0) = inf, x: [0, 0, 0]
// grad least(x = [1.5, -0.5, 2.5], n = -7) = inf, x: [0, 0, 0]
// run least(x = [1, nan, 0], n = 3) = nan
// grad most(x = [1.5, -0.5, 2.5], n = 3) = 6.25, x: [0, 0, 5]
// grad product(x = [1.5, -0.5, 2.5], n = 3) = -1.875, x: [-1.25, 3.75, -0.75]
// grad product(x = [1.5, 0, 2.5], n = 3) = 0, x: [0, 3.75, 0]
// grad product(x = [1.5, 0, 2.5], n = 0) = 1, x: [0, 0, 0]
// run where(x = [1.5, -0.5, 2.5], n = 3) = 2, 1
// run where(x = [1.5, -0.5, 2.5], n = 0) = 1, 0
// run truth(x = [1.5, -0.5, 2.5], n = 3) = true, false
// run truth(x = [1.5, -0.5, 2.5], n = 0) = false, true
// run wholes(n = 6) = 120, 2, -6
// run nested(x = [1.5, -0.5, 2.5], n = 3) = 129.0625
// grad nested(x = [1.5, -0.5, 2.5], n = 2) = -0.625, x: [-0.25, 0, 0]
// run rows(x = [1.5, -0.5, 2.5], n = 3) = 9.25
// run rows(x = [1.5, -0.5, 2.5], n = 1) = 2.25
// grad rows(x = [1.5, -0.5, 2.5], n = 3) = 9.25, x: [0, -1, 6]
// run bends(x = [1.5, -0.5, 2.5], n = 3) = [[0, 31.25, 24], [31.25, 0, 64], [24, 64, 23.5]]
// run third(x = [1.5, -0.5, 2.5], n = 3) = 60
// run along(x = [1.5, -0.5, 2.5], n = 3) = -10, 500, -38.75
// run along(x = [1.5, -0.5, 2.5], n = 2) = -10, -10, 14.5
// grad known(x = [2, 1, 3]) = 12, x: [12, 0, 4]
// grad long(r = 0.999, n = 3000) = 0.04971239399803616, r: 149.28646846257104 ~1e-9
// run last_of(x = [3, 1, 2], start = 1) = 2
// run last_of(x = [3, 1, 2], start = 3) = -inf
// grad last_of(x = [3, 1, 2], start = 1) = 2, x: [0, 0, 1]
