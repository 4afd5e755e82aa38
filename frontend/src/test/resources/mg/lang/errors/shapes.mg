fn product(W: real[50, 784], x: real[50]) = W @ x + 1

fn sums(a: real[3], b: real[4]) {
    let c = a + b
    let d = a[3] + nope
    c + d
}

fn call(a: real[3]) = sums(a, a)

fn batches(a: real[2, 3, 4], b: real[3, 4, 5]) = a @ b

fn scalar(a: real[3], b: real) = a @ b

fn items(a: real[3], b: real[4]) = [a, b]

fn reshaped(a: real[6]) = reshape(a, 4, 2)

fn joined(a: real[2, 3], b: real[2, 4]) = concat(a, b)

fn axes(a: real[2, 3]) = transpose(a, 0, 0)

fn axis(a: real[3]) = sum(a, axis = 1)

fn positional(a: real[3]) = sum(a, 0)

fn through_a_let(a: real[3]) {
    let doubled = concat(a, a)
    doubled * a
}

fn inside_the_library(scores: real[3], label: real) = cross_entropy(scores, label)

fn one_less[n](x: real[n], y: real[n - 1]) = sum(x) + sum(y)
fn uses(x: real[3]) = one_less(x, x)

fn halves[n](x: real[n], y: real[n / 2]) = sum(x) + sum(y)
fn odd(x: real[5], y: real[2]) = halves(x, y)

fn same[n](x: real[n], y: real[n]) = sum(x * y)
fn different(x: real[5], y: real[2]) = same(x, y)

fn triangle[d](l: real[d * (d - 1) / 2]) = d
fn four(l: real[4]) = triangle(l)

fn broadcast_up(x: real[3]) = broadcast(x, 2, 4)

fn oblong(A: real[2, 3]) = cholesky(A)
fn rows_of(A: real[3, 3], b: real[2]) = solve(A, b)

type Pair[n, m] = {left: real[n], right: real[m]}
fn both[k](p: Pair[k, 2 * k]) = k
fn not_twice(x: real[2]) = both({left: x, right: x})
fn one_size(p: Pair[3]) = p.left
fn no_size[n](x: real[n], p: Pair) = x
fn unused_sizes(x: real[2]) = no_size(x, x)

fn mean_axis(a: real[2, 3]) = mean(a, axis = 2)

fn twice(a: real[2, 3]) = softmax(a, axis = (1, 1))

fn two_arrays(a: real[2, 3]) = covariance(a, a, axis = 0)

fn of_elements(a: real[2, 3]) = exp(a, axis = 0)

fn of_parts(a: real[2, 3]) = trace(a, axis = 0)
