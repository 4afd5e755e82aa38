// Expected: mpmath 1.3 with 30 digits, as special.txt of ir.
fn trigamma(x: real) = grad(grad(lgamma))(x)
fn tetragamma(x: real) = jvp(jacobian(grad(lgamma)), x, 1)[1]
fn fifth(x: real) = grad(grad(grad(grad(grad(lgamma)))))(x)
fn binet(x: real[2]) = hessian(v -> lgamma(v[0] * v[1]) + digamma(v[1]))(x)
fn arrays(x: real[3]) = polygamma(1, x)
fn orders(n: real[4]) = polygamma(n, 2.5)
fn single(x: f32) = grad(digamma)(x)
fn nll(k: real, x: real[3]) = -sum((k - 1) * log(x[i]) - x[i] - lgamma(k) for i)
fn curvature(k: real, x: real[3]) = grad(grad(k -> nll(k, x)))(k)

// run trigamma(x = 2.5) = 0.49035775610023486 ~1e-14
// run trigamma(x = -1.25) = 19.181879647671606 ~1e-13
// run tetragamma(x = 0.3) = -75.272536588726031 ~1e-12
// run tetragamma(x = -7.6) = -22.291481096904387 ~1e-11
// run fifth(x = 3) = -0.13626612344087823 ~1e-14
// run binet(x = [1.5, 0.8]) = [[0.81112141147121864, 1.2318127499163467], [1.2318127499163467, -1.5785169962181316]] ~1e-12
// run arrays(x = [0.5, 1, 20]) = [4.9348022005446793, 1.6449340668482264, 0.05127082293520312] ~1e-14
// run orders(n = [0, 1, 2, 0.5]) = [0.70315664064524319, 0.49035775610023486, -0.2362040516417274, nan] ~1e-14
// run single(x = 2.5) = 0.49035775610023486 ~1e-6
// run curvature(k = 2, x = [1, 2, 3]) = 1.9348022005446793 ~1e-14
