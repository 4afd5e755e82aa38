/// An American put in a binomial tree (Cox, Ross and Rubinstein 1979). The right to sell may be used at any time, so
/// that there is no formula; the Greeks are derivatives of the whole tree.
///
///     mg grad examples/american_put.mg:put --size steps=100 spot=50 strike=50 rate=0.1 volatility=0.4 time=0.4167
fn put(spot: real, strike: real, rate: real, volatility: real, time: real, steps: int) {
    let dt = time / steps
    let up = exp(volatility * sqrt(dt))
    let p = (exp(rate * dt) - 1 / up) / (up - 1 / up)
    let discount = exp(-rate * dt)
    let exercise = (i, j) -> strike - spot * up^(2 * j - i)
    let end = [relu(exercise(steps, j)) for j in 0..steps+1]
    let values = loop (v = end) for n in 0..steps {
        let i = steps - 1 - n
        [if j <= i { max(discount * (p * v[j + 1] + (1 - p) * v[j]), exercise(i, j)) } else { 0.0 } for j in 0..steps+1]
    }
    values[0]
}

// Expected: the tree in NumPy, with complex steps. Hull, Options, Futures, and Other Derivatives, has 4.49 for 5 steps,
// 4.263 for 30, 4.272 for 50 and 4.278 for 100.
// put(50, 50, 0.1, 0.4, 5 / 12, 5) is 4.488458534725914
// put(50, 50, 0.1, 0.4, 5 / 12, 50) is 4.272020747668376
// put(50, 50, 0.1, 0.4, 5 / 12, 100) is 4.278058548145473
// grad((s, k, r, v, t) -> put(s, k, r, v, t, 50))(50, 50, 0.1, 0.4, 5 / 12) is (-0.410409884836961, 0.4958502997903253, -7.2326974972630795, 12.293339497394811, 4.164955559406375)
