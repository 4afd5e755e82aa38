"""The numbers that the programs in examples/ are expected to give, computed with NumPy and SciPy.

Nothing here uses mg. Derivatives are closed forms, or complex steps: Im f(x + ih) / h, exact to rounding for h = 1e-30
(Squire and Trapp 1998). Run it as `python3 tests/src/test/numpy/examples.py`; tested with NumPy 2.4 and SciPy 1.17.
"""
import numpy as np
from scipy import optimize, special, stats, signal

np.set_printoptions(precision=17, linewidth=160)


def show(name, value):
    print(name, "=", np.asarray(value).tolist())


def complex_gradient(f, x):
    x = np.asarray(x, float)
    g = np.zeros(x.size)
    for k in range(x.size):
        z = x.astype(complex).ravel()
        z[k] += 1e-30j
        g[k] = f(z.reshape(x.shape)).imag / 1e-30
    return g.reshape(x.shape)


def newton():
    for m, e in [(1, 0.5), (0.3, 0.9)]:
        show("newton", optimize.brentq(lambda E: E - e * np.sin(E) - m, 0, np.pi, xtol=1e-15))


def logistic():
    hours = np.array([.5, .75, 1, 1.25, 1.5, 1.75, 1.75, 2, 2.25, 2.5, 2.75, 3, 3.25, 3.5, 4, 4.25, 4.5, 4.75, 5, 5.5])
    y = np.array([0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 1, 1, 1, 1, 1])
    X = np.column_stack([np.ones(20), hours])
    w = np.zeros(2)
    for _ in range(30):
        p = special.expit(X @ w)
        H = X.T @ (X * (p * (1 - p))[:, None])
        w = w + np.linalg.solve(H, X.T @ (y - p))
    show("logistic fit", w)
    show("logistic errors", np.sqrt(np.diag(np.linalg.inv(H))))
    show("logistic surprise", -np.sum(y * np.log(p) + (1 - y) * np.log(1 - p)))
    show("logistic chance(2)", special.expit(w @ [1, 2]))


def poisson():
    y = np.array([18, 17, 15, 20, 10, 20, 25, 13, 12])
    X = np.array([[1, j == 1, j == 2, i == 1, i == 2] for i in range(3) for j in range(3)], float)
    w = np.array([np.log(y.mean()), 0, 0, 0, 0])
    for _ in range(30):
        mu = np.exp(X @ w)
        H = X.T @ (X * mu[:, None])
        w = w + np.linalg.solve(H, X.T @ (y - mu))
    show("poisson fit", w)
    show("poisson errors", np.sqrt(np.diag(np.linalg.inv(H))))
    show("poisson surprise", -stats.poisson.logpmf(y, mu).sum())
    show("poisson deviance", 2 * np.sum(y * np.log(y / mu) - (y - mu)))


def lotka_volterra():
    hares = np.array([30, 47.2, 70.2, 77.4, 36.3, 20.6, 18.1, 21.4, 22, 25.4, 27.1, 40.3, 57, 76.6, 52.3, 19.5, 11.2,
                      7.6, 14.6, 16.2, 24.7])
    lynxes = np.array([4, 6.1, 9.8, 35.2, 59.4, 41.7, 19, 13, 8.3, 9.1, 7.4, 8, 12.3, 19.5, 45.7, 51.1, 29.7, 15.8,
                       9.7, 10.1, 8.6])

    def populations(p):
        def f(y):
            return np.array([y[0] * (p[0] - p[1] * y[1]), y[1] * (p[3] * y[0] - p[2])])
        y, h, all = p[4:], 0.1, [p[4:]]
        for _ in range(20):
            for _ in range(10):
                k1 = f(y)
                k2 = f(y + h / 2 * k1)
                k3 = f(y + h / 2 * k2)
                k4 = f(y + h * k3)
                y = y + h / 6 * (k1 + 2 * k2 + 2 * k3 + k4)
            all.append(y)
        return np.array(all)

    def residuals(p):
        y = populations(p)
        return np.concatenate([np.log(hares / y[:, 0]), np.log(lynxes / y[:, 1])])

    def jacobian(p):
        return np.column_stack([residuals(p + 1e-30j * np.eye(6)[k]).imag / 1e-30 for k in range(6)])

    start = [0.5, 0.025, 0.8, 0.025, 30, 4]
    fit = optimize.least_squares(residuals, start, jac=jacobian, method="lm", xtol=1e-15, ftol=1e-15, gtol=1e-15)
    show("lotka populations", populations(np.array(start))[[1, 10, 20]])
    show("lotka fit", fit.x)
    show("lotka deviation", np.sqrt(np.mean(fit.fun ** 2)))


