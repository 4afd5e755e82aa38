fn polynomial[n](c: real[n], t: real) = sum(c[j] * t^j for j in 0..n)
fn many(t: real, n: int) = sum(t^j for j in 0..n)
fn falling(t: real) = sum(t^(4 - j) for j in 0..5)
fn negative(t: real) = sum(t^(j - 1) for j in 0..3)
fn wholes(n: int) = sum(n^j for j in 0..4)
fn known(t: real) = [t^0, t^1, t^2, t^3, t^4, t^5, t^6]
fn rows(t: real[2]) = sum(t^j for j in 1..4)
fn bend(t: real) = grad(grad(t -> polynomial([1, 2, 3, 4], t)))(t)

// grad polynomial(c = [1, 2, 3, 4], t = 0) = 1, c: [1, 0, 0, 0], t: 2
// grad polynomial(c = [1, 2, 3, 4], t = 2) = 49, c: [1, 2, 4, 8], t: 62
// grad polynomial(c = [1, 2, 3, 4], t = -2) = -23, c: [1, -2, 4, -8], t: 38
// run polynomial(c = [1, 0], t = nan) = nan
// run polynomial(c = [1], t = nan) = 1
// grad polynomial(c = [1], t = nan) = 1, t: 0
// run polynomial(c = [1, 1, 1, 1, 1, 1, 1], t = 2) = 127
// run polynomial(c = [], t = 2) = 0
// run many(t = 2, n = 10) = 1023
// run falling(t = 2) = 31
// run negative(t = 2) = 3.5
// run wholes(n = 3) = 40
// run known(t = -2) = [1, -2, 4, -8, 16, -32, 64]
// run known(t = -0.0) = [1, -0.0, 0, -0.0, 0, -0.0, 0]
// run known(t = -inf) = [1, -inf, inf, -inf, inf, -inf, inf]
// run rows(t = [2, -1]) = [14, -1]
// run bend(t = 2) = 54
