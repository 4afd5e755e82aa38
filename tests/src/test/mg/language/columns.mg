// Reductions along other axes than the last: the loops of the derivative run in another order than the axes.
fn columns(x: real[2, 3]) = sum(sum(x, axis = 0)^2)
fn middle(x: real[2, 2, 2]) = sum(sum(x, axis = 1)^2 * [1, 10])
fn first(x: real[2, 2, 3]) = sum(sum(x, axis = 0)^2 * [[1, 2, 3], [4, 5, 6]])
fn outer(x: real[2, 2, 2]) = sum(sum(x, axis = (0, 2))^3)
fn products(x: real[2, 3]) = sum(prod(x, axis = 0))
fn turned(x: real[2, 2, 2]) = sum(sum((j + 1) * (k + 3) * sum(x[i, j, k] for i)^2 for j in 0..2) for k in 0..2)
fn half(x: real[2, 3]) = sum(sum(x[i, j] for i)^2 for j in 0..2)
fn upper(x: real[3, 3]) = sum(sum(x[i, j] for i in 0..j + 1)^2 for j)
fn curvature(x: real[2, 3]) = jvp(grad(columns), x, [[1, 0, 0], [0, 1, 2]])[1]

// grad columns(x = [[1, 2, 3], [4, 5, 6]]) = 155, x: [[10, 14, 18], [10, 14, 18]]
// grad middle(x = [[[1, 2], [3, 4]], [[5, 6], [7, 8]]]) = 2480, x: [[[8, 120], [8, 120]], [[24, 280], [24, 280]]]
// grad first(x = [[[1, 0, 0], [0, 1, 0]], [[0, 0, 2], [1, 0, 1]]]) = 28, x: [[[2, 0, 12], [8, 10, 12]], [[2, 0, 12], [8, 10, 12]]]
// grad outer(x = [[[1, 0], [0, 1]], [[1, 1], [0, 1]]]) = 35, x: [[[27, 27], [12, 12]], [[27, 27], [12, 12]]]
// grad products(x = [[1, 2, 3], [4, 5, 6]]) = 32, x: [[4, 5, 6], [1, 2, 3]]
// grad turned(x = [[[1, 0], [0, 1]], [[1, 1], [0, 1]]]) = 48, x: [[[12, 8], [0, 32]], [[12, 8], [0, 32]]]
// grad half(x = [[1, 2, 3], [4, 5, 6]]) = 74, x: [[10, 14, 0], [10, 14, 0]]
// grad upper(x = [[1, 2, 3], [4, 5, 6], [7, 8, 9]]) = 374, x: [[2, 14, 36], [0, 14, 36], [0, 0, 36]]
// run curvature(x = [[1, 2, 3], [4, 5, 6]]) = [[2, 2, 4], [2, 2, 4]]
