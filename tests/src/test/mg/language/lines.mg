fn outside(a: real, b: real) =
    a
    + b // one
    * 2

    - 1
fn inside(a: real, b: real) {
    let c = a
        + b
        ^ 2
    let f = x
        -> x + c
    f(a) > 1
        && c != 3
        || a
        == b
}
fn minus(a: real, b: real) {
    let c = a
    -b + c
}
fn field(r: {a: real, b: real}) = r
    .a
    / r.b
fn ends(a: real) = a; fn next(a: real) = -a

// run outside(a = 1, b = 2) = 4
// run inside(a = 1, b = 2) = true
// run inside(a = -5, b = 2) = false
// run field(r.a = 3, r.b = 2) = 1.5
// run minus(a = 1, b = 2) = -1
// run next(a = 1) = -1
