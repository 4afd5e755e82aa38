fn vectors(x: real[3], y: real[3]) = x @ y
fn apply(A: real[2, 3], x: real[3]) = A @ x
fn from_left(x: real[2], A: real[2, 3]) = x @ A
fn matrices(A: real[2, 3], B: real[3, 2]) = A @ B
fn batches(A: real[2, 2, 2], B: real[2, 2, 1]) = A @ B
fn quadratic(A: real[2, 2], x: real[2]) = x @ A @ x
fn nothing(x: real[0], y: real[0]) = x @ y
fn no_inner(A: real[2, 0], B: real[0, 3]) = A @ B
fn ints(A: int[2, 2], x: int[2]) = A @ x

// run vectors(x = [1, 2, 3], y = [4, 5, 6]) = 32
// run apply(A = [[1, 2, 3], [4, 5, 6]], x = [1, 0, -1]) = [-2, -2]
// run from_left(x = [1, -1], A = [[1, 2, 3], [4, 5, 7]]) = [-3, -3, -4]
// run matrices(A = [[1, 2, 3], [4, 5, 6]], B = [[1, 0], [0, 1], [1, 1]]) = [[4, 5], [10, 11]]
// run batches(A = [[[1, 2], [3, 4]], [[1, 0], [0, 1]]], B = [[[1], [1]], [[5], [6]]]) = [[[3], [7]], [[5], [6]]]
// run nothing(x = [], y = []) = 0
// run no_inner(A = f64[2,0] [], B = f64[0,3] []) = [[0, 0, 0], [0, 0, 0]]
// run ints(A = [[1, 2], [3, 4]], x = [1, 1]) = [3, 7]
// grad quadratic(A = [[1, 2], [3, 4]], x = [1, -1]) = 0, A: [[1, -1], [-1, 1]], x: [-3, -3]
