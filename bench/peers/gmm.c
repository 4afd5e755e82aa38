// GradBench's gmm with its gradient derived by hand. l_k holds the strict lower part column by column.
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static double squares(const double *x, int64_t n) {
    double s = 0;
    for (int64_t i = 0; i < n; i++) s += x[i] * x[i];
    return s;
}

static double sum(const double *x, int64_t n) {
    double s = 0;
    for (int64_t i = 0; i < n; i++) s += x[i];
    return s;
}

static double logsumexp(const double *x, int64_t n) {
    double top = x[0];
    for (int64_t i = 1; i < n; i++) top = x[i] > top ? x[i] : top;
    double s = 0;
    for (int64_t i = 0; i < n; i++) s += exp(x[i] - top);
    return top + log(s);
}

static double constant(int64_t n, int64_t d, int64_t k, int64_t m, double gamma) {
    const double nu = (double)(d + m + 1);
    double log_gamma = 0.25 * d * (d - 1) * log(M_PI);
    for (int64_t j = 0; j < d; j++) log_gamma += lgamma(0.5 * nu - 0.5 * j);
    return k * (nu * d * (log(gamma) - 0.5 * log(2)) - log_gamma) - n * (0.5 * d * log(2 * M_PI));
}

// y = Q (x - mu), dx = x - mu
static void transform(int64_t d, const double *restrict x, const double *restrict mu, const double *restrict diagonal,
                      const double *restrict l, double *restrict dx, double *restrict y) {
    for (int64_t c = 0; c < d; c++) dx[c] = x[c] - mu[c];
    for (int64_t c = 0; c < d; c++) y[c] = diagonal[c] * dx[c];
    for (int64_t c = 0; c < d; c++) {
        const double xc = dx[c];
        for (int64_t r = c + 1; r < d; r++) y[r] += l[r - c - 1] * xc;
        l += d - 1 - c;
    }
}

void gmm_objective(int64_t n, int64_t d, int64_t k, const double *restrict x, int64_t m, double gamma,
                   const double *restrict alpha, const double *restrict mu, const double *restrict q,
                   const double *restrict l, double *restrict value) {
    const int64_t s = d * (d - 1) / 2;
    double *work = malloc(sizeof(double) * (size_t)(k * d + 2 * k + 2 * d));
    double *diagonal = work, *weight = diagonal + k * d, *beta = weight + k, *dx = beta + k, *y = dx + d;
    double total = constant(n, d, k, m, gamma) - n * logsumexp(alpha, k);
    for (int64_t i = 0; i < k * d; i++) diagonal[i] = exp(q[i]);
    for (int64_t j = 0; j < k; j++) {
        weight[j] = alpha[j] + sum(q + j * d, d);
        total -= 0.5 * gamma * gamma * (squares(diagonal + j * d, d) + squares(l + j * s, s)) - m * sum(q + j * d, d);
    }
    for (int64_t i = 0; i < n; i++) {
        for (int64_t j = 0; j < k; j++) {
            transform(d, x + i * d, mu + j * d, diagonal + j * d, l + j * s, dx, y);
            beta[j] = weight[j] - 0.5 * squares(y, d);
        }
        total += logsumexp(beta, k);
    }
    *value = total;
    free(work);
}

void gmm_jacobian(int64_t n, int64_t d, int64_t k, const double *restrict x, int64_t m, double gamma,
                  const double *restrict alpha, const double *restrict mu, const double *restrict q,
                  const double *restrict l, double *restrict g_alpha, double *restrict g_mu, double *restrict g_q,
                  double *restrict g_l) {
    const int64_t s = d * (d - 1) / 2;
    double *work = malloc(sizeof(double) * (size_t)(3 * k * d + 2 * k));
    double *diagonal = work, *dx = diagonal + k * d, *y = dx + k * d, *weight = y + k * d, *beta = weight + k;
    const double lse = logsumexp(alpha, k);
    for (int64_t i = 0; i < k * d; i++) diagonal[i] = exp(q[i]);
    for (int64_t j = 0; j < k; j++) weight[j] = alpha[j] + sum(q + j * d, d);

    // The prior.
    for (int64_t j = 0; j < k; j++) g_alpha[j] = -n * exp(alpha[j] - lse);
    for (int64_t i = 0; i < k * d; i++) g_q[i] = m - gamma * gamma * diagonal[i] * diagonal[i];
    for (int64_t i = 0; i < k * s; i++) g_l[i] = -gamma * gamma * l[i];
    memset(g_mu, 0, sizeof(double) * (size_t)(k * d));

    for (int64_t i = 0; i < n; i++) {
        for (int64_t j = 0; j < k; j++) {
            transform(d, x + i * d, mu + j * d, diagonal + j * d, l + j * s, dx + j * d, y + j * d);
            beta[j] = weight[j] - 0.5 * squares(y + j * d, d);
        }
        const double total = logsumexp(beta, k);
        for (int64_t j = 0; j < k; j++) {
            const double w = exp(beta[j] - total); // d LSE / d beta
            const double *u = dx + j * d, *v = y + j * d, *lj = l + j * s;
            double *gl = g_l + j * s;
            g_alpha[j] += w;
            for (int64_t c = 0; c < d; c++) {
                double back = diagonal[j * d + c] * v[c]; // (Qt y)_c
                const double wu = w * u[c];
                for (int64_t r = c + 1; r < d; r++) {
                    back += lj[r - c - 1] * v[r];
                    gl[r - c - 1] -= wu * v[r];
                }
                lj += d - 1 - c;
                gl += d - 1 - c;
                g_mu[j * d + c] += w * back;
                g_q[j * d + c] += w * (1 - diagonal[j * d + c] * u[c] * v[c]);
            }
        }
    }
    free(work);
}
