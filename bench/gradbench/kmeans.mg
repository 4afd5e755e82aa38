/// GradBench `kmeans`: the cost of k centroids for n points in d dimensions, and Newton's direction for it.

fn cost[n, k, d](points: real[n, d], centroids: real[k, d]) =
    sum(min(squared(points[i] - centroids[j]) for j) for i)

fn squared(x) = sum(x^2)

/// Of the Hessian only the diagonal is not 0; its product with ones is the diagonal.
fn dir[n, k, d](points: real[n, d], centroids: real[k, d]) {
    let (slope, curvature) = jvp(grad(c -> cost(points, c)), centroids, ones(k, d))
    slope / curvature
}
