fn sums(x: real, y: real) = x + y - 2 * x
fn quotient(x: real, y: real) = x / y
fn remainder(x: real, y: real) = x % y
fn whole(i: int, j: int) = (i + j * 2 - 1) % 4
fn ratio(i: int, j: int) = i / j
fn powers(x: real) = -x^2 + 2^3^2 + x^-1
fn chained(x: real) = x - 1 - 1 - (1 - x)

// run sums(x = 3, y = 5) = 2
// run quotient(x = 1, y = 3) = 0.3333333333333333
// run quotient(x = -1, y = 0) = -inf
// run quotient(x = 0, y = 0) = nan
// run remainder(x = -5.5, y = 2) = -1.5
// run remainder(x = 5.5, y = -2) = 1.5
// run whole(i = 5, j = 3) = 2
// run whole(i = -5, j = 0) = -2
// run ratio(i = 7, j = 2) = 3.5
// run powers(x = 2) = 508.5
// run chained(x = 10) = 17
// f32 run quotient(x = 1, y = 3) = 0.33333334
// grad sums(x = 3, y = 5) = 2, x: -1, y: 1
// grad quotient(x = 1, y = 4) = 0.25, x: 0.25, y: -0.0625
// grad remainder(x = 7, y = 2) = 1, x: 1, y: -3
// grad powers(x = 2) = 508.5, x: -4.25 ~1e-15
