fn orders(x: real) = grad(n -> polygamma(n, 2.0))(x)
fn waiting(x: real) = loop (y = x) while y < 100 { y * y }
fn reversed(x: real) = grad(waiting)(x)
fn forwards(x: real) = jvp(waiting, x, 1.0)

// error orders(x = 1)
//   derivatives.mg:1:32: error: 'polygamma' has no derivative
//     wrap its argument in stop_gradient to treat it as a constant
// grad waiting(x = 2) = 256, x: 1024
// run reversed(x = 2) = 1024
// run forwards(x = 2) = 256, 1024
