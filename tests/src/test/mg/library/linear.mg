fn inner(x: real[3], y: real[3]) = dot(x, y)
fn long(x: real[2]) = norm(x)
fn products(x: real[2], y: real[3]) = outer(x, y)
fn diagonal(A: real[2, 2]) = trace(A)
fn right(x: real[3], y: real[3]) = cross(x, y)
fn volume(x: real[3], y: real[3], z: real[3]) = dot(cross(x, y), z)
fn blocks(A: real[2, 1], B: real[1, 2]) = kron(A, B)
fn triangles(A: real[2, 3]) = (tril(A), triu(A))

// grad inner(x = [1, 2, 3], y = [4, 5, 6]) = 32, x: [4, 5, 6], y: [1, 2, 3]
// grad long(x = [3, 4]) = 5, x: [0.6, 0.8] ~4e-16
// grad long(x = [0, 0]) = 0, x: [0, 0]
// run products(x = [1, 2], y = [1, 2, 3]) = [[1, 2, 3], [2, 4, 6]]
// grad diagonal(A = [[1, 2], [3, 4]]) = 5, A: [[1, 0], [0, 1]]
// run right(x = [1, 0, 0], y = [0, 1, 0]) = [0, 0, 1]
// grad volume(x = [1, 0, 0], y = [0, 1, 0], z = [0, 0, 1]) = 1, x: [1, 0, 0], y: [0, 1, 0], z: [0, 0, 1]
// run blocks(A = [[2], [3]], B = [[5, 7]]) = [[10, 14], [15, 21]]
// run triangles(A = [[1, 2, 3], [4, 5, 6]]) = [[1, 0, 0], [4, 5, 0]], [[1, 2, 3], [0, 5, 6]]