def bundle():
    from scipy.spatial.transform import Rotation
    c = np.array([0.1, -0.2, 0.05, 0.1, 0.2, -5, 500, -0.1, 0.02])
    x = np.array([0.5, -0.3, 0.7])
    seen = np.array([55, -10])

    def project(c, x):
        angle = np.sqrt(np.sum(c[:3] ** 2))
        k = c[:3] / angle
        K = np.array([[0, -k[2], k[1]], [k[2], 0, -k[0]], [-k[1], k[0], 0]])
        p = (np.eye(3) + np.sin(angle) * K + (1 - np.cos(angle)) * K @ K) @ x + c[3:6]
        q = -p[:2] / p[2]
        r2 = q @ q
        return c[6] * (1 + c[7] * r2 + c[8] * r2 ** 2) * q

    p = Rotation.from_rotvec(c[:3]).apply(x) + c[3:6]
    q = -p[:2] / p[2]
    r2 = q @ q
    assert np.allclose(project(c, x), c[6] * (1 + c[7] * r2 + c[8] * r2 ** 2) * q, rtol=1e-14)
    show("bundle residual", project(c, x) - seen)
    show("bundle by camera", np.array([complex_gradient(lambda c: project(c, x)[k], c) for k in range(2)]))
    show("bundle by point", np.array([complex_gradient(lambda x: project(c, x)[k], x) for k in range(2)]))


def kmeans():
    x = np.array([[3.6, 79], [1.8, 54], [3.333, 74], [2.283, 62], [4.533, 85], [2.883, 55], [4.7, 88], [3.6, 85],
                  [1.95, 51], [4.35, 85], [1.833, 54], [3.917, 84], [4.2, 78], [1.75, 47], [4.7, 83], [2.167, 52],
                  [1.75, 62], [4.8, 84], [1.6, 52], [4.25, 79]])
    c = np.array([[2.0, 70], [4, 75]])
    for _ in range(100):  # Lloyd
        near = np.argmin(((x[:, None] - c[None]) ** 2).sum(2), axis=1)
        c = np.array([x[near == k].mean(0) for k in range(2)])
    show("kmeans centroids", c)
    show("kmeans cost", ((x[:, None] - c[None]) ** 2).sum(2).min(1).sum())
    show("kmeans sizes", np.bincount(near))


def lstm():
    n, t = 3, 25
    wave = np.sin(0.5 * np.arange(t))

    def sigmoid(x):
        return 1 / (1 + np.exp(-x))

    def loss(p):
        W, U, b, v = p[:12], p[12:48].reshape(12, 3), p[48:60], p[60:]
        h, c, total = np.zeros(n), np.zeros(n), 0
        for i in range(t - 1):
            g = W * wave[i] + U @ h + b
            c = sigmoid(g[3:6]) * c + sigmoid(g[:3]) * np.tanh(g[6:9])
            h = sigmoid(g[9:]) * np.tanh(c)
            total = total + (v @ h - wave[i + 1]) ** 2
        return total / (t - 1)

    p = np.concatenate([np.cos(3 * np.arange(12)),
                        [np.cos(5 * i + 7 * j) / 2 for i in range(12) for j in range(3)],
                        np.zeros(12), [0.5, -0.5, 0.5]])
    show("lstm loss", loss(p))
    show("lstm gradient by v", complex_gradient(loss, p)[60:])
    show("lstm gradient by W", complex_gradient(loss, p)[:12])
    for k in range(20):
        p = p - 0.5 * complex_gradient(loss, p)
    show("lstm learned(20)", loss(p))


def convolution():
    image = np.array([[np.sin(i * j + 2 * i) for j in range(10)] for i in range(8)])
    sobel = np.array([[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]])
    edges = signal.correlate2d(image, sobel, "valid")
    show("convolution row 2", edges[2])
    show("convolution gradient of sum of squares", 2 * signal.correlate2d(image, edges, "valid"))
    kernels = np.array([sobel, sobel.T])
    maps = np.array([np.maximum(signal.correlate2d(image, k, "valid"), 0) for k in kernels])
    pooled = maps.reshape(2, 3, 2, 4, 2).max(axis=(2, 4))
    W = np.array([[np.cos(i + j) for j in range(24)] for i in range(3)])
    show("convolution scores", W @ pooled.ravel())


