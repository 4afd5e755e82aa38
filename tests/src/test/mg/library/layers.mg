fn affine(W: real[2, 3], b: real[2], x: real[3]) = dense(W, b, x)
fn affines(W: real[2, 3], b: real[2], x: real[2, 3]) = dense(W, b, x)
fn standard(x: real[4]) = layer_norm(x, 2.0, 1.0, 0.0)
fn standards(x: real[2, 2]) = layer_norm(x, 1.0, 0.0, 0.0)
fn by_root(x: real[2]) = rms_norm(x, 1.0, 0.0)
fn attend(q: real[1, 2], k: real[2, 2], v: real[2, 1]) = attention(q, k, v)
fn attended(q: real[1, 2], k: real[2, 2], v: real[2, 1]) = sum(attention(q, k, v))

// run affine(W = [[1, 0, 0], [0, 1, 1]], b = [1, -1], x = [1, 2, 3]) = [2, 4]
// run affines(W = [[1, 0, 0], [0, 1, 1]], b = [1, -1], x = [[1, 2, 3], [0, 0, 0]]) = [[2, 4], [1, -1]]
// run standard(x = [1, 3, 1, 3]) = [-1, 3, -1, 3]
// run standards(x = [[1, 3], [5, 1]]) = [[-1, 1], [1, -1]]
// run by_root(x = [1, 7]) = [0.2, 1.4] ~4e-16
// run attend(q = [[0, 0]], k = [[1, 2], [3, 4]], v = [[1], [3]]) = [[2]]
// run attend(q = [[1000, 0]], k = [[1, 0], [0, 0]], v = [[1], [3]]) = [[1]]
// grad attended(q = [[0, 0]], k = [[1, 2], [3, 5]], v = [[1], [3]]) = 2, q: [[0.7071067811865475, 1.0606601717798212]], k: [[0, 0], [0, 0]], v: [[0.5], [0.5]] ~4e-16
