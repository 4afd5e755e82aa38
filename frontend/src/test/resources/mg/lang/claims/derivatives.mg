fn f(x) = x^3
fn g(x: real, y: real) = x * y^2
fn poly(x: real[3]) = x[0] * x[1] + x[2]^3

// grad(f)(2) is 12
// grad(grad(f))(2) is 12
// grad(grad(grad(f)))(2) is 6
// grad(x -> x^2)(3) is 6
// grad(g)(2, 3) is (9, 12)
// value_and_grad(g)(2, 3) is (18, (9, 12))
// value_and_grad(f)(2) is (8, 12)
// grad(sin)(0) is 1
// grad(poly)([1, 2, 3]) is [2, 1, 27]
// { let a = 5; grad(x -> a * x)(1) } is 5
// { let a = [1.0, 2]; grad(x -> sum(a * x))(a) } is [1, 2]
// jvp(f, 2, 1) is (8, 12)
// jvp(g, (2, 3), (1, 0)) is (18, 9)
// jvp(grad(f), 2, 1) is (12, 12)
// vjp(f, 2, 10) is (8, 120)
// vjp(x -> 2 * x, [1, 2], [3, 4]) is ([2, 4], [6, 8])
// jacobian(x -> [x[0] * x[1], sin(x[0]), x[1]^3])([2, 3]) is [[3, 2], [cos(2), 0], [0, 27]]
// jacobian(x -> [sum(x), x[0]])([2, 3, 4, 5]) is [[1, 1, 1, 1], [1, 0, 0, 0]]
// jacobian(x -> [x, x^2])(3) is [1, 6]
// jacobian(sin)(0) is 1
// jacobian(x -> (x[0], 2 * x))([1, 2]) is ([1, 0], [[2, 0], [0, 2]])
// jacobian((x, y) -> x * y)(2, [3, 4]) is ([3, 4], [[2, 0], [0, 2]])
// jacobian(A -> A @ [1, 2])([[1, 2], [3, 4]]) is [[[1, 2], [0, 0]], [[0, 0], [1, 2]]]
// hessian(f)(2) is 12
// hessian(poly)([1, 2, 3]) is [[0, 1, 0], [1, 0, 0], [0, 0, 18]]
// hessian(g)(2, 3) is ((0, 6), (6, 4))
// grad(x -> x * stop_gradient(x))(3) is 3
// grad(r -> r.a * r.b[0])({a: 2, b: [3, 4]}) is (3, [2, 0])
// grad(x -> 7)(1) is 0
// grad(x -> if x > 0 { x^2 } else { -x })(3) + grad(x -> if x > 0 { x^2 } else { -x })(-3) is 5
// grad(x -> loop (y = x) for i in 0..3 { y * y })(2) is 1024
// grad(x -> sum(x[i] * i for i))([5, 6, 7]) is [0, 1, 2]
// grad(x -> max(x[i] for i))([5, 7, 6]) is [0, 1, 0]

fn cost[n, d](points: real[n, d], c: real[d]) = sum((points[i, j] - c[j])^2 for i, j)
fn newton[n, d](points: real[n, d], c: real[d]) {
    let g = grad(c -> cost(points, c))
    let (slope, curvature) = jvp(g, c, ones(d))
    c - slope / curvature
}
// newton([[1.0, 2], [3, 6]], [0.0, 0]) is [2, 4]

fn root(f, x0: real) = loop (x = x0) while abs(f(x)) > 1e-12 { x - f(x) / grad(f)(x) }
// root(x -> x^2 - 2, 1) is sqrt(2)

fn integer(x: real, n: int) = x * n
// grad(integer)(2, 3) is 3
fn outer_product(x: real[2]) = grad(w -> sum(w * x))(x) + grad(w -> sum(w^2))(x)
// outer_product([1, 2]) is [3, 6]
fn nested(x: real) = grad(y -> x * grad(z -> x * y * z)(2))(3)
// nested(5) is 25
// grad(nested)(5) is 10

// sparse_jacobian(x -> [x[0] * x[1], x[1]^3])([2, 3]) is ([0, 0, 1], [0, 1, 1], [3, 2, 27])
// sparse_jacobian(x -> x^2)([1, 2, 3]) is ([0, 1, 2], [0, 1, 2], [2, 4, 6])
// sparse_jacobian(x -> x^2)(3) is ([0], [0], [6])
// sparse_jacobian(A -> A @ [1, 2])([[1, 2], [3, 4]]) is ([0, 0, 1, 1], [0, 1, 2, 3], [1, 2, 1, 2])
// len(sparse_jacobian(x -> 7 * ones(2))([1.0, 2])[2]) is 0
// sparse_jacobian(grad(poly))([1, 2, 3]) is ([0, 1, 2], [1, 0, 2], [1, 1, 18])
// sparse_jacobian(g)(2, 3) is (([0], [0], [9]), ([0], [0], [12]))
// sparse_jacobian(r -> (r.a * r.b, r.b[1]))({a: 2, b: [3, 4]})[1] is (([], [], []), ([0], [1], [1]))

const owner = [2, 0, 2]
fn owned(x: real[3], w: real[3]) = [x[owner[i]] * w[i] for i]
// sparse_jacobian(x -> owned(x, [5, 6, 7]))([1, 1, 1]) is ([0, 1, 2], [2, 0, 2], [5, 6, 7])
// sparse_jacobian(x -> [x[k] for k in 1..3])([1, 2, 3]) is ([0, 1], [1, 2], [1, 1])
fn through(x: real[3], k: int) = x[k]
// len(sparse_jacobian(x -> [through(x, k) for k in 0..2])([1, 2, 3])[0]) is 2
fn chosen(x: real[3], at: int[2]) = sparse_jacobian(y -> [y[at[0]], y[2]])(x)
// chosen([1, 2, 3], [1, 1]) is ([0, 0, 0, 1], [0, 1, 2, 2], [0, 1, 0, 1])
// grad(x -> sum(sparse_jacobian(y -> y^3)(x)[2]))([1, 2]) is [6, 12]

fn nearest(x: real) = round(x)
pullback nearest(x, ct) = ct
fn energy(x: real[3]) = sum(nearest(x[i])^2 for i)
// sparse_jacobian(x -> [nearest(x[i]) for i])([1.2, 3]) is ([0, 1], [0, 1], [1, 1])
// sparse_jacobian(nearest)(1.2) is ([0], [0], [1])
// sparse_jacobian(grad(energy))([1.2, 2, 3]) is ([0, 1, 2], [0, 1, 2], [2, 2, 2])
