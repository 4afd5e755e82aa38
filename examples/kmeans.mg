/// k-means by Newton's method. The cost is quadratic as long as no point changes its centroid, so that a step of Newton
/// takes each centroid to the mean of its points: it is a step of Lloyd (Bottou and Bengio 1995).
///
///     mg run examples/kmeans.mg:kmeans points='[[0, 0], [0, 1], [4, 4], [5, 4]]' start='[[0, 0], [1, 1]]'

fn cost[n, k, d](points: real[n, d], centroids: real[k, d]) =
    sum(min(sum((points[i] - centroids[j])^2) for j) for i)

/// The Hessian is diagonal: its product with ones is the diagonal.
fn newton_step[n, k, d](points: real[n, d], centroids: real[k, d]) {
    let (slope, curvature) = jvp(grad(c -> cost(points, c)), centroids, ones(k, d))
    centroids - slope / curvature
}

/// Steps until no centroid moves.
fn kmeans[n, k, d](points: real[n, d], start: real[k, d]) =
    (loop (c = start, moved = inf) while moved > 0 {
        let next = newton_step(points, c)
        (next, max(abs(next - c)))
    })[0]

/// Eruptions of the geyser Old Faithful, and waiting times until the next, in minutes: the first 20 of Azzalini and
/// Bowman 1990, as `faithful` in R.
const geyser = [
    [3.6, 79], [1.8, 54], [3.333, 74], [2.283, 62], [4.533, 85], [2.883, 55], [4.7, 88], [3.6, 85], [1.95, 51],
    [4.35, 85], [1.833, 54], [3.917, 84], [4.2, 78], [1.75, 47], [4.7, 83], [2.167, 52], [1.75, 62], [4.8, 84],
    [1.6, 52], [4.25, 79]
]

// Expected: Lloyd's algorithm in NumPy.
// kmeans(geyser, [[2, 70], [4, 75]]) is [[2.001777777777778, 54.333333333333336], [4.180272727272728, 82.18181818181819]]
// cost(geyser, kmeans(geyser, [[2, 70], [4, 75]])) is 367.42277737373735
