/// A Kalman filter (1960): how likely a linear system makes a series of noisy observations, and how that changes with
/// the noise. The state moves as `s' = F s + w` and is observed as `z = H s + v`, where `w` and `v` are normal, with mean
/// 0 and covariances `Q` and `R`; the first state is normal with mean `m0` and covariance `P0`, before it first moves.
fn log_likelihood[t, k, n](
    z: real[t, k], F: real[n, n], Q: real[n, n], H: real[k, n], R: real[k, k], m0: real[n], P0: real[n, n]
) {
    let (m, P, total) = loop (m = m0, P = P0, total = 0.0) for i in 0..t {
        let ahead = F @ m
        let spread = F @ P @ transpose(F) + Q
        let S = H @ spread @ transpose(H) + R
        let gain = transpose(solve_spd(S, H @ spread))
        let next = ahead + gain @ (z[i] - H @ ahead)
        (next, spread - gain @ H @ spread, total + multivariate_normal_log_density(z[i], H @ ahead, S))
    }
    total
}

/// A body with an almost steady velocity, whose position is measured once in a unit of time. `push` is the deviation of
/// what changes the velocity, `blur` that of a measurement.
fn tracking[t](z: real[t], push: real, blur: real) =
    log_likelihood(reshape(z, t, 1), [[1, 1], [0, 1]], push^2 * [[1 / 3, 1 / 2], [1 / 2, 1]], [[1, 0]],
        blur^2 * eye(1), [0, 1], [[1, 0], [0, 0.5]])

const z = [0.9, 2.1, 2.8, 4.2, 5.1, 5.8, 7.3, 8.1]

// Expected: scipy.stats.multivariate_normal.logpdf of all observations at once, with their joint covariance S; its
// derivative tr((aaᵀ - S⁻¹) dS) / 2 for S a = z - E z, with numpy.linalg.inv.
// tracking(z, 0.1, 0.3) is -4.305180380166082
// grad((push, blur) -> tracking(z, push, blur))(0.1, 0.3) is (-6.713876591239443, -10.645495568330858)
