const p = [1.0, 2, 3]
const M = [[1.0, 2, 3], [4, 5, 6]]

// [i * i for i in 0..4] is [0, 1, 4, 9]
// [i for i in 2..5] is [2, 3, 4]
// [i for i in 3..1] is zeros(0)
// [10 * i + j for i in 0..2, j in 0..3] is [[0, 1, 2], [10, 11, 12]]
// [p[i] + 1 for i] is [2, 3, 4]
// [M[i, j] for j, i] is [[1, 4], [2, 5], [3, 6]]
// [[M[i, j] for i] for j] is [[1, 4], [2, 5], [3, 6]]
// [sum(M[i]) for i] is [6, 15]
// [(i, p[i]) for i][1] is [1, 2, 3]
// [{a: i}.a for i in 0..2] is [0, 1]
// [{a: i, b: p} for i in 0..2].b is [p, p]
// sum(p[i]^2 for i) is 14
// sum(M[i, j] for i, j) is 21
// sum(M[i] for i) is [5, 7, 9]
// sum(1 for i in 0..5) is 5
// sum((p[i], 1) for i) is (6, 3)
// prod(p[i] for i) is 6
// max(-p[i] for i) is -1
// max(M[i] for i) is [4, 5, 6]
// min(M[i, j] for i, j) is 1
// argmax(p[i] for i) is 2
// argmin(abs(i - 7) for i in 5..9) is 7
// any(p[i] > 2 for i) is true
// all(p[i] > 2 for i) is false
// mean(p[i] for i) is 2
// sum(p[i] * M[j, i] for i, j) is 46
// sum(i * j for i in 0..4, j in 0..i) is 11
// sum(p[c] for r in 0..3, c in r..3) is 14
// sum(p[c] for r in 0..3, c in 0..r+1) is 10
// max(p[c] for r in 1..3, c in 0..r) is 2
// sum(sum(p[c] for c in r..3) for r in 2..3) is 3
// argmax(p[c] for c in 1..2) is 1

// loop (x = 1) for i in 0..5 { x * 2 } is 32
// loop (x = 0) for i in 0..3 { x + 0.5 } is 1.5
// loop (a = 0, b = 1) for i in 0..10 { (b, a + b) } is (55, 89)
// loop (s = 0) for i { s + p[i] } is 6
// loop (s = 0 * p) for i in 0..3 { s + M[1] * i } is [12, 15, 18]
// loop (r = {n: 0, x: 1.0}) for i in 0..3 { {n: r.n + 1, x: r.x / 2} } is (3, 0.125)
// loop (x = 100) while x > 10 { x / 2 } is 6.25
// loop (n = 27, steps = 0) while n != 1 { (if n % 2 == 0 { div(n, 2) } else { 3 * n + 1 }, steps + 1) } is (1, 111)
// scan (x = 1) for i in 0..4 { 2 * x } is [2, 4, 8, 16]
// scan (s = 0.0) for i { s + p[i] } is [1, 3, 6]
// scan (a = 0, b = 1) for i in 0..4 { (b, a + b) } is ([1, 1, 2, 3], [1, 2, 3, 5])
// loop (x = 1) for i in 0..0 { x * 2 } is 1
// loop (x = 1.0) for i in 0..2 { loop (y = x) for j in 0..3 { y + i } } is 4

fn times(n: int) = loop (x = 1) for i in 0..n { x * 2 }
// times(int(max([2, 5]))) is 32
// times(int(max([-2, -5]))) is 1
fn between(n: int) = loop (x = 0) for i in n..2*n { x + i }
// between(int(max([3, 2]))) is 12

fn collatz(n: int) = (loop (k = n, steps = 0) while k != 1 { (if k % 2 == 0 { div(k, 2) } else { 3 * k + 1 }, steps + 1) })[1]
// [collatz(i) for i in 1..6] is [0, 1, 7, 2, 5]

fn weighted(x: real[3], n: int) = sum(x[j]^2 * i for i in 0..n, j)
fn open(x: real[3], n: int) = sum(sum(x[j] * i for j in 0..i) for i in 0..n)
// weighted(p, int(max([4, 2]))) is 84
// grad(x -> weighted(x, int(max([4, 2]))))(p) is [12, 24, 36]
// open(p, int(max([3, 2]))) is 7
// grad(x -> open(x, int(max([3, 2]))))(p) is [3, 2, 0]
