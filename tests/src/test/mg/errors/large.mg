param w: real[100000, 100000] = 0
fn f(x: real) = x + w[0, 0]

// error f(x = 1)
//   large.mg:1:10: error: f64[100000, 100000] has more than 2147483647 elements
//     param w: real[100000, 100000] = 0
//              ^^^^^^^^^^^^^^^^^^^^
