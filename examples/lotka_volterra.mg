/// Hares and lynxes: the equations of Lotka (1925) and Volterra (1926), integrated by Runge and Kutta's method and
/// fitted to the pelts, in thousands, that the Hudson's Bay Company took in the years from 1900 to 1920.
///
///     mg run examples/lotka_volterra.mg:fit
const hares = [
    30, 47.2, 70.2, 77.4, 36.3, 20.6, 18.1, 21.4, 22, 25.4, 27.1, 40.3, 57, 76.6, 52.3, 19.5, 11.2, 7.6, 14.6, 16.2,
    24.7
]
const lynxes = [
    4, 6.1, 9.8, 35.2, 59.4, 41.7, 19, 13, 8.3, 9.1, 7.4, 8, 12.3, 19.5, 45.7, 51.1, 29.7, 15.8, 9.7, 10.1, 8.6
]

/// Hares are born and are eaten, lynxes starve and eat.
fn growth(rates: real[4], y: real[2]) = [
    y[0] * (rates[0] - rates[1] * y[1]),
    y[1] * (rates[3] * y[0] - rates[2])
]

/// Both populations in all years: four rates, then what there is in the first year.
fn populations(p: real[6]) {
    let later = scan (y = p[4:]) for year in 0..20 { integrate((t, y) -> growth(p[:4], y), y, 0, 1, 10) }
    concat([p[4:]], later)
}

/// The logarithms of what is observed against what is computed.
fn residuals(p: real[6]) {
    let y = populations(p)
    concat(log(hares / y[:, 0]), log(lynxes / y[:, 1]))
}

const start = [0.5, 0.025, 0.8, 0.025, 30, 4]

fn fit() = least_squares(residuals, start, 1e-9)

/// The standard deviation of what is observed from the curve, as a part of it.
fn deviation() = sqrt(mean(residuals(fit())^2))

// Expected: scipy.optimize.least_squares. Bob Carpenter, Predator-prey population dynamics, 2018, has as means of
// samples 0.55, 0.028, 0.80, 0.024, 34 and 5.9, and as deviation 0.25.
// populations(start)[10] is [19.839329845797348, 4.872035967650814]
// populations(start)[20] is [13.691180855523081, 7.335671136314219]
// fit() is [0.5401591129532841, 0.02716536433071088, 0.796386066225243, 0.023694638356244878, 34.60242323533351, 5.844506739490395] ~1e-7
// deviation() is 0.2192336106184206
