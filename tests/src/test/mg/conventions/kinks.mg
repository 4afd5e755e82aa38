// What a derivative is where there is none, or several.
fn rectified(x: real) = relu(x)
fn absolute(x: real) = abs(x)
fn by_max(x: real) = max(x, 0)
fn by_if(x: real) = if x > 0 { x } else { 0.0 }
fn direction(x: real) = sign(x) * x
fn larger(x: real, y: real) = max(x, y)
fn smaller(x: real, y: real) = min(x, y)
fn largest(x: real[3]) = max(x)
fn smallest(x: real[3]) = min(x[i] for i)
fn where(x: real[3]) = x[argmax(x)]
fn root(x: real) = sqrt(x)
fn cubic(x: real) = cbrt(x)
fn far(x: real, y: real) = hypot(x, y)
fn steps(x: real) = floor(x) + ceil(x) + round(x)
fn logarithm(x: real) = log(x)
fn length(x: real[2]) = norm(x)
fn spread(x: real[2]) = std(x)
fn angle(y: real, x: real) = atan2(y, x)
fn gamma(x: real) = lgamma(x)

// grad rectified(x = 0) = 0, x: 0
// grad rectified(x = -0.0) = -0.0, x: 0
// grad rectified(x = nan) = nan, x: 0
// grad absolute(x = 0) = 0, x: 0
// grad absolute(x = -0.0) = 0, x: 0
// grad absolute(x = -2) = 2, x: -1
// grad by_max(x = 0) = 0, x: 0.5
// grad by_if(x = 0) = 0, x: 0
// grad direction(x = -3) = 3, x: -1
// grad larger(x = 1, y = 1) = 1, x: 0.5, y: 0.5
// grad larger(x = 0.0, y = -0.0) = -0.0, x: 0.5, y: 0.5
// grad larger(x = 2, y = 1) = 2, x: 1, y: 0
// grad smaller(x = 1, y = 1) = 1, x: 0.5, y: 0.5
// grad smaller(x = 2, y = 1) = 1, x: 0, y: 1
// grad largest(x = [3, 1, 3]) = 3, x: [1, 0, 0]
// grad largest(x = [1, nan, 3]) = nan, x: [0, 1, 0]
// grad smallest(x = [2, 1, 1]) = 1, x: [0, 1, 0]
// grad where(x = [3, 1, 3]) = 3, x: [1, 0, 0]
// grad root(x = 0) = 0, x: inf
// grad root(x = -1) = nan, x: nan
// grad cubic(x = 0) = 0, x: inf
// grad far(x = 0, y = 0) = 0, x: 0, y: 0
// grad far(x = 3, y = -4) = 5, x: 0.6, y: -0.8 ~4e-16
// grad steps(x = 1.5) = 5, x: 0
// grad logarithm(x = 0) = -inf, x: inf
// grad spread(x = [3, 3]) = 0, x: [0, 0]
// grad spread(x = [1, 3]) = 1, x: [-0.5, 0.5]
// grad length(x = [0, 0]) = 0, x: [0, 0]
// grad angle(y = 0, x = -1) = 3.141592653589793, y: -1, x: -0.0 ~1e-15
// grad gamma(x = 3) = 0.6931471805599453, x: 0.9227843350984671 ~1e-14
