/// Minimisation by gradient descent with a step that grows and shrinks, and the two ways to a gradient.

/// In reverse mode, all derivatives at once.
fn reverse(f) = grad(f)

/// In forward mode, one derivative after the other.
fn forward(f) = x -> [jvp(f, x, one_hot(i, len(x)))[1] for i in 0..len(x)]

const tolerance = 1e-5

/// The minimum of f near a start. A step goes along the gradient: it is taken if f decreases, otherwise halved; after
/// ten that were taken it is doubled.
fn descent(gradient, f, start) {
    let g = gradient(f)
    let (x, _, _, _, _) = loop (x = start, fx = f(start), slope = g(start), rate = 1e-5, taken = 0)
            while norm(slope) > tolerance && (taken == 10 || rate * norm(slope) > tolerance) {
        if taken == 10 { (x, fx, slope, 2 * rate, 0) }
        else {
            let next = x - rate * slope
            let value = f(next)
            if value < fx { (next, value, g(next), rate, taken + 1) } else { (x, fx, slope, rate / 2, 0) }
        }
    }
    x
}
