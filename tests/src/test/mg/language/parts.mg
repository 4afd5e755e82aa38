fn means(x: real[2, 3]) = sum(mean(x, axis = 0)^2)
fn spread(x: real[2, 2, 2]) = var(x, axis = (0, 2)) @ [1, 10]
fn shares(x: real[2, 2]) = softmax(x, axis = 0)[0]
fn lengths(x: real[2, 2]) = sum(norm(x, axis = 0))
fn totals(x: real[2, 2]) = sum(logsumexp(x, axis = 1))
fn running(x: real[2, 3]) = sum(cumprod(x, axis = 1))
fn nothing(x: real[2, 0]) = (mean(x, axis = 1), mean(x, axis = 0), softmax(x, axis = 0))
fn own(x: real[2], axis: real) = along(x, axis = axis)
fn along(x, axis) = x * axis

// grad means(x = [[1, 2, 3], [3, 4, 5]]) = 29, x: [[2, 3, 4], [2, 3, 4]]
// grad spread(x = [[[1, 2], [0, 0]], [[3, 6], [0, 4]]]) = 33.5, x: [[[-1, -0.5], [-5, -5]], [[0, 1.5], [-5, 15]]]
// run shares(x = [[0, 1], [0, 1]]) = [0.5, 0.5]
// grad lengths(x = [[3, 5], [4, 12]]) = 18, x: [[0.6, 0.38461538461538464], [0.8, 0.9230769230769231]] ~2e-16
// grad totals(x = [[0, 0], [1, 1]]) = 2.386294361119891, x: [[0.5, 0.5], [0.5, 0.5]] ~5e-16
// grad running(x = [[1, 2, 3], [1, 1, 1]]) = 12, x: [[9, 4, 2], [3, 2, 1]]
// run nothing(x = [[], []]) = [nan, nan], [], [[], []]
// run own(x = [1, 2], axis = 3) = [3, 6]
