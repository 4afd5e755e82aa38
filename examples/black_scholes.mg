/// The price of a European call (Black and Scholes 1973) and its sensitivities, the Greeks, as derivatives of the
/// price.
///
///     mg grad examples/black_scholes.mg:call spot=42 strike=40 rate=0.1 volatility=0.2 time=0.5

/// The right to buy at the strike, at a time in years.
fn call(spot: real, strike: real, rate: real, volatility: real, time: real) {
    let d1 = (log(spot / strike) + (rate + volatility^2 / 2) * time) / (volatility * sqrt(time))
    let d2 = d1 - volatility * sqrt(time)
    spot * normal_cdf(d1) - strike * exp(-rate * time) * normal_cdf(d2)
}

/// The right to sell, from what call and put are worth together.
fn put(spot: real, strike: real, rate: real, volatility: real, time: real) =
    call(spot, strike, rate, volatility, time) - spot + strike * exp(-rate * time)

fn greeks(spot: real, strike: real, rate: real, volatility: real, time: real) {
    let (delta, _, rho, vega, decay) = grad(call)(spot, strike, rate, volatility, time)
    let gamma = grad(grad(s -> call(s, strike, rate, volatility, time)))(spot)
    {delta: delta, gamma: gamma, vega: vega, theta: -decay, rho: rho}
}

/// The volatility at which the formula gives a price.
fn implied_volatility(price: real, spot: real, strike: real, rate: real, time: real) =
    root(v -> call(spot, strike, rate, v, time) - price, 0.3, 1e-12)

// Expected: the formulas for all of them, with scipy.stats.norm. Hull, Options, Futures, and Other Derivatives, has
// 4.76 and 0.81 for call and put.
// call(42, 40, 0.1, 0.2, 0.5) is 4.759422392871532
// put(42, 40, 0.1, 0.2, 0.5) is 0.8085993729000922
// greeks(42, 40, 0.1, 0.2, 0.5) is {delta: 0.779131290942669, gamma: 0.04996267040591185, vega: 8.813415059602853, theta: -4.559092194592627, rho: 13.982045913360283}
// implied_volatility(4.759422392871532, 42, 40, 0.1, 0.5) is 0.2
