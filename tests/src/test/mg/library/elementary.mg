fn inverses(x: real) = (asinh(sinh(x)), acosh(cosh(x)), atanh(tanh(x)), logit(sigmoid(x)))
fn area(x: real) = asinh(x)
fn hyperbolic(x: real) = acosh(x)
fn artanh(x: real) = atanh(x)
fn logarithms(x: real) = (log2(x), log10(x))
fn added(x: real, y: real) = logaddexp(x, y)
fn within(x: real) = clamp(x, -1, 2.5)
fn whole(x: real) = trunc(x)
fn all(x: real[3]) = asinh(x)
fn curvature(x: real) = grad(asinh)(x)

// run inverses(x = 0.5) = 0.5, 0.5, 0.5, 0.5 ~1e-15
// run inverses(x = 1e-9) = 1e-9, 0, 1e-9, 1e-9 ~1e-15
// run area(x = 1e-300) = 1e-300
// run area(x = 0) = 0
// run area(x = -1e-9) = -1e-9
// run area(x = 1e200) = 461.2101657793691 ~1e-12
// run area(x = -inf) = -inf
// run area(x = nan) = nan
// run hyperbolic(x = 1) = 0
// run hyperbolic(x = 1.0000000000000002) = 2.1073424255447017e-8 ~1e-22
// run hyperbolic(x = 1e200) = 461.2101657793691 ~1e-12
// run hyperbolic(x = inf) = inf
// run hyperbolic(x = 0.5) = nan
// run artanh(x = 1) = inf
// run artanh(x = 1e-20) = 1e-20
// run logarithms(x = 8) = 3, 0.9030899869919435 ~1e-15
// run added(x = -1000, y = -1000) = -999.3068528194401 ~1e-12
// run added(x = -inf, y = -inf) = -inf
// run added(x = inf, y = inf) = inf
// run added(x = -inf, y = 3) = 3
// run within(x = 7) = 2.5
// run within(x = -7) = -1
// run within(x = nan) = nan
// run whole(x = -2.7) = -2
// run whole(x = 2.7) = 2
// run all(x = [0, 1, -1]) = [0, 0.881373587019543, -0.881373587019543] ~1e-15
// grad area(x = 0) = 0, x: 1
// grad area(x = -2) = -1.4436354751788103, x: 0.4472135954999579 ~1e-15
// grad hyperbolic(x = 2) = 1.3169578969248166, x: 0.5773502691896258 ~1e-15
// grad artanh(x = 0.5) = 0.5493061443340549, x: 1.3333333333333333 ~1e-15
// grad added(x = 1, y = 1) = 1.6931471805599454, x: 0.5, y: 0.5 ~1e-15
// grad added(x = 0, y = 800) = 800, x: 0, y: 1
// grad within(x = 1) = 1, x: 1
// grad within(x = 3) = 2.5, x: 0
// grad curvature(x = 1) = 0.7071067811865475, x: -0.3535533905932738 ~1e-15
