const A = [[1.0, 2, 3], [4, 5, 6]]
const v = [10, 20, 30]
const t = reshape(iota(24), 2, 3, 4)

// A + v is [[11, 22, 33], [14, 25, 36]]
// A * 2 is [[2, 4, 6], [8, 10, 12]]
// A + [[100], [200]] is [[101, 102, 103], [204, 205, 206]]
// [[1], [2]] * [[1, 10, 100]] is [[1, 10, 100], [2, 20, 200]]
// -A is [[-1, -2, -3], [-4, -5, -6]]
// A > 3 is [[false, false, false], [true, true, true]]
// A @ v is [140, 320]
// v @ v is 1400
// [1, 2] @ A is [9, 12, 15]
// A @ transpose(A) is [[14, 32], [32, 77]]
// t @ [1, 0, 0, 0] is [[0, 4, 8], [12, 16, 20]]
// [1, 1, 1] @ t is [[12, 15, 18, 21], [48, 51, 54, 57]]
// [[1, 1, 1]] @ t is [[[12, 15, 18, 21]], [[48, 51, 54, 57]]]
// [[1, 1, 1], [0, 0, 1]] @ t is [[[12, 15, 18, 21], [8, 9, 10, 11]], [[48, 51, 54, 57], [20, 21, 22, 23]]]
// t @ transpose(t, 0, 2, 1) is [t[k] @ transpose(t[k]) for k]
// reshape(t, 2, 1, 3, 4) @ transpose([t[0], t[1], t[0]], 0, 2, 1) is [[t[i] @ transpose([t[0], t[1], t[0]][j]) for j in 0..3] for i in 0..2]
// A[1] is [4, 5, 6]
// A[1, 2] is 6
// A[1][2] is 6
// A[:, 1] is [2, 5]
// A[0:1] is [[1, 2, 3]]
// A[:, 1:] is [[2, 3], [5, 6]]
// A[:, ::2] is [[1, 3], [4, 6]]
// A[:, 0:3:2] is [[1, 3], [4, 6]]
// A[0, :2] is [1, 2]
// A[1:1] is zeros(0, 3)
// t[1, :, 2] is [14, 18, 22]
// t[:, 1, :] is [[4, 5, 6, 7], [16, 17, 18, 19]]
// t[:, :, 3] is [[3, 7, 11], [15, 19, 23]]
// v[[2, 0, 0]] is [30, 10, 10]
// A[[1, 0, 1]] is [[4, 5, 6], [1, 2, 3], [4, 5, 6]]
// A[[[1, 0]], 2] is [[6, 3]]
// A[[1], 1:] is [[5, 6]]
// A[:, [2, 0]] is [[3, 1], [6, 4]]

fn dynamic(i: int) = (A[i], A[i, i], A[:, i], t[1, i, 1:3], t[:, i, 1], t[0:1, i], t[i:i+1])
fn at(i: int) = (A[i], A[i, i], A[:, i], t[1, i, 1:3], t[:, i, 1], t[0:1, i])
// [at(i)[3] for i in 0..2] is [[13, 14], [17, 18]]
// [at(i)[2] for i in 0..2] is [[1, 4], [2, 5]]
// [at(i)[4] for i in 0..2] is [[1, 13], [5, 17]]
// [at(i)[5] for i in 0..2] is [[[0, 1, 2, 3]], [[4, 5, 6, 7]]]
// dynamic(1)[6] is t[1:]

// [1, 2.5] is [1.0, 2.5]
// [[1], [2]][1, 0] is 2
// [true, false][0] is true
// len(A) is 2
// len((1, 2, 3)) is 3
// rank(A) is 2
// rank(3) is 0
// size(A, 1) is 3
// count(A) is 6
// zeros(2, 3) is [[0, 0, 0], [0, 0, 0]]
// ones(2) is [1, 1]
// zeros() is 0
// fill(7, 2) is [7, 7]
// iota(3) is [0, 1, 2]
// reshape(A, 3, 2) is [[1, 2], [3, 4], [5, 6]]
// broadcast(v, 2, 3) is [v, v]
// transpose(A) is [[1, 4], [2, 5], [3, 6]]
// transpose(t, 1, 2, 0)[2, 3] is [11, 23]
// concat(v, [1, 2]) is [10, 20, 30, 1, 2]
// concat(A, A, axis = 1) is [[1, 2, 3, 1, 2, 3], [4, 5, 6, 4, 5, 6]]
// concat(v, 40) is [10, 20, 30, 40]
// gather(A, [1, 1]) is [[4, 5, 6], [4, 5, 6]]
// scatter_add([1.0, 2, 3], [0, 2, 0], 3) is [4, 0, 2]
// sum(A) is 21
// sum(A, axis = 0) is [5, 7, 9]
// sum(A, axis = 1) is [6, 15]
// sum(t, axis = (0, 2)) is [60, 92, 124]
// prod(v) is 6000
// max(A) is 6
// max(A, axis = 0) is [4, 5, 6]
// min(A, axis = 1) is [1, 4]
// max(A, 3) is [[3, 3, 3], [4, 5, 6]]
// argmax(v) is 2
// argmin(A) is 0
// argmax([[1, 5], [7, 2]], axis = 1) is [1, 0]
// any(A > 5) is true
// all(A > 5) is false
// any(A > 3, axis = 1) is [false, true]
// mean(A, axis = 0) is [2.5, 3.5, 4.5]
// mean(A, axis = 1) is [2, 5]
// mean(A, axis = (0, 1)) is mean(A)
// mean(v, axis = 0) is 20
// mean(t, axis = (2, 0)) is [mean(t[:, j]) for j]
// std(t, axis = 1) is [std(t[i, :, k]) for i, k]
// var(zeros(2, 0), axis = 0) is zeros(0)
// norm([[3, 4], [4, 3]], axis = 0) is [5, 5]
// softmax(A, axis = 0)[:, 1] is softmax(A[:, 1])
// softmax(t, axis = 1)[1, :, 2] is softmax(t[1, :, 2])
// softmax(A, axis = 1) is softmax(A)
// reverse(A, axis = 1) is [[3, 2, 1], [6, 5, 4]]
// cumsum(t, axis = 1)[1, :, 0] is cumsum(t[1, :, 0])
// diff(A, axis = 1) is [[1, 1], [1, 1]]
// trace(t[:, 1:, 0:2], axis = (1, 2)) is [trace(t[i, 1:, 0:2]) for i]
// transpose(t[:, :, 0:2] + 0.5, 0, 2, 1) is (m -> transpose(m))(t[:, :, 0:2] + 0.5, axis = (1, 2))
// (m -> transpose(m))(t, axis = (0, 1)) is transpose(t, 1, 0, 2)
// (m -> transpose(m))(t, axis = (0, 2)) is transpose(t, 2, 1, 0)
// diag(A, axis = 1)[1] is diag(A[1])
// diag(A, axis = 0)[:, :, 2] is diag(A[:, 2])
// diag(t[:, :, 0:2], axis = (1, 2)) is [diag(t[i, :, 0:2]) for i]
// flatten(t, axis = (0, 1)) is transpose([flatten(t[:, :, k]) for k])
// (x -> (sum(x), 2 * x))(A, axis = 0) is ([5, 7, 9], 2 * A)
// sum(7) is 7
// sum(zeros(0)) is 0
// prod(zeros(0)) is 1
// max(zeros(0)) is -inf
// [] + 1 is zeros(0)
// select(A > 3, A, 0) is [[0, 0, 0], [4, 5, 6]]
// stop_gradient(A) is A
// f64(3) + real(f32(0.5)) is 3.5
