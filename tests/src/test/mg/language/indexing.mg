fn element(A: real[2, 3], i: int, j: int) = A[i, j]
fn row(A: real[2, 3], i: int) = A[i]
fn column(A: real[2, 3]) = A[:, 1]
fn middle(x: real[5]) = x[1:4]
fn tail(x: real[5]) = x[3:]
fn evens(x: real[5]) = x[::2]
fn block(A: real[3, 3]) = A[1:, :2]
fn none(x: real[3]) = x[1:1]
fn last(x: real[3]) = x[len(x) - 1]
fn twice(x: real[3], i: int) = x[i] * x[i] + x[0]
fn table(x: real[3], i: int[2]) = gather(x, i)
fn rows(A: real[3, 2], i: int[4]) = sum(gather(A, i)^2)
fn corner(A: real[2, 3]) = sum(A[1:, 1:]^2)
fn window(x: real[5], i: int) = x[i : i + 3]
fn every_other(x: real[5], i: int) = x[2 * i - 1 : 2 + 2 * i : 2]
fn square(A: real[3, 3, 2], i: int) = A[i : i + 2, 1, i : i + 1]
fn nowhere(x: real[5], i: int) = x[i : i]
fn moving(x: real[5]) = sum(x[i : i + 2] @ x[3 - i : 5 - i] for i in 0..4)
fn wrapped(x: real[5], i: int) = x[abs(i) % 3 : abs(i) % 3 + 3]
fn found(x: real[5], at: int[2, 2], i: int) = x[2 * twofold(at[i, 1]) + i : twofold(at[i, 1]) + twofold(at[i, 1]) + i + 2]
fn twofold(i: int) = min(i, 2)
fn parted(x: real[5], q: (int, int)) = { let (i, j) = q; x[div(i, j) * j + 1 : 4 + div(i, j) * j + j - j] }

// run element(A = [[1, 2, 3], [4, 5, 6]], i = 1, j = 2) = 6
// run row(A = [[1, 2, 3], [4, 5, 6]], i = 1) = [4, 5, 6]
// run column(A = [[1, 2, 3], [4, 5, 6]]) = [2, 5]
// run middle(x = [0, 1, 2, 3, 4]) = [1, 2, 3]
// run tail(x = [0, 1, 2, 3, 4]) = [3, 4]
// run evens(x = [0, 1, 2, 3, 4]) = [0, 2, 4]
// run block(A = [[1, 2, 3], [4, 5, 6], [7, 8, 9]]) = [[4, 5], [7, 8]]
// run none(x = [1, 2, 3]) = []
// run last(x = [1, 2, 3]) = 3
// run table(x = [10, 20, 30], i = [2, 0]) = [30, 10]
// grad twice(x = [1, 2, 3], i = 1) = 5, x: [1, 4, 0]
// grad twice(x = [1, 2, 3], i = 0) = 2, x: [3, 0, 0]
// grad rows(A = [[1, 2], [3, 4], [5, 6]], i = [0, 2, 0, 0]) = 76, A: [[6, 12], [0, 0], [10, 12]]
// grad corner(A = [[1, 2, 3], [4, 5, 6]]) = 61, A: [[0, 0, 0], [0, 10, 12]]
// error element(A = [[1, 2, 3], [4, 5, 6]], i = 2, j = 0)
//   indexing.mg:1:45: error: index 2 is out of range 0..1
// error element(A = [[1, 2, 3], [4, 5, 6]], i = 0, j = -1)
//   indexing.mg:1:45: error: index -1 is out of range 0..2
// error row(A = [[1, 2, 3], [4, 5, 6]], i = i64 9223372036854775807)
//   indexing.mg:2:33: error: index 9223372036854775807 is out of range 0..1
// error table(x = [10, 20, 30], i = [0, 3])
//   indexing.mg:11:35: error: index 3 is out of range 0..2
// run window(x = [0, 1, 2, 3, 4], i = 2) = [2, 3, 4]
// run every_other(x = [0, 1, 2, 3, 4], i = 1) = [1, 3]
// run square(A = [[[1, 2], [3, 4], [5, 6]], [[7, 8], [9, 10], [11, 12]], [[13, 14], [15, 16], [17, 18]]], i = 1) = [[10], [16]]
// run nowhere(x = [0, 1, 2, 3, 4], i = 2) = []
// run wrapped(x = [0, 1, 2, 3, 4], i = -5) = [2, 3, 4]
// error wrapped(x = [0, 1, 2, 3, 4], i = i64 -9223372036854775808)
//   indexing.mg:19:34: error: index -2 is out of range 0..4
// run found(x = [0, 1, 2, 3, 4], at = [[7, 1], [5, 1]], i = 1) = [3, 4]
// run parted(x = [0, 1, 2, 3, 4], q.0 = 1, q.1 = 1) = [2, 3, 4]
// grad moving(x = [0, 1, 2, 3, 4]) = 24, x: [6, 12, 8, 4, 2]
// error window(x = [0, 1, 2, 3, 4], i = 3)
//   indexing.mg:14:33: error: index 5 is out of range 0..4
// error window(x = [0, 1, 2, 3, 4], i = -1)
//   indexing.mg:14:33: error: index -1 is out of range 0..4
