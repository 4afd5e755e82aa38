/// A small convolutional network, its convolution a comprehension; and a filter that is found from what it does.
///
///     mg run examples/convolution.mg:learned

/// At each place, the products of a kernel and of what lies under it: an image for each kernel.
fn convolve[k, c, p, q, h, w](kernels: real[k, c, p, q], image: real[c, h, w]) = [
    sum(kernels[o, l, a, b] * image[l, i + a, j + b] for l, a, b)
    for o, i in 0..h-p+1, j in 0..w-q+1
]

/// The largest of each square of `s` by `s`.
fn pool(image, s: int) = [
    max(image[l, s * i + a, s * j + b] for a in 0..s, b in 0..s)
    for l, i in 0..div(size(image, 1), s), j in 0..div(size(image, 2), s)
]

/// Scores of as many classes as `W` has rows.
fn scores(kernels, W, image) = W @ flatten(pool(relu(convolve(kernels, image)), 2))

/// The slopes of an image along its rows (Sobel and Feldman 1968).
const sobel = [[[[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]]]]

const image = [[sin(i * j + 2 * i) for i in 0..8, j in 0..10]]

/// The filter whose results on the image are those of Sobel's: one step of Newton, for the error is quadratic.
fn learned() {
    let error = k -> mse(convolve(reshape(k, 1, 1, 3, 3), image), convolve(sobel, image))
    reshape(newton(error, zeros(9), 1e-6), 3, 3)
}

// Expected: scipy.signal.correlate2d; the gradient of a sum of squares correlates once more.
// convolve(sobel, image)[0, 2] is [-0.04541566096015537, 1.661251265868339, -2.5724348675078574, 1.26532460092236, 1.3964924141137884, -2.7648386644806378, 1.2296285224578751, 1.8386885794353298]
// grad(k -> sum(convolve(k, image)^2))(sobel)[0, 0] is [[-44.100188894074655, 12.071159262882114, 37.60435159918861], [-87.81792770403128, 1.4041895426375124, 97.26278588049861], [-38.748853619065294, -15.085306166556922, 42.863503848525106]]
// scores(concat(sobel, transpose(sobel, 0, 1, 3, 2)), [cos(i + j) for i in 0..3, j in 0..24], image) is [5.359920501184661, 4.216741105835215, -0.803290615721191]
// learned() is sobel[0, 0]
