// GradBench's llsq by hand: a polynomial with coefficients x against the sign of t at n points.
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static double point(int64_t i, int64_t n) { return -1 + 2.0 * i / (n - 1); }

static double sign(double t) { return t > 0 ? 1 : t < 0 ? -1 : 0; }

void llsq_primal(int64_t m, const double *restrict x, int64_t n, double *restrict value) {
    double total = 0;
    for (int64_t i = 0; i < n; i++) {
        const double t = point(i, n);
        double s = sign(t), power = 1;
        for (int64_t j = 0; j < m; j++) {
            s -= x[j] * power;
            power *= t;
        }
        total += s * s;
    }
    *value = total / 2;
}

void llsq_gradient(int64_t m, const double *restrict x, int64_t n, double *restrict gradient) {
    memset(gradient, 0, sizeof(double) * (size_t)m);
    double *power = malloc(sizeof(double) * (size_t)m);
    for (int64_t i = 0; i < n; i++) {
        const double t = point(i, n);
        double s = sign(t), p = 1;
        for (int64_t j = 0; j < m; j++) {
            power[j] = p;
            s -= x[j] * p;
            p *= t;
        }
        for (int64_t j = 0; j < m; j++) gradient[j] -= s * power[j];
    }
    free(power);
}
