"""Writes sessions.jsonl: inputs of every function of GradBench and what it has to give.

Everything is computed here anew with NumPy from the definitions. Derivatives are closed formulas, or complex steps
(Squire and Trapp 1998), which are exact to rounding: f'(x) = Im f(x + ih) / h.

    python3 reference.py > sessions.jsonl
"""
import json
import sys
from math import lgamma

import numpy as np

random = np.random.default_rng(20)
H = 1e-30


def normal(*shape):
    return np.round(random.normal(size=shape), 3)


def gradient(f, *xs):
    """The derivatives of a number by all arrays."""
    return [derivative(f, k, *xs) for k in range(len(xs))]


def derivative(f, k, *xs):
    """The derivatives of all results by array k: the axes of the result, then those of the array."""
    columns = []
    for p in range(xs[k].size):
        ys = [x.astype(complex) for x in xs]
        ys[k].flat[p] += 1j * H
        columns.append(np.imag(f(*ys)) / H)
    columns = np.array(columns)
    return np.moveaxis(columns, 0, -1).reshape(columns.shape[1:] + xs[k].shape)


def case(module, function, input, output):
    print(json.dumps({"module": module, "function": function, "input": plain(input), "output": plain(output)}))


def plain(x):
    if isinstance(x, dict):
        return {k: plain(v) for k, v in x.items()}
    if isinstance(x, np.ndarray):
        return x.tolist()
    return x.item() if isinstance(x, np.generic) else x


# hello, llsq, lse

for x in [3, 0, -1.5, 1e10]:
    case("hello", "square", x, x * x)
    case("hello", "double", x, 2 * x)


def llsq(x, n):
    t = -1 + 2 * np.arange(n) / (n - 1)
    powers = np.vander(t, len(x), increasing=True)
    return ((np.sign(t) - powers @ x) ** 2).sum() / 2


for m, n in [(1, 2), (1, 5), (2, 2), (3, 3), (10, 64), (30, 101)]:
    x = normal(m)
    case("llsq", "primal", {"x": x, "n": n}, llsq(x, n))
    case("llsq", "gradient", {"x": x, "n": n}, gradient(lambda x: llsq(x, n), x)[0])


def lse(x):
    top = max(x, key=np.real)
    return top + np.log(np.exp(x - top).sum())


for x in [normal(1), normal(2), np.array([2.0, 2.0]), 500 * normal(6), normal(100)]:
    softmax = np.exp(x - x.max()) / np.exp(x - x.max()).sum()
    case("lse", "primal", {"x": x}, lse(x))
    case("lse", "gradient", {"x": x}, softmax)


# gmm

def gmm(x, gamma, m, alpha, mu, q, l):
    n, d = x.shape
    k = len(alpha)
    Q = np.zeros((k, d, d), dtype=q.dtype)
    for j in range(k):
        Q[j][np.triu_indices(d, 1)[::-1]] = l[j]
        Q[j] += np.diag(np.exp(q[j]))
    beta = np.array([[alpha[j] + q[j].sum() - ((Q[j] @ (x[i] - mu[j])) ** 2).sum() / 2 for j in range(k)]
                     for i in range(n)])
    nu = d + m + 1
    log_gamma = d * (d - 1) / 4 * np.log(np.pi) + sum(lgamma(nu / 2 + (1 - j) / 2) for j in range(1, d + 1))
    return (-n * d / 2 * np.log(2 * np.pi) - n * lse(alpha) + sum(lse(b) for b in beta)
            - sum(gamma ** 2 / 2 * ((np.exp(q[j]) ** 2).sum() + (l[j] ** 2).sum()) - m * q[j].sum() for j in range(k))
            + k * (nu * d * (np.log(gamma) - np.log(2) / 2) - log_gamma))


