fn cube_root(a: real) = root(x -> x^3 - a, 2, 1e-14)
fn logarithms(x: real[2]) = newton(v -> sum(exp(v) - x * v), [0, 0], 1e-14)
fn one(x: real[2]) = newton(v -> sum(exp(v) - x * v), [0, 0], 1e-14)[0]
fn down(x: real[2], lr: real) = descent(v -> sum(v^2) / 2, x, lr, 3)
fn line(x: real[4], y: real[4]) = least_squares(p -> p[0] + p[1] * x - y, [0, 0], 1e-12)
fn banana(a: real) = least_squares(v -> [10 * (v[1] - v[0]^2), a - v[0]], [-1.2, 1], 1e-13)[1]
fn system(b: real[2]) = conjugate_gradients(v -> [[4, 1], [1, 3]] @ v, b, 1e-14)

// grad cube_root(a = 27) = 3, a: 0.037037037037037035 ~1e-14
// run logarithms(x = [1, 2]) = [0, 0.6931471805599453] ~1e-14
// grad one(x = [4, 2]) = 1.3862943611198906, x: [0.25, 0] ~1e-13
// run down(x = [8, -16], lr = 0.5) = [1, -2]
// run line(x = [0, 1, 2, 3], y = [1, 3, 5, 7]) = [1, 2] ~1e-12
// run line(x = [0, 1, 2, 3], y = [1, 3, 2, 4]) = [1.3, 0.8] ~1e-12
// grad banana(a = 2) = 4, a: 4 ~1e-6
// run system(b = [1, 2]) = [0.09090909090909091, 0.6363636363636364] ~1e-14
// run system(b = [0, 0]) = [0, 0]
