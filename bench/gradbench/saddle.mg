/// GradBench `saddle`: the minimum over x of the maximum over y of |x|² - |y|², one descent inside the other. The
/// derivative of the outer descent, which goes through the inner one, is taken in one mode, that of the inner one in
/// another.
import "descent.mg"

fn rr(start: real[2]) = saddle(reverse, reverse, start)
fn rf(start: real[2]) = saddle(reverse, forward, start)
fn fr(start: real[2]) = saddle(forward, reverse, start)
fn ff(start: real[2]) = saddle(forward, forward, start)

fn saddle(outer, inner, start) {
    let worst = x -> descent(inner, y -> -f(x, y), start)
    let x = descent(outer, x -> f(x, worst(x)), start)
    concat(x, worst(x))
}

fn f(x: real[2], y: real[2]) = sum(x^2) - sum(y^2)
