x = 3
fn open(a: real) = (a +
fn braces(a: real { a }
fn unused(x: real) {
    let y = x
    y
    y * 2
}
fn continued(x: real) {
    let y = x
        - 1
    y
}
fn chained(x: real) = x < 1 < 2
fn no_else(x: real) = if x > 0 { 1 }
fn character(x: real) = x $ 2
fn two(x: real) = x x
fn text() = "text"
fn let_alone(x: real) = let y = 2
fn no_value(x: real) {
    let y = x
}
fn empty(x: real) = { }
fn large() = 99999999999999999999
fn lambda(x: real) = (x + 1) -> x
fn loops(x: real) = loop (a = x) for i in 0..2, j in 0..2 { a }
fn scans(x: real) = scan (a = x) while a > 1 { a / 2 }
fn same(x: real) = loop (a = x, a = x) for i in 0..2 { (a, a) }
param p = 1
fn greek(θ: real) = θ
fn unseen(x: real) = x + 1
fn (x: real) = x
const
import
fn fine(x: real) = x
fn tail(x: real) = x )
fn scan(x: real) = x
fn word(loop: real) = 1
fn other(x: real) { let if = x
 x }
