const n = 2
param W: real[n, n] = [[1, 2], [3, 4]]
param b: real[n] = 0.5
param scale: real = -1

fn layer(x: real[n]) = scale * (W @ x + b)
fn total(x: real[n]) = sum(layer(x))

// run layer(x = [1, 1]) = [-3.5, -7.5]
// run layer(x = [1, 1], b = [0, 1], scale = 2) = [6, 16]
// grad total(x = [1, 2], W = [[0, 0], [0, 0]]) = -1, W: [[-1, -2], [-1, -2]], b: [-1, -1], x: [0, 0], scale: 1
