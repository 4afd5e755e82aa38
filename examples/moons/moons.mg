/// micrograd's demonstration: two layers of 16 learn to tell two moons apart, or exclusive or. The loss is the mean margin
/// that is missing plus 1e-4 of the squares of all parameters; 100 steps down the gradient over all points, each a little
/// shorter than the one before.
///
///     mg run examples/moons/moons.mg:moons
///     mg run examples/moons/moons.mg:xor

param W1: real[16, 2] = uniform(-1, 1)
param b1: real[16] = 0
param W2: real[16, 16] = uniform(-1, 1)
param b2: real[16] = 0
param W3: real[16] = uniform(-1, 1)
param b3: real = 0

fn score(W1, b1, W2, b2, W3, b3, x: real[2]) = W3 @ relu(W2 @ relu(W1 @ x + b1) + b2) + b3

/// The loss and the part of the points with the right sign after so many steps.
fn learned[n](points: real[n, 2], signs: real[n], steps: int) {
    let of = (W1, b1, W2, b2, W3, b3) -> [score(W1, b1, W2, b2, W3, b3, points[i]) for i]
    let squares = (W1, b1, W2, b2, W3, b3) ->
        sum(W1 * W1) + sum(b1 * b1) + sum(W2 * W2) + sum(b2 * b2) + sum(W3 * W3) + b3 * b3
    let loss = (W1, b1, W2, b2, W3, b3) ->
        hinge(of(W1, b1, W2, b2, W3, b3), signs) + 1e-4 * squares(W1, b1, W2, b2, W3, b3)
    let (W1, b1, W2, b2, W3, b3) = loop (W1 = W1, b1 = b1, W2 = W2, b2 = b2, W3 = W3, b3 = b3) for k in 0..steps {
        let (d1, e1, d2, e2, d3, e3) = grad(loss)(W1, b1, W2, b2, W3, b3)
        let rate = 1 - 0.9 * k / steps
        (sgd(W1, d1, rate), sgd(b1, e1, rate), sgd(W2, d2, rate), sgd(b2, e2, rate), sgd(W3, d3, rate), sgd(b3, e3, rate))
    }
    let right = select(of(W1, b1, W2, b2, W3, b3) * signs > 0, 1, 0)
    (loss(W1, b1, W2, b2, W3, b3), mean(right))
}

/// The next number of a sequence that looks random (Park and Miller 1988), and that as a part of 1.
fn random(x: int) = 48271 * x % 2147483647
fn part(x: int) = x / 2147483647

/// Normally distributed (Box and Muller 1958), the same for the same number.
fn noise(k: int) {
    let a = random(random(random(2 * k + 1337)))
    sqrt(-2 * log(part(a))) * cos(2 * pi * part(random(a)))
}

/// A hundred points on two half circles, each with a deviation of 0.1.
fn moons() {
    let place = i -> {
        let angle = pi * div(i, 2) / 49
        if i % 2 == 0 { [cos(angle), sin(angle)] } else { [1 - cos(angle), 0.5 - sin(angle)] }
    }
    let points = [place(i)[d] + 0.1 * noise(2 * i + d) for i in 0..100, d in 0..2]
    learned(points, [if i % 2 == 0 { -1.0 } else { 1.0 } for i in 0..100], 100)
}

fn xor() = learned([[0, 0], [0, 1], [1, 0], [1, 1]], [-1, 1, 1, -1], 100)
