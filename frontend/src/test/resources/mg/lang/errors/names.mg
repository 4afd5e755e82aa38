import nothing
import "gone.mg"

fn f(x: real) = sni(x)
fn g(x: real) = sofmax([x, x]) + X
fn ok(x: real) = x
fn ok(y: real) = y
fn twice(a: real, a: real) = a
fn sizes[n, n](a: real[n]) = a

param W: real[3, k] = 1
param Z: rael[3] = 0
param Y: int[3] = 0
param V: real[3] = [1, 2]
param U: real = uniform(1)
param T: real = true

type Loop = Loop
fn loops(x: Loop) = x
type T2 = {a: real, a: int}

const a = b
const b = a
const c = 1 + ok

fn fields(r: {focal: real, at: real[3]}) = r.foca + r.at[0]
fn no_record(x: real) = x.y
fn record(x: real) = fields({focal: x})
fn called(x: real) = x(3)
fn many(x: real) = ok(x, x)
fn few(x: real) = ok()
fn named(x: real) = ok(y = x)
fn apart(x: real) {
    let (p, q) = x
    p + q
}
fn type_as_value(x: real) = T2 + x
fn lambda(x: real) = (y -> y)(x, x)
fn twice_in_lambda(x: real) = ((y, y) -> y)(x, x)
fn after_errors(x: real) = f(x) + g(x)
fn not_in_the_library(x: real) = mg.exq(x)
type T3[n, n] = real[n, m]