def black_scholes():
    S, K, r, v, T = 42, 40, 0.1, 0.2, 0.5
    d1 = (np.log(S / K) + (r + v * v / 2) * T) / (v * np.sqrt(T))
    d2 = d1 - v * np.sqrt(T)
    N, n = stats.norm.cdf, stats.norm.pdf
    show("black-scholes call", S * N(d1) - K * np.exp(-r * T) * N(d2))
    show("black-scholes put", K * np.exp(-r * T) * N(-d2) - S * N(-d1))
    show("black-scholes greeks", [
        N(d1), n(d1) / (S * v * np.sqrt(T)), S * n(d1) * np.sqrt(T),
        -S * n(d1) * v / (2 * np.sqrt(T)) - r * K * np.exp(-r * T) * N(d2), K * T * np.exp(-r * T) * N(d2)])


def american_put():
    def put(p, steps):
        S, K, r, v, T = p
        dt = T / steps
        u = np.exp(v * np.sqrt(dt))
        q = (np.exp(r * dt) - 1 / u) / (u - 1 / u)
        values = [K - S * u ** (2 * j - steps) for j in range(steps + 1)]
        values = [x if x.real > 0 else 0 * x for x in values]
        for i in range(steps - 1, -1, -1):
            held = [np.exp(-r * dt) * (q * values[j + 1] + (1 - q) * values[j]) for j in range(i + 1)]
            now = [K - S * u ** (2 * j - i) for j in range(i + 1)]
            values = [a if np.real(a) > np.real(b) else b for a, b in zip(held, now)]
        return values[0]

    p = np.array([50, 50, 0.1, 0.4, 5 / 12])
    for steps in [5, 30, 50, 100]:
        show("american put %d" % steps, put(p, steps))
    show("american put gradient 50", complex_gradient(lambda p: put(p, 50), p))


def xor():
    inputs = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
    y = np.array([0, 1, 1, 0])

    def logits(p):
        return np.tanh(inputs @ p[:6].reshape(3, 2).T + p[6:9]) @ p[9:12] + p[12]

    def loss(p):
        z = logits(p)
        return np.mean(np.log(1 + np.exp(z)) - y * z)

    p = np.array([0.5, -0.5, -0.3, 0.8, 0.6, 0.4, 0, 0, 0, 0.7, 0.5, -0.6, 0])
    show("xor learned(0)", special.expit(logits(p)))
    for _ in range(500):
        p = p - 0.5 * complex_gradient(loss, p)
    show("xor learned(500)", special.expit(logits(p)))


def rosenbrock():
    x = np.array([1.3, 0.7, 0.8, 1.9, 1.2])
    show("rosen", optimize.rosen(x))
    show("rosen_der", optimize.rosen_der(x))
    show("rosen_hess_prod", optimize.rosen_hess_prod(x, np.array([1.0, 2, 3, 4, 5])))


def library():
    show("normal_cdf", stats.norm.cdf([-3, 0.5]))
    show("exponential", stats.expon.logpdf(1.5, scale=1 / 2))
    show("gamma", stats.gamma.logpdf(1.5, 2.5, scale=1 / 3))
    show("beta", stats.beta.logpdf(0.3, 2, 3.5))
    show("student", stats.t.logpdf(1.5, 4, 0.5, 2))
    show("dirichlet", stats.dirichlet.logpdf([0.2, 0.3, 0.5], [1, 2, 3.5]))
    show("poisson", stats.poisson.logpmf([0, 3], 2.5))
    show("bernoulli", stats.bernoulli.logpmf([0, 1], 0.3))
    show("binomial", stats.binom.logpmf([0, 3, 10], 10, 0.3))
    show("log_beta", special.betaln(2, 3.5))
    show("log_binomial", np.log(special.comb(10, 3)))
    show("digamma", special.digamma([2.5, 4.5, 6.0]))


if __name__ == "__main__":
    for part in [newton, logistic, poisson, lotka_volterra, bundle, kmeans, lstm, convolution, black_scholes,
                 american_put, xor, rosenbrock, library]:
        part()
