// `x^0 = 1` for every x and `1^y = 1` for every y; at exponent 0 the derivative by x is 0, at base 0 that by y.
fn power(x: real, y: real) = x^y
fn square(x: real) = x^2
fn inverse(x: real) = x^-1
fn half(x: real) = x^0.5
fn one(x: real) = x^0
fn itself(x: real) = x^1
fn exponential(y: real) = 2^y
fn squares(x: real[3]) = sum(x^2)
fn integer(i: int) = i^3
fn by_base(x: real, y: real) = jvp(x -> x^y, x, 1.0)[1]
fn by_exponent(x: real, y: real) = jvp(y -> x^y, y, 1.0)[1]

// grad power(x = 0, y = 0) = 1, x: 0, y: 0
// grad power(x = nan, y = 0) = 1, x: 0, y: nan
// grad power(x = 0, y = 2) = 0, x: 0, y: 0
// grad power(x = 2, y = 3) = 8, x: 12, y: 5.545177444479562 ~4e-16
// run power(x = -8, y = 0.3333333333333333) = nan
// run power(x = -2, y = 3) = -8
// run power(x = 1, y = nan) = 1
// run power(x = 0, y = -1) = inf
// run power(x = -0.0, y = -1) = -inf
// run power(x = 0.5, y = inf) = 0
// grad square(x = -3) = 9, x: -6
// grad square(x = 0) = 0, x: 0
// grad inverse(x = 2) = 0.5, x: -0.25
// grad inverse(x = 0) = inf, x: -inf
// grad half(x = 4) = 2, x: 0.25
// grad half(x = 0) = 0, x: inf
// grad one(x = 0) = 1, x: 0
// grad one(x = nan) = 1, x: 0
// grad itself(x = 5) = 5, x: 1
// grad exponential(y = 3) = 8, y: 5.545177444479562 ~4e-16
// grad squares(x = [1, -2, 3]) = 14, x: [2, -4, 6]
// run integer(i = -3) = -27
// grad by_base(x = 2, y = 0) = 0, x: -0.0, y: 0.5
// grad by_exponent(x = 2, y = 0) = 0.6931471805599453, x: 0.5, y: 0.4804530139182014 ~4e-16
// grad by_base(x = 0, y = 2) = 0, x: 2, y: 0
