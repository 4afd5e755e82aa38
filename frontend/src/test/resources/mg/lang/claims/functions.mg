fn square(x) = x * x
fn twice(f, x) = f(f(x))
fn compose(f, g) = x -> f(g(x))
fn sq_dist[d](p: real[d], q: real[d]) = sum((p[i] - q[i])^2 for i)
fn cost[n, k, d](points: real[n, d], centroids: real[k, d]) =
    sum(min(sq_dist(points[i], centroids[j]) for j) for i)

// square(3) is 9
// square([1, 2]) is [1, 4]
// twice(square, 3) is 81
// twice(x -> x + 1, 3) is 5
// compose(sin, x -> x * 2)(0.5) is sin(1)
// ((x, y) -> x - y)(5, 3) is 2
// (((a, b), c) -> a + b * c)((1, 2), 3) is 7
// { let k = 10; twice(x -> k * x, 1) } is 100
// twice(neg, 4) is 4
// (x -> y -> x - y)(10)(4) is 6
// sq_dist([1, 2], [4, 6]) is 25
// cost([[0.0, 0], [4, 4]], [[0.0, 1], [4, 5], [9, 9]]) is 2
// sq_dist(q = [1, 2], p = [4, 6]) is 25

fn det[n](A: real[n, n]) =
    if n == 1 { A[0, 0] }
    else { sum((if j % 2 == 0 { 1 } else { -1 }) * A[0, j] * det(minor(A, j)) for j) }
fn minor[n](A: real[n, n], j: int) = [A[i + 1, if k < j { k } else { k + 1 }] for i in 0..n-1, k in 0..n-1]
// det([[2.0]]) is 2
// det([[1.0, 2], [3, 4]]) is -2
// det([[2.0, 0, 1, 3], [1, 1, 0, 2], [0, 5, 2, 1], [1, 0, 3, 1]]) is 3

fn factorial(n: int) = if n == 0 { 1 } else { n * factorial(n - 1) }
// factorial(10) is 3628800

fn halves[n](x: real[2 * n]) = (x[:n], x[n:])
// halves([1, 2, 3, 4]) is ([1, 2], [3, 4])
fn triangle[d](l: real[d * (d - 1) / 2]) = d
// triangle(zeros(6)) is 4
// triangle(zeros(0)) is 0
fn shift[n](x: real[n], y: real[n + 1]) = x + y[1:]
// shift([1, 2], [0, 1, 2]) is [2, 4]

type Camera = {focal: real, rotation: real[3], pair: (real, int)}
fn focal(c: Camera) = c.focal * c.pair[0] + c.pair[1]
// focal({focal: 2, rotation: [0, 0, 0], pair: (3.5, 1)}) is 8
// focal({pair: (3.5, 1), rotation: [0, 0, 0], focal: 2}) is 8

const table = [1, 2, 3]
const third = table[2]
const act = tanh
// third is 3
// act(0) is 0
// { let sum = 3; sum + 1 } is 4

fn either(flag, x) = if flag { x + 1 } else { x[7] }
// either(true, 1) is 2
fn mixed(x: f32, y: f64) = x * y
// mixed(0.5, 3) is 1.5
fn count_down(n) = if n <= 0 { 0 } else { count_down(n - 1) + 1 }
// count_down(50) is 50

type Pair[n, m] = {left: real[n], right: real[m]}
type Square[n] = real[n, n]
type Same[k] = Pair[k, k]
fn widths[n, m](p: Pair[n, m]) = (n, m)
fn triples[k](p: Pair[k, 3 * k]) = k
fn same[n](p: Same[n], s: Square[n]) = n
fn wider[n](p: Pair[2 * n, n], x: real[n]) = sum(p.left) + n
type Packed[d] = real[d * (d - 1) / 2]
fn packed[n](l: Packed[n + 1]) = n
// widths({left: [1, 2], right: [1, 2, 3]}) is (2, 3)
// triples({left: [1, 2], right: zeros(6)}) is 2
// same({left: [1, 2], right: [3, 4]}, eye(2)) is 2
// wider({left: [1, 2], right: [1]}, [5]) is 4
// packed(zeros(6)) is 3

fn norm(x) = 10
fn prod(x) = 20
// norm([3, 4]) is 10
// mg.norm([3.0, 4]) is 5
// mg.prod([3, 4]) is 12
// mg.prod(i for i in 1..4) is 6
// { let mg = {prod: 3}; mg.prod } is 3
// (x -> mg.prod(x) + prod(x))([1, 2]) is 22
