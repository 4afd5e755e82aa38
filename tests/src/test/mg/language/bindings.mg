const two = 2
const half = 1 / two
type point = {x: real, y: real}
type pair = (real, real)

/// Documented.
fn block(a: real) {
    let b = a + 1
    let c = b * b; let d = c -
        a
    d
}
fn shadow(x: real) { let x = x + 1
    let x = x * 2
    x }
fn tuples(p: pair) { let (a, b) = p
    (b, a) }
fn nested(x: real) { let ((a, b), c) = ((x, 2 * x), 3 * x)
    a + b + c }
fn item(x: real) = (x, x + 1, x + 2)[1]
fn norm(p: point) = p.x^2 + p.y^2
fn made(x: real) = norm({y: 2 * x, x: x})
fn record(x: real) = {twice: 2 * x, half: half * x}
fn values() = (1, 1.5, 2e3, .5, 1e-2, true)
fn arrays(x: real) = [[x, 1], [2, x * x]]

// run block(a = 2) = 7
// run shadow(x = 3) = 8
// run tuples(p.0 = 1, p.1 = 2) = 2, 1
// run nested(x = 1) = 6
// run item(x = 5) = 6
// run made(x = 3) = 45
// run record(x = 3) = 6, 1.5
// run values() = 1, 1.5, 2000, 0.5, 0.01, true
// run arrays(x = 3) = [[3, 1], [2, 9]]
// grad made(x = 3) = 45, x: 30
// grad norm(p.x = 3, p.y = 4) = 25, p.x: 6, p.y: 8
