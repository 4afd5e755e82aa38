fn scalars(x: real[2, 3], y: real) = x * y + 1
fn rows(x: real[2, 3], y: real[3]) = x + y
fn columns(x: real[2, 1], y: real[1, 3]) = x * y
fn total(x: real[2, 3], y: real[3]) = sum(x * y)
fn outer_total(x: real[2, 1], y: real[3]) = sum(exp(x + y))
fn ints(i: int[3]) = i * 2 + 1
fn promoted(i: int[3], x: real) = i * x
fn empty(x: real[0], y: real) = x * y

// run scalars(x = [[1, 2, 3], [4, 5, 6]], y = 2) = [[3, 5, 7], [9, 11, 13]]
// run rows(x = [[1, 2, 3], [4, 5, 6]], y = [10, 20, 30]) = [[11, 22, 33], [14, 25, 36]]
// run columns(x = [[2], [3]], y = [[1, 10, 100]]) = [[2, 20, 200], [3, 30, 300]]
// run ints(i = [1, 2, 3]) = [3, 5, 7]
// run promoted(i = [1, 2, 3], x = 0.5) = [0.5, 1, 1.5]
// run empty(x = [], y = 2) = []
// grad total(x = [[1, 2, 3], [4, 5, 6]], y = [1, 0, -1]) = -4, x: [[1, 0, -1], [1, 0, -1]], y: [5, 7, 9]
// grad outer_total(x = [[0], [0]], y = [0, 0, 0]) = 6, x: [[3], [3]], y: [2, 2, 2]
