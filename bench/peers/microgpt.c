// Steps of training of examples/microgpt/microgpt.mg by hand: forward, backward and Adam in plain loops over arrays whose
// sizes are constants, one layer, in f64, gradients written out part by part. For -ffast-math, which forms sums in any
// order.
#include <math.h>
#include <stdint.h>
#include <string.h>

enum { T = 8, C = 16, H = 4, D = C / H, V = 27, F = 4 * C, N = 2 * V * C + T * C + 12 * C * C };

// Rows for the letters, the positions, the head, and the layer, as in the .mg program.
enum { TOKEN = 0, POSITION = TOKEN + V * C, HEAD = POSITION + T * C, Q = HEAD + V * C, K = Q + C * C, W = K + C * C,
       O = W + C * C, UP = O + C * C, DOWN = UP + F * C };

static double w[N], g[N], m[N], v[N];

// y[t][i] = sum_j a[i][j] x[t][j]
static inline void times(int n, int rows, int columns, const double *restrict a, const double *restrict x,
                         double *restrict y) {
    for (int t = 0; t < n; t++)
        for (int i = 0; i < rows; i++) {
            double s = 0;
            for (int j = 0; j < columns; j++) s += a[i * columns + j] * x[t * columns + j];
            y[t * rows + i] = s;
        }
}

// dx[t][j] += sum_i a[i][j] dy[t][i] and da[i][j] += sum_t dy[t][i] x[t][j]
static inline void back(int n, int rows, int columns, const double *restrict a, const double *restrict x,
                        const double *restrict dy, double *restrict dx, double *restrict da) {
    for (int t = 0; t < n; t++)
        for (int i = 0; i < rows; i++) {
            const double d = dy[t * rows + i];
            for (int j = 0; j < columns; j++) {
                dx[t * columns + j] += a[i * columns + j] * d;
                da[i * columns + j] += d * x[t * columns + j];
            }
        }
}

static inline void norm(int n, const double *restrict x, double *restrict y, double *restrict scale) {
    for (int t = 0; t < n; t++) {
        double s = 0;
        for (int j = 0; j < C; j++) s += x[t * C + j] * x[t * C + j];
        scale[t] = 1 / sqrt(s / C + 1e-5);
        for (int j = 0; j < C; j++) y[t * C + j] = x[t * C + j] * scale[t];
    }
}

// dx += the derivative of norm, from y = x * scale
static inline void norm_back(int n, const double *restrict y, const double *restrict scale, const double *restrict dy,
                             double *restrict dx) {
    for (int t = 0; t < n; t++) {
        double s = 0;
        for (int j = 0; j < C; j++) s += dy[t * C + j] * y[t * C + j];
        s /= C;
        for (int j = 0; j < C; j++) dx[t * C + j] += scale[t] * (dy[t * C + j] - y[t * C + j] * s);
    }
}

