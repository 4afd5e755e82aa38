// A sum of nothing is 0, and -0.0 stays what it is where IEEE 754 says so.
fn add_zero(x: real) = x + 0
fn add_negative_zero(x: real) = x + -0.0
fn times_zero(x: real) = x * 0
fn minus_itself(x: real) = x - x
fn negated(x: real) = -x
fn minus(x: real) = 0 - x
fn over(x: real) = x / x
fn twice_negated(x: real) = -(-x)
fn infinite(x: real) = 1 / x
fn only(x: real[1]) = (sum(x), prod(x), max(x), min(x))

// run add_zero(x = -0.0) = 0
// run add_negative_zero(x = -0.0) = -0.0
// run times_zero(x = inf) = nan
// run times_zero(x = -1) = -0.0
// run minus_itself(x = inf) = nan
// run minus_itself(x = nan) = nan
// run negated(x = 0) = -0.0
// run minus(x = 0) = 0
// run over(x = 0) = nan
// run twice_negated(x = -0.0) = -0.0
// run infinite(x = -0.0) = -inf
// run only(x = [-0.0]) = 0, -0.0, -0.0, -0.0