for d, k, n, m, gamma in [(1, 1, 1, 0, 1), (1, 3, 2, 0, 1.0), (2, 1, 3, 1, 0.5), (2, 5, 10, 0, 1.0), (4, 2, 5, 3, 1.5), (10, 3, 8, 0, 1.0)]:
    x, alpha, mu, q, l = normal(n, d), normal(k), normal(k, d), normal(k, d), normal(k, d * (d - 1) // 2)
    input = {"d": d, "k": k, "n": n, "x": x, "m": m, "gamma": gamma, "alpha": alpha, "mu": mu, "q": q, "l": l}
    case("gmm", "objective", input, gmm(x, gamma, m, alpha, mu, q, l))
    by = gradient(lambda *p: gmm(x, gamma, m, *p), alpha, mu, q, l)
    case("gmm", "jacobian", input, dict(zip(["alpha", "mu", "q", "l"], by)))


# lstm

def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def lstm(main, extra, state, sequence):
    layers, b = len(state) // 2, sequence.shape[1]
    h, c = list(state[0::2]), list(state[1::2])
    total = 0
    for t in range(len(sequence) - 1):
        v = sequence[t] * extra[0]
        for i in range(layers):
            w, bias = main[2 * i].reshape(4, b), main[2 * i + 1].reshape(4, b)
            forget, ingate = sigmoid(v * w[0] + bias[0]), sigmoid(h[i] * w[1] + bias[1])
            outgate, change = sigmoid(v * w[2] + bias[2]), np.tanh(h[i] * w[3] + bias[3])
            c[i] = c[i] * forget + ingate * change
            v = h[i] = outgate * np.tanh(c[i])
        y = v * extra[1] + extra[2]
        total = total + (sequence[t + 1] * (y - np.log(2 + np.exp(y).sum()))).sum()
    return -total / (b * (len(sequence) - 1))


for l, b, c in [(1, 1, 2), (1, 2, 2), (2, 1, 3), (2, 3, 4), (3, 4, 12)]:
    main, extra, state, sequence = normal(2 * l, 4 * b), normal(3, b), normal(2 * l, b), normal(c, b)
    input = {"main_params": main, "extra_params": extra, "state": state, "sequence": sequence}
    case("lstm", "objective", input, lstm(main, extra, state, sequence))
    by = gradient(lambda m, e: lstm(m, e, state, sequence), main, extra)
    case("lstm", "jacobian", input, np.concatenate([by[0].ravel(), by[1].ravel()]))


# ode

def ode(x, s):
    def f(y):
        return np.concatenate([x[:1], x[1:] * y[:-1]])

    y, h = np.zeros(len(x), dtype=x.dtype), 2 / s
    for _ in range(s):
        a = f(y)
        b = f(y + h / 2 * a)
        c = f(y + h / 2 * b)
        d = f(y + h * c)
        y = y + h / 6 * (a + 2 * b + 2 * c + d)
    return y


for n, s in [(1, 1), (1, 4), (2, 1), (3, 2), (5, 10), (20, 30)]:
    x = normal(n)
    case("ode", "primal", {"x": x, "s": s}, ode(x, s))
    case("ode", "gradient", {"x": x, "s": s}, gradient(lambda x: ode(x, s)[-1], x)[0])


# det

def cofactors(A):
    n = len(A)
    minor = lambda i, j: np.delete(np.delete(A, i, 0), j, 1)
    return np.array([[(-1) ** (i + j) * np.linalg.det(minor(i, j)) if n > 1 else 1.0 for j in range(n)] for i in range(n)])


for A in [normal(1, 1), normal(2, 2), np.zeros((2, 2)), np.ones((3, 3)), normal(3, 3), normal(4, 4), normal(6, 6)]:
    input = {"A": A.ravel(), "ell": len(A)}
    case("det", "primal", input, np.linalg.det(A))
    case("det", "gradient", input, cofactors(A).ravel())


# ba

def residual(cam, x, w, feat):
    r, centre, f, origin, k = cam[0:3], cam[3:6], cam[6], cam[7:9], cam[9:11]
    v = x - centre
    if np.all(np.real(r) == 0):
        v = v + np.cross(r, v)
    else:
        angle = np.sqrt((r * r).sum())
        a = r / angle
        v = v * np.cos(angle) + np.cross(a, v) * np.sin(angle) + a * (a * v).sum() * (1 - np.cos(angle))
    p = v[:2] / v[2]
    rho = (p * p).sum()
    return w[0] * (f * p * (1 + k[0] * rho + k[1] * rho ** 2) + origin - feat)


def ends(x):
    return np.concatenate([x[:30], x[-1:]])


for n, m, p, turned in [(1, 1, 1, True), (1, 1, 2, False), (2, 3, 7, True), (3, 2, 40, True), (40, 30, 25, True)]:
    cam, x, w, feat = normal(11), normal(3), normal(1), normal(2)
    if not turned:
        cam[:3] = 0
    x[2] += 4
    input = {"n": n, "m": m, "p": p, "cam": cam, "x": x, "w": w[0], "feat": feat}
    case("ba", "objective", input, {
        "reproj_error": {"elements": residual(cam, x, w, feat), "repeated": p},
        "w_err": {"element": 1 - w[0] ** 2, "repeated": p}})
    block = np.concatenate([derivative(lambda *a: residual(*a, feat), k, cam, x, w) for k in range(3)], axis=1)
    rows, cols, vals = [0], [], []
    for i in range(p):
        for axis in range(2):
            cols += [11 * (i % n) + j for j in range(11)] + [11 * n + 3 * (i % m) + j for j in range(3)] + [11 * n + 3 * m + i]
            vals += list(block[axis])
            rows.append(len(cols))
    for i in range(p):
        cols.append(11 * n + 3 * m + i)
        vals.append(-2 * w[0])
        rows.append(len(cols))
    case("ba", "jacobian", input, {
        "rows": ends(np.array(rows)), "cols": ends(np.array(cols)), "vals": ends(np.array(vals))})


# ht

def axis_angle(r):
    n = np.sqrt((r * r).sum())
    if np.real(n) < 1e-4:
        return np.eye(3)
    x, y, z = r / n
    s, k = np.sin(n), np.cos(n)
    return np.array([
        [x * x + (1 - x * x) * k, x * y * (1 - k) - z * s, x * z * (1 - k) + y * s],
        [x * y * (1 - k) + z * s, y * y + (1 - y * y) * k, y * z * (1 - k) - x * s],
        [x * z * (1 - k) - y * s, y * z * (1 - k) + x * s, z * z + (1 - z * z) * k]])


def euler(tx, ty, tz):
    cx, sx, cy, sy, cz, sz = np.cos(tx), np.sin(tx), np.cos(ty), np.sin(ty), np.cos(tz), np.sin(tz)
    X = np.array([[1, 0, 0], [0, cx, -sx], [0, sx, cx]])
    Y = np.array([[cy, 0, sy], [0, 1, 0], [-sy, 0, cy]])
    Z = np.array([[cz, -sz, 0], [sz, cz, 0], [0, 0, 1]])
    return Z @ Y @ X


def ht(theta, us, model, correspondences, points):
    P = np.zeros((25, 3), dtype=theta.dtype)
    P[0], P[1], P[2] = theta[0:3], 1, theta[3:6]
    row, next = 5, 6
    for finger in range(5):
        P[row][:2] = theta[next:next + 2]
        P[row + 1][0], P[row + 2][0] = theta[next + 2], theta[next + 3]
        row, next = row + 4, next + 4
    absolute, transforms = [], []
    for i in range(22):
        tx, tz, ty = P[i + 3]
        turn = np.eye(4, dtype=theta.dtype)
        turn[:3, :3] = euler(tx, ty, tz)
        relative = model["base_relatives"][i] @ turn
        parent = model["parents"][i]
        absolute.append(relative if parent == -1 else absolute[parent] @ relative)
        transforms.append(absolute[i] @ model["inverse_base_absolutes"][i])
    skin = []
    for v in range(len(model["base_positions"])):
        place = sum(model["weights"][v][i] * (transforms[i] @ model["base_positions"][v])[:3] for i in range(22))
        if model["is_mirrored"]:
            place = place * np.array([-1, 1, 1])
        skin.append((axis_angle(P[0]) * P[1]) @ place + P[2])
    result = []
    for j, k in enumerate(correspondences):
        if len(us) == 0:
            result.append(points[j] - skin[k])
        else:
            a, b, c = (skin[v] for v in model["triangles"][k])
            result.append(points[j] - (us[j][0] * a + us[j][1] * b + (1 - us[j][0] - us[j][1]) * c))
    return np.concatenate(result)


def parents():
    return [-1, 0] + [1 if i % 4 == 0 else i + 1 for i in range(20)]


for v, c, complicated, mirrored, still in [(1, 1, False, False, False), (3, 1, True, True, False), (5, 4, True, False, False),
                                           (8, 12, False, True, True), (6, 11, True, True, True)]:
    model = {
        "bone_count": 22, "bone_names": ["bone %d" % i for i in range(22)], "parents": np.array(parents()),
        "base_relatives": normal(22, 4, 4), "inverse_base_absolutes": normal(22, 4, 4),
        "base_positions": normal(v, 4), "weights": normal(v, 22),
        "triangles": random.integers(0, v, size=(4, 3)), "is_mirrored": mirrored}
    theta, points = normal(26), normal(c, 3)
    if still:
        theta[:3] = 0
    us = normal(c, 2) if complicated else np.zeros((0,))
    correspondences = random.integers(0, 4 if complicated else v, size=c)
    input = {"theta": theta, "data": {"model": model, "correspondences": correspondences, "points": points}, "us": us}
    case("ht", "objective", input, ht(theta, us, model, correspondences, points))
    f = lambda theta, us: ht(theta, us, model, correspondences, points)
    by = derivative(f, 0, theta, us)
    if complicated:
        by_us = derivative(f, 1, theta, us)
        own = np.array([by_us[row, row // 3] for row in range(3 * c)])
        by = np.concatenate([own, by], axis=1)
    case("ht", "jacobian", input, by)


# kmeans

for n, d, k in [(1, 1, 1), (4, 1, 2), (5, 3, 1), (40, 2, 3), (60, 5, 4)]:
    points = normal(n, d)
    centroids = points[:k] + normal(k, d) / 100
    nearest = np.array([((centroids - p) ** 2).sum(axis=1).argmin() for p in points])
    input = {"points": points, "centroids": centroids}
    case("kmeans", "cost", input, ((points - centroids[nearest]) ** 2).sum())
    case("kmeans", "dir", input, np.array([centroids[j] - points[nearest == j].mean(axis=0) for j in range(k)]))


# particle, saddle

def descent(f, x):
    def slope(x):
        return gradient(f, np.real(x))[0] if not np.iscomplexobj(x) else dual(f, x)

    fx, gx, rate, taken = f(x), slope(x), 1e-5, 0
    while np.linalg.norm(np.real(gx)) > 1e-5:
        if taken == 10:
            rate, taken = 2 * rate, 0
            continue
        step = rate * gx
        if np.linalg.norm(np.real(step)) <= 1e-5:
            break
        fy = f(x - step)
        if np.real(fy) < np.real(fx):
            x, fx, gx, taken = x - step, fy, slope(x - step), taken + 1
        else:
            rate, taken = rate / 2, 0
    return x


def particle(w):
    charges = [np.array([10, 10 - w[0]]), np.array([10, 0])]
    x, v, dt = np.array([0, 8 + 0 * w[0]]), np.array([0.75, 0 * w[0]]), 0.1
    while True:
        a = sum((x - c) / ((x - c) @ (x - c)) ** 1.5 for c in charges)
        next = x + dt * v
        if np.real(next[1]) <= 0:
            break
        x, v = next, v + dt * a
    return (x[0] - x[1] / v[1] * v[0]) ** 2


for w in [0.0, 0.3, 0.9]:
    best = descent(particle, np.array([w]))[0]
    for modes in ["rr", "rf", "fr", "ff"]:
        case("particle", modes, {"w": w}, best)


def dual(f, x):
    """For the quadratic -f(x, y) alone: its gradient by y, 2 y, also at complex y."""
    return 2 * x


def saddle(start):
    def worst(x):
        return descent(lambda y: -(x @ x - y @ y), start.astype(x.dtype))

    def outer(x):
        y = worst(x)
        return x @ x - y @ y

    x = descent(outer, start)
    return np.concatenate([x, np.real(worst(x))])


for start in [np.array([1.0, 1.0]), np.array([0.5, -0.25]), np.array([0.0, 0.0])]:
    for modes in ["rr", "rf", "fr", "ff"]:
        case("saddle", modes, {"start": start}, saddle(start))
