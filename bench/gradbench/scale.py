"""Runs the twelve programs of GradBench from their smallest sizes to a million inputs and writes a table of what it takes.

    python3 scale.py [--backend jvm|c] [EVAL ...]

Needs NumPy. Each program is one session of `./mg gradbench`, whose questions change in size. Values are compared with the
formulas below; derivatives, along one random direction, with complex steps through them (Squire and Trapp 1998): an exact
number to rounding, at the cost of one more value, whatever the size. `ba` and `ht`, whose definitions are long, are in the
tests against `reference.py`; here cases whose results are short to say grow instead.
"""
import argparse
import json
import math
import pathlib
import subprocess
import sys

import numpy as np

MG = pathlib.Path(__file__).parents[2] / "mg"
STEP = 1e-30
random = np.random.default_rng(7)


class Tool:
    """One `./mg gradbench`, and what it takes."""

    def __init__(self, backend, eval):
        self.process = subprocess.Popen(
            [str(MG), "gradbench", "--backend", backend], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.ask({"kind": "start", "eval": eval})
        assert self.ask({"kind": "define", "module": eval})["success"]

    def ask(self, question):
        self.process.stdin.write((json.dumps({"id": 0, **question}) + "\n").encode())
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            sys.exit("the tool died, with %s" % self.process.wait())
        return json.loads(line)

    def evaluate(self, eval, function, input):
        if isinstance(input, dict):
            input = {**{k: plain(v) for k, v in input.items()}, "min_runs": 3, "min_seconds": 0.5}
        answer = self.ask({"kind": "evaluate", "module": eval, "function": function, "input": input})
        if not answer["success"]:
            sys.exit("%s.%s: %s" % (eval, function, answer["error"]))
        time = {}
        for t in answer["timings"]:
            time.setdefault(t["name"], []).append(t["nanoseconds"] / 1e6)
        return answer["output"], min(time["evaluate"]), sum(time["compile"])

    def memory(self):
        """The peak in megabytes, of the whole session so far."""
        status = pathlib.Path("/proc/%d/status" % self.process.pid).read_text()
        return int(status.split("VmHWM:")[1].split()[0]) / 1024

    def close(self):
        self.process.stdin.close()
        assert self.process.wait() == 0


def plain(x):
    return x.tolist() if isinstance(x, np.ndarray) else x


def normal(*shape):
    return random.normal(size=shape)


def sum_exp(x, axis):
    top = np.take_along_axis(x, np.real(x).argmax(axis=axis, keepdims=True), axis)
    return np.squeeze(top, axis) + np.log(np.exp(x - top).sum(axis=axis))


# What each program gives, for inputs that may be complex.

def hello(x):
    return x * x


def llsq(x, n):
    t = -1 + 2 * np.arange(n) / (n - 1)
    value = np.zeros(n, dtype=x.dtype)
    for c in x[::-1]:
        value = value * t + c
    return ((np.sign(t) - value) ** 2).sum() / 2


def lse(x):
    return sum_exp(x, 0)


def gmm(alpha, mu, q, l, x, d, k, n, m, gamma):
    beta = np.zeros((n, k), dtype=alpha.dtype)
    for j in range(k):
        Q = np.zeros((d, d), dtype=alpha.dtype)
        Q[np.triu_indices(d, 1)[::-1]] = l[j]
        Q += np.diag(np.exp(q[j]))
        beta[:, j] = alpha[j] + q[j].sum() - (((x - mu[j]) @ Q.T) ** 2).sum(axis=1) / 2
    nu = d + m + 1
    log_gamma = d * (d - 1) / 4 * math.log(math.pi) + sum(math.lgamma(nu / 2 + (1 - j) / 2) for j in range(1, d + 1))
    return (-n * d / 2 * math.log(2 * math.pi) - n * sum_exp(alpha, 0) + sum_exp(beta, 1).sum()
            - gamma ** 2 / 2 * ((np.exp(q) ** 2).sum() + (l ** 2).sum()) + m * q.sum()
            + k * (nu * d * (math.log(gamma) - math.log(2) / 2) - log_gamma))


def lstm(main_params, extra_params, state, sequence):
    def sigmoid(x):
        return 1 / (1 + np.exp(-x))

    b = sequence.shape[1]
    h, c, total = list(state[0::2]), list(state[1::2]), 0
    for t in range(len(sequence) - 1):
        v = sequence[t] * extra_params[0]
        for i in range(len(h)):
            w, bias = main_params[2 * i].reshape(4, b), main_params[2 * i + 1].reshape(4, b)
            c[i] = (c[i] * sigmoid(v * w[0] + bias[0])
                    + sigmoid(h[i] * w[1] + bias[1]) * np.tanh(h[i] * w[3] + bias[3]))
            v = h[i] = sigmoid(v * w[2] + bias[2]) * np.tanh(c[i])
        y = v * extra_params[1] + extra_params[2]
        total = total + (sequence[t + 1] * (y - np.log(2 + np.exp(y).sum()))).sum()
    return -total / (b * (len(sequence) - 1))


def ode(x, s):
    def f(y):
        return np.concatenate([x[:1], x[1:] * y[:-1]])

    y, h = np.zeros(len(x), dtype=x.dtype), 2 / s
    for _ in range(s):
        a = f(y)
        b = f(y + h / 2 * a)
        c = f(y + h / 2 * b)
        y = y + h / 6 * (a + 2 * b + 2 * c + f(y + h * c))
    return y


def det(A, ell):
    return np.linalg.det(A.reshape(ell, ell))


def kmeans(centroids, points):
    distances = [((points - c) ** 2).sum(axis=1) for c in centroids]
    return np.min(distances, axis=0).sum()


# The questions: the arguments by which the derivative is taken, then the others.

def gmm_input(d, k, n):
    return ({"alpha": normal(k), "mu": normal(k, d), "q": normal(k, d) / 10, "l": normal(k, d * (d - 1) // 2) / d},
            {"x": normal(n, d), "d": d, "k": k, "n": n, "m": 0, "gamma": 1.0})


def ode_input(n, s):
    """All results are near 1."""
    return {"x": random.uniform(0.9, 1.1, size=n) * np.arange(1, n + 1) / 2}, {"s": s}


def lstm_input(l, b, c):
    return ({"main_params": normal(2 * l, 4 * b), "extra_params": normal(3, b)},
            {"state": normal(2 * l, b), "sequence": normal(c, b)})


def kmeans_input(n, d, k):
    points = normal(n, d)
    return {"centroids": points[:k] + normal(k, d) / 100}, {"points": points}


SMOOTH = {
    "llsq": (llsq, "primal", "gradient", lambda m, n: ({"x": normal(m) / m}, {"n": n}),
             [(1, 2), (2, 2), (16, 1024), (128, 100_000), (1_000_000, 16)]),
    "lse": (lse, "primal", "gradient", lambda n: ({"x": normal(n)}, {}), [(1,), (2,), (1000,), (1_000_000,)]),
    "gmm": (gmm, "objective", "jacobian", gmm_input,
            [(1, 1, 1), (1, 3, 2), (2, 5, 1000), (10, 25, 1000), (32, 10, 10_000), (128, 100, 100), (2, 5, 500_000)]),
    "lstm": (lstm, "objective", "jacobian", lstm_input,
             [(1, 1, 2), (2, 1, 3), (2, 14, 1024), (4, 14, 4096), (2, 1000, 1000)]),
    "ode": (ode, "primal", "gradient", ode_input,
            [(1, 1), (2, 1), (100, 100), (1000, 1000), (100_000, 10), (1_000_000, 2)]),
    "det": (det, "primal", "gradient", lambda ell: ({"A": normal(ell * ell)}, {"ell": ell}), [(1,), (2,), (5,), (8,), (9,)]),
    "kmeans": (kmeans, "cost", "dir", kmeans_input, [(1, 1, 1), (5, 3, 1), (10_000, 2, 10), (100_000, 10, 10), (1_000_000, 1, 2)]),
}


def along(f, by, others, direction):
    """The derivative of `f` along a direction: of its last result, if it has several."""
    if f is det:
        A = by["A"].reshape(others["ell"], -1)
        return np.linalg.det(A) * np.trace(np.linalg.solve(A, direction["A"].reshape(A.shape)))
    moved = f(**{k: v + 1j * STEP * direction[k] for k, v in by.items()}, **others)
    return np.imag(np.atleast_1d(moved)[-1]) / STEP


def wrong(expected, actual):
    expected, actual = np.asarray(expected), np.asarray(actual, dtype=float)
    assert expected.shape == actual.shape, (expected.shape, actual.shape)
    return (np.abs(expected - actual) / np.maximum(1, np.abs(expected) + np.abs(actual))).max()


def of_derivative(eval, f, by, others, output):
    if eval == "kmeans":
        nearest = np.argmin([((others["points"] - c) ** 2).sum(axis=1) for c in by["centroids"]], axis=0)
        means = [others["points"][nearest == j].mean(axis=0) for j in range(len(by["centroids"]))]
        return wrong(by["centroids"] - np.array(means), output)
    direction = {k: normal(*v.shape) for k, v in by.items()}
    parts = output if isinstance(output, dict) else dict.fromkeys(by)
    if not isinstance(output, dict):
        ends = np.cumsum([v.size for v in by.values()])
        parts = {k: np.array(output)[end - v.size:end].reshape(v.shape) for (k, v), end in zip(by.items(), ends)}
    terms = np.concatenate([(np.array(parts[k]).reshape(v.shape) * v).ravel() for k, v in direction.items()])
    return abs(terms.sum() - along(f, by, others, direction)) / max(1, np.abs(terms).sum())


def smooth(backend, eval):
    f, primal, derivative, make, sizes = SMOOTH[eval]
    tool = Tool(backend, eval)
    for size in sizes:
        by, others = make(*size)
        count = sum(np.size(v) for v in [*by.values(), *others.values()])
        for function in [primal, derivative]:
            output, time, compile = tool.evaluate(eval, function, {**by, **others})
            error = wrong(f(**by, **others), output) if function == primal else of_derivative(eval, f, by, others, output)
            row(backend, eval, function, size, count, error, time, compile, tool)
    tool.close()


# hello, ba, ht, particle, saddle

def other(backend, eval):
    tool = Tool(backend, eval)
    for size, functions, input in QUESTIONS[eval]():
        for function, right in functions.items():
            output, time, compile = tool.evaluate(eval, function, input)
            row(backend, eval, function, size, numbers(input), right(output), time, compile, tool)
    tool.close()


def numbers(x):
    if isinstance(x, dict):
        return sum(map(numbers, x.values()))
    return np.size(x) if not isinstance(x, str) else 0


def hello_questions():
    yield (), {"square": lambda y: wrong(9.0, y), "double": lambda y: wrong(6.0, y)}, 3.0


# Where these two end depends on each step: the points are those of reference.py.

def particle_questions():
    yield (), dict.fromkeys(["rr", "rf", "fr", "ff"], lambda w: wrong(0.207206454355106, w)), {"w": 0.3}


def saddle_questions():
    end = [8.246324826140356e-06] * 4
    yield (), dict.fromkeys(["rr", "rf", "fr", "ff"], lambda z: wrong(end, z)), {"start": [1.0, 1.0]}


def ba_questions():
    """The camera looks along the axis: the residual and its derivative by the weight are short to say."""
    for n, m, p in [(1, 1, 1), (1, 1, 2), (49, 7776, 31_843), (100, 100_000, 250_000), (1000, 300_000, 1_000_000)]:
        cam = np.array([0, 0, 0, 0.5, -0.5, -4, 2, 0.1, 0.2, 0.01, 0.001])
        x, w, feat = np.array([1.0, 2.0, 3.0]), 0.75, np.array([0.3, 0.4])
        v = x - cam[3:6]
        at = v[:2] / v[2]
        rho = at @ at
        error = cam[6] * at * (1 + cam[9] * rho + cam[10] * rho ** 2) + cam[7:9] - feat

        def objective(y):
            assert y["reproj_error"]["repeated"] == y["w_err"]["repeated"] == p
            return max(wrong(w * error, y["reproj_error"]["elements"]), wrong(1 - w ** 2, y["w_err"]["element"]))

        def jacobian(y):
            assert y["rows"][:3] == [0, 15, 30][:len(y["rows"])] and y["rows"][-1] == 31 * p
            assert y["cols"][14] == 11 * n + 3 * m and y["cols"][-1] == 11 * n + 3 * m + p - 1
            vals = np.array(y["vals"])
            return wrong([error[0], error[1], w, w, -2 * w], [vals[14], vals[29], vals[7], vals[23], vals[-1]])

        yield (n, m, p), {"objective": objective, "jacobian": jacobian}, {
            "n": n, "m": m, "p": p, "cam": cam, "x": x, "w": w, "feat": feat}


def ht_questions():
    """No bone is turned: vertices stay, moved by the global translation."""
    for v, c, complicated in [(1, 1, False), (3, 1, True), (544, 544, True), (5000, 5000, False), (10_000, 100_000, True)]:
        base = np.column_stack([normal(v, 3), np.ones(v)])
        weights = random.uniform(size=(v, 22))
        weights /= weights.sum(axis=1, keepdims=True)
        theta = np.zeros(26)
        theta[3:6] = [0.1, 0.2, 0.3]
        points, triangles = normal(c, 3), random.integers(0, v, size=(20, 3))
        at = random.integers(0, 20 if complicated else v, size=c)
        us = normal(c, 2) if complicated else np.zeros((0, 2))
        corners = base[triangles[at], :3] if complicated else None
        share = np.column_stack([us, 1 - us.sum(axis=1)]) if complicated else None
        where = np.einsum("ci,cik->ck", share, corners) if complicated else base[at, :3]

        def objective(y):
            return wrong((points - where - theta[3:6]).ravel(), y)

        def jacobian(y):
            y = np.array(y).reshape(c, 3, -1)
            moved = wrong(np.tile(-np.eye(3), (c, 1, 1)), y[:, :, -23:-20])
            if not complicated:
                return moved
            by_us = np.stack([corners[:, 2] - corners[:, 0], corners[:, 2] - corners[:, 1]], axis=2)
            return max(moved, wrong(by_us, y[:, :, :2]))

        model = {"bone_count": 22, "bone_names": ["b%d" % i for i in range(22)],
                 "parents": [-1] + list(range(21)), "base_relatives": np.tile(np.eye(4), (22, 1, 1)).tolist(),
                 "inverse_base_absolutes": np.tile(np.eye(4), (22, 1, 1)).tolist(), "base_positions": base.tolist(),
                 "weights": weights.tolist(), "triangles": triangles.tolist(), "is_mirrored": False}
        yield (v, c, int(complicated)), {"objective": objective, "jacobian": jacobian}, {
            "theta": theta, "data": {"model": model, "correspondences": at.tolist(), "points": points.tolist()}, "us": us}


QUESTIONS = {"hello": hello_questions, "ba": ba_questions, "ht": ht_questions, "particle": particle_questions,
             "saddle": saddle_questions}
EVALS = ["hello", "llsq", "lse", "gmm", "lstm", "ode", "det", "ba", "ht", "kmeans", "particle", "saddle"]


def row(backend, eval, function, size, count, error, time, compile, tool):
    print("| %s | %s | %s | %s | %s | %.0e | %.3g | %.0f | %.0f |" % (
        eval, function, " ".join(map(str, size)) or "-", format(count, ","), backend, error, time, compile, tool.memory()), flush=True)
    assert error <= 1e-8, "wrong"


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--backend", choices=["jvm", "c"], action="append")
    arguments.add_argument("evals", nargs="*", metavar="EVAL", default=EVALS)
    chosen = arguments.parse_args()
    print("| eval | function | size | inputs | backend | error | ms | compile ms | peak MB |\n|---|---|---|---|---|---|---|---|---|")
    for eval in chosen.evals:
        for backend in chosen.backend or ["jvm", "c"]:
            (smooth if eval in SMOOTH else other)(backend, eval)


if __name__ == "__main__":
    main()