static double gradient(const int64_t *name, int n) {
    static double x0[T * C], x1[T * C], x2[T * C], x3[T * C], y1[T * C], y2[T * C], s0[T], s1[T], s2[T];
    static double q[T * C], k[T * C], u[T * C], p[T * H * T], a[T * C], o[T * C], f[T * F], r[T * F], e[T * C];
    static double z[T * V], dz[T * V], dx[T * C], dq[T * C], dk[T * C], du[T * C], da[T * C], df[T * F], dy[T * C];
    static double dx0[T * C];
    for (int t = 0; t < n; t++)
        for (int j = 0; j < C; j++) x0[t * C + j] = w[TOKEN + name[t] * C + j] + w[POSITION + t * C + j];
    norm(n, x0, x1, s0);
    norm(n, x1, y1, s1);
    times(n, C, C, w + Q, y1, q);
    times(n, C, C, w + K, y1, k);
    times(n, C, C, w + W, y1, u);
    for (int t = 0; t < n; t++)
        for (int h = 0; h < H; h++) {
            double *restrict ph = p + (t * H + h) * T;
            double top = -INFINITY, sum = 0, out[D] = {0};
            for (int s = 0; s <= t; s++) {
                double d = 0;
                for (int j = 0; j < D; j++) d += q[t * C + h * D + j] * k[s * C + h * D + j];
                ph[s] = d * (1 / sqrt(D));
                top = ph[s] > top ? ph[s] : top;
            }
            for (int s = 0; s <= t; s++) sum += ph[s] = exp(ph[s] - top);
            for (int s = 0; s <= t; s++) {
                ph[s] /= sum;
                for (int j = 0; j < D; j++) out[j] += ph[s] * u[s * C + h * D + j];
            }
            memcpy(a + t * C + h * D, out, sizeof out);
        }
    times(n, C, C, w + O, a, o);
    for (int j = 0; j < n * C; j++) x2[j] = x1[j] + o[j];
    norm(n, x2, y2, s2);
    times(n, F, C, w + UP, y2, f);
    for (int j = 0; j < n * F; j++) r[j] = f[j] > 0 ? f[j] : 0;
    times(n, C, F, w + DOWN, r, e);
    for (int j = 0; j < n * C; j++) x3[j] = x2[j] + e[j];
    times(n, V, C, w + HEAD, x3, z);
    double loss = 0;
    for (int t = 0; t < n; t++) {
        double top = -INFINITY, sum = 0;
        for (int j = 0; j < V; j++) top = z[t * V + j] > top ? z[t * V + j] : top;
        for (int j = 0; j < V; j++) sum += dz[t * V + j] = exp(z[t * V + j] - top);
        for (int j = 0; j < V; j++) dz[t * V + j] /= sum * n;
        dz[t * V + name[t + 1]] -= 1.0 / n;
        loss += (log(sum) + top - z[t * V + name[t + 1]]) / n;
    }
    memset(g, 0, sizeof g);
    memset(dx, 0, sizeof dx);
    back(n, V, C, w + HEAD, x3, dz, dx, g + HEAD);
    memset(df, 0, sizeof df);
    back(n, C, F, w + DOWN, r, dx, df, g + DOWN);
    for (int j = 0; j < n * F; j++) df[j] = f[j] > 0 ? df[j] : 0;
    memset(dy, 0, sizeof dy);
    back(n, F, C, w + UP, y2, df, dy, g + UP);
    norm_back(n, y2, s2, dy, dx);
    memset(da, 0, sizeof da);
    back(n, C, C, w + O, a, dx, da, g + O);
    memset(dq, 0, sizeof dq);
    memset(dk, 0, sizeof dk);
    memset(du, 0, sizeof du);
    for (int t = 0; t < n; t++)
        for (int h = 0; h < H; h++) {
            const double *restrict ph = p + (t * H + h) * T;
            const double *restrict dah = da + t * C + h * D;
            double dp[T], mean = 0;
            for (int s = 0; s <= t; s++) {
                double d = 0;
                for (int j = 0; j < D; j++) {
                    d += dah[j] * u[s * C + h * D + j];
                    du[s * C + h * D + j] += ph[s] * dah[j];
                }
                dp[s] = d;
                mean += d * ph[s];
            }
            for (int s = 0; s <= t; s++) {
                const double ds = ph[s] * (dp[s] - mean) * (1 / sqrt(D));
                for (int j = 0; j < D; j++) {
                    dq[t * C + h * D + j] += ds * k[s * C + h * D + j];
                    dk[s * C + h * D + j] += ds * q[t * C + h * D + j];
                }
            }
        }
    memset(dy, 0, sizeof dy);
    back(n, C, C, w + Q, y1, dq, dy, g + Q);
    back(n, C, C, w + K, y1, dk, dy, g + K);
    back(n, C, C, w + W, y1, du, dy, g + W);
    norm_back(n, y1, s1, dy, dx);
    memset(dx0, 0, sizeof dx0);
    norm_back(n, x1, s0, dx, dx0);
    for (int t = 0; t < n; t++)
        for (int j = 0; j < C; j++) {
            g[TOKEN + name[t] * C + j] += dx0[t * C + j];
            g[POSITION + t * C + j] += dx0[t * C + j];
        }
    return loss;
}

static void adam(double t, double steps) {
    const double rate = 0.01 * (1 - t / steps), c1 = 1 / (1 - pow(0.85, t + 1)), c2 = 1 / (1 - pow(0.99, t + 1));
    for (int j = 0; j < N; j++) {
        m[j] = 0.85 * m[j] + 0.15 * g[j];
        v[j] = 0.99 * v[j] + 0.01 * g[j] * g[j];
        w[j] -= rate * (m[j] * c1) / (sqrt(v[j] * c2) + 1e-8);
    }
}

// Trains on `n` names in turn, each of T + 1 letters of which `counts` says how many are predicted, from `weights`; gives
// the mean loss, the latest counting most, and the weights then.
void microgpt_trained(int64_t steps, const double *weights, int64_t n, const int64_t *names, const int64_t *counts,
                      double *loss, double *trained) {
    memcpy(w, weights, sizeof w);
    memset(m, 0, sizeof m);
    memset(v, 0, sizeof v);
    *loss = log(V);
    for (int64_t t = 0; t < steps; t++) {
        *loss = 0.98 * *loss + 0.02 * gradient(names + t % n * (T + 1), (int)counts[t % n]);
        adam((double)t, (double)steps);
    }
    memcpy(trained, w, sizeof w);
}
