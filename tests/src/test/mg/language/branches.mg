fn sign(x: real) =
    if x > 0 { 1.0 }
    else if x < 0 { -1.0 }
    else { 0.0 }
fn safe_log(x: real) = if x > 0 { log(x) } else { 0.0 }
fn safe_root(x: real) = if x > 0 { sqrt(x) } else { 0 * x }
fn selected(x: real[3]) = select(x > 0, x, 10 * x)
fn pair(x: real) = if x > 0 { (x, 2 * x) } else { (-x, 3.0) }
fn arrays(c: bool, x: real[2]) = if c { x } else { [x[1], x[0]] }
fn apart(x: real[3]) = sum(if i == j { 0.0 } else { (x[i] - x[j])^2 } for i in 0..3, j in 0..3)
fn bordered(x: real[3]) = sum(if i == 0 { x[i]^2 } else { (x[i] - x[i - 1])^2 } for i in 0..3)
fn either(x: real[3]) = sum(if x[i] > 2 { x[i] * x[1] } else { sqrt(x[i]) } for i)
fn inside(x: real[3]) = sum(if x[i] > 0 { x[i]^2 } else { 0.0 } for i)
/// Only one side is built: the other would not fit.
fn static[n](x: real[n]) = if n == 1 { x[0] } else { x[0] + x[1] }
fn fields(x: real) = (if x > 0 { {a: x, b: 2} } else { {b: x, a: 3 * x} }).a
fn carried(x: real) = (loop (r = {a: x, b: 2}) for i in 0..3 { {b: r.a * r.b, a: r.a + r.b} }).b

// run sign(x = 3) = 1
// run sign(x = -3) = -1
// run sign(x = nan) = 0
// run safe_log(x = -1) = 0
// grad safe_log(x = 2) = 0.6931471805599453, x: 0.5 ~1e-15
// grad safe_log(x = 0) = 0, x: 0
// grad safe_root(x = -4) = -0.0, x: 0
// grad apart(x = [1, 2, 4]) = 28, x: [-16, -4, 20]
// grad bordered(x = [1, 3, 6]) = 14, x: [-2, -2, 6]
// grad either(x = [1, 3, 4]) = 22, x: [0.5, 10, 3]
// grad inside(x = [1, -2, nan]) = 1, x: [2, 0, 0]
// run selected(x = [1, -1, 0]) = [1, -10, 0]
// run pair(x = 2) = 2, 4
// run pair(x = -2) = 2, 3
// run arrays(c = true, x = [1, 2]) = [1, 2]
// run arrays(c = false, x = [1, 2]) = [2, 1]
// run static(x = [7]) = 7
// run static(x = [7, 8]) = 15
// grad fields(x = -1) = -3, x: 3
// run carried(x = 1) = 30
