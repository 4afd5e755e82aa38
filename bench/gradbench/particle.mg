/// GradBench `particle`: a charged particle flies between two charges; which position w of the first lets it hit the
/// ground closest to 0? The derivative of the descent is taken in one mode, that of the potential in another.
import "descent.mg"

const step = 0.1

fn rr(w: real) = best(reverse, reverse, w)
fn rf(w: real) = best(reverse, forward, w)
fn fr(w: real) = best(forward, reverse, w)
fn ff(w: real) = best(forward, forward, w)

fn best(outer, inner, w: real) = descent(outer, w -> miss(inner, w[0]), [w])[0]

/// The squared distance from 0 at which the particle reaches the ground.
fn miss(gradient, w: real) {
    let charges = [[10, 10 - w], [10, 0]]
    let fall = x -> -gradient(p -> potential(charges, p))(x)
    let (x, v) = loop (x = [0.0, 8.0], v = [0.75, 0.0])
            while x[1] + step * v[1] > 0 { (x + step * v, v + step * fall(x)) }
    (x[0] - x[1] / v[1] * v[0])^2
}

fn potential[n](charges: real[n, 2], p: real[2]) = sum(1 / norm(p - charges[i]) for i)
