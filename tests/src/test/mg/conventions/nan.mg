// A NaN, or an infinite derivative, in what is not taken never reaches a gradient; in what is taken it does.
fn guarded(x: real) = if x > 0 { x * log(x) } else { 0.0 }
fn guarded_root(x: real) = if x == 0 { 0.0 } else { sqrt(x) }
fn in_loop(x: real[3]) = sum(if x[i] > 0 { log(x[i]) } else { 0.0 } for i)
fn index_of(x: real[3], i: int) = if i < 3 { x[i] } else { -1.0 }
fn selected(x: real[3], i: int) = x[i]
fn unused(x: real, y: real) { let z = log(y)
    x }
fn product(x: real, y: real) = x * y
fn stopped(x: real) = x + stop_gradient(sqrt(x))
fn nan_or_not(x: real[2]) = (max(x), min(x), sum(x), prod(x))

// grad guarded(x = 0) = 0, x: 0
// grad guarded(x = -1) = 0, x: 0
// grad guarded(x = nan) = 0, x: 0
// grad guarded_root(x = 0) = 0, x: 0
// grad in_loop(x = [-1, 0, 2]) = 0.6931471805599453, x: [0, 0, 0.5] ~4e-16
// run index_of(x = [1, 2, 3], i = 5) = -1
// grad index_of(x = [1, 2, 3], i = 5) = -1, x: [0, 0, 0]
// grad index_of(x = [1, 2, 3], i = 2) = 3, x: [0, 0, 1]
// grad selected(x = [1, nan, inf], i = 0) = 1, x: [1, 0, 0]
// grad unused(x = 1, y = -1) = 1, x: 1, y: 0
// grad product(x = 0, y = nan) = nan, x: nan, y: 0
// grad product(x = 0, y = inf) = nan, x: inf, y: 0
// grad stopped(x = 0) = 0, x: 1
// run nan_or_not(x = [nan, 1]) = nan, nan, nan, nan
// run nan_or_not(x = [1, nan]) = nan, nan, nan, nan
// run nan_or_not(x = [-0.0, 0.0]) = -0.0, -0.0, 0, -0.0
