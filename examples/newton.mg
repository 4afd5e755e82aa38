/// Kepler's equation by Newton's method: the slope comes from `grad`, inside a `while`, and the whole search is
/// differentiated in turn.
///
///     mg grad examples/newton.mg:anomaly m=1 e=0.5

/// The eccentric anomaly `E` of a body on an ellipse of eccentricity `e`, from its mean anomaly `m`: `E - e sin E = m`.
fn anomaly(m: real, e: real) = zero(E -> E - e * sin(E) - m, m)

/// Where a function is 0.
fn zero(f, start) = loop (x = start) while abs(f(x)) > 1e-14 { x - f(x) / grad(f)(x) }

// Expected: scipy.optimize.brentq; from Kepler's equation dE/dm = 1 / (1 - e cos E), dE/de = sin E / (1 - e cos E).
// anomaly(1, 0.5) is 1.4987011335178484
// anomaly(0.3, 0.9) is 1.103517720303087
// grad(anomaly)(1, 0.5) is { let E = 1.4987011335178484; (1 / (1 - 0.5 * cos(E)), sin(E) / (1 - 0.5 * cos(E))) }
// grad(grad(m -> anomaly(m, 0.5)))(1) is { let E = 1.4987011335178484; -0.5 * sin(E) / (1 - 0.5 * cos(E))^3 }
