fn squares(x: real[3]) = [x[i]^2 for i]
fn grid() = [10 * i + j for i in 0..2, j in 0..3]
fn products(x: real[2], y: real[3]) = [x[i] * y[j] for i, j]
fn total(x: real[4]) = sum(x[i] * i for i)
fn shifted(x: real[4]) = [x[i + 1] - x[i] for i in 0..3]
fn largest(x: real[2, 3]) = [max(x[i, j] for j) for i]
fn where(x: real[3]) = (argmax(x[i] for i), argmin(x))
fn any_all(x: real[3]) = (any(x[i] > 2 for i), all(x > 0))
fn product(x: real[3]) = prod(x[i] for i)
fn triangle[n](x: real[n]) = sum(i for i in 0..n)
fn nothing() = (sum(i * 1.0 for i in 0..0), prod(i * 1.0 for i in 0..0), any(i > 0 for i in 0..0))
fn along(A: real[2, 3]) = (sum(A, axis = 0), sum(A, axis = 1), max(A, axis = 1))
fn nested(x: real[3]) = sum(sum(x[i] * x[j] for j) for i)

// run squares(x = [1, 2, 3]) = [1, 4, 9]
// run grid() = [[0, 1, 2], [10, 11, 12]]
// run products(x = [1, 2], y = [1, 10, 100]) = [[1, 10, 100], [2, 20, 200]]
// run shifted(x = [1, 3, 6, 10]) = [2, 3, 4]
// run largest(x = [[1, 3, 2], [-1, -3, -2]]) = [3, -1]
// run where(x = [1, 3, -3]) = 1, 2
// run any_all(x = [1, 2, 3]) = true, true
// run triangle(x = [1, 1, 1, 1, 1]) = 10
// run triangle(x = []) = 0
// run nothing() = 0, 1, false
// run along(A = [[1, 2, 3], [4, 5, 6]]) = [5, 7, 9], [6, 15], [3, 6]
// grad total(x = [1, 1, 1, 1]) = 6, x: [0, 1, 2, 3]
// grad product(x = [2, 3, 4]) = 24, x: [12, 8, 6]
// grad product(x = [2, 0, 4]) = 0, x: [0, 8, 0]
// grad nested(x = [1, 2, 3]) = 36, x: [12, 12, 12]
