fn sizes(A: real[2, 3, 0]) = (len(A), rank(A), count(A), size(A, 1))
fn filled() = (fill(7.5, 2), zeros(1, 2), ones(2), iota(3))
fn turned(A: real[2, 3]) = transpose(A)
fn reshaped(A: real[2, 3]) = reshape(A, 3, 2)
fn joined(x: real[2], y: real[1]) = concat(x, y)
fn beside(A: real[2, 1], B: real[2, 2]) = concat(A, B, axis = 1)
fn scattered(x: real[3], i: int[3]) = scatter_add(x, i, 2)
fn moved(A: real[2, 3]) = sum(transpose(A) @ [1.0, 10.0] * [1.0, 2.0, 3.0])
fn square_sum(x: real[3], i: int[3]) = sum(scatter_add(x, i, 2)^2)

// run sizes(A = f64[2,3,0] []) = 2, 3, 0, 3
// run filled() = [7.5, 7.5], [[0, 0]], [1, 1], [0, 1, 2]
// run turned(A = [[1, 2, 3], [4, 5, 6]]) = [[1, 4], [2, 5], [3, 6]]
// run reshaped(A = [[1, 2, 3], [4, 5, 6]]) = [[1, 2], [3, 4], [5, 6]]
// run joined(x = [1, 2], y = [3]) = [1, 2, 3]
// run beside(A = [[1], [2]], B = [[3, 4], [5, 6]]) = [[1, 3, 4], [2, 5, 6]]
// run scattered(x = [1, 2, 4], i = [1, 0, 1]) = [2, 5]
// grad moved(A = [[1, 2, 3], [4, 5, 6]]) = 334, A: [[1, 2, 3], [10, 20, 30]]
// grad square_sum(x = [1, 2, 4], i = [1, 0, 1]) = 29, x: [10, 4, 10]
// error scattered(x = [1, 2, 4], i = [1, 2, 1])
//   shapes.mg:7:39: error: index 2 is out of range 0..1
