// GradBench's ode: Runge and Kutta's method of order 4 with all states kept, and its reversal by hand.
// The right-hand side is f(y)_0 = x_0, f(y)_i = x_i y_{i-1}.
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static void slope(int64_t n, const double *restrict x, const double *restrict y, double *restrict k) {
    k[0] = x[0];
    for (int64_t i = 1; i < n; i++) k[i] = x[i] * y[i - 1];
}

static void moved(int64_t n, const double *restrict y, double h, const double *restrict k, double *restrict to) {
    for (int64_t i = 0; i < n; i++) to[i] = y[i] + h * k[i];
}

// The four slopes from y, and the state after the step.
static void step(int64_t n, const double *restrict x, double h, const double *restrict y, double *restrict work,
                 double *restrict next) {
    double *k1 = work, *k2 = work + n, *k3 = work + 2 * n, *k4 = work + 3 * n, *at = work + 4 * n;
    slope(n, x, y, k1);
    moved(n, y, h / 2, k1, at);
    slope(n, x, at, k2);
    moved(n, y, h / 2, k2, at);
    slope(n, x, at, k3);
    moved(n, y, h, k3, at);
    slope(n, x, at, k4);
    for (int64_t i = 0; i < n; i++) next[i] = y[i] + h / 6 * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]);
}

void ode_primal(int64_t n, const double *restrict x, int64_t s, double *restrict y) {
    double *work = malloc(sizeof(double) * (size_t)(6 * n)), *next = work + 5 * n;
    memset(y, 0, sizeof(double) * (size_t)n);
    for (int64_t t = 0; t < s; t++) {
        step(n, x, 2.0 / s, y, work, next);
        memcpy(y, next, sizeof(double) * (size_t)n);
    }
    free(work);
}

// For the adjoint dk of f(y): dx += its part by x, dy = its part by y.
static void pull(int64_t n, const double *restrict x, const double *restrict y, const double *restrict dk,
                 double *restrict dx, double *restrict dy) {
    dx[0] += dk[0];
    for (int64_t i = 1; i < n; i++) dx[i] += y[i - 1] * dk[i];
    for (int64_t i = 1; i < n; i++) dy[i - 1] = x[i] * dk[i];
    dy[n - 1] = 0;
}

void ode_gradient(int64_t n, const double *restrict x, int64_t s, double *restrict gradient) {
    const double h = 2.0 / s;
    double *states = malloc(sizeof(double) * (size_t)((s + 1) * n));
    double *work = malloc(sizeof(double) * (size_t)(8 * n));
    double *k1 = work, *k2 = work + n, *k3 = work + 2 * n;
    double *at = work + 4 * n, *dy = work + 5 * n, *dk = work + 6 * n, *da = work + 7 * n;
    memset(states, 0, sizeof(double) * (size_t)n);
    memset(gradient, 0, sizeof(double) * (size_t)n);
    memset(dy, 0, sizeof(double) * (size_t)n);
    for (int64_t t = 0; t < s; t++) step(n, x, h, states + t * n, work, states + (t + 1) * n);
    dy[n - 1] = 1;
    double *sum = malloc(sizeof(double) * (size_t)n);
    for (int64_t t = s - 1; t >= 0; t--) {
        const double *y = states + t * n;
        slope(n, x, y, k1);
        moved(n, y, h / 2, k1, at);
        slope(n, x, at, k2);
        moved(n, y, h / 2, k2, at);
        slope(n, x, at, k3);
        memcpy(sum, dy, sizeof(double) * (size_t)n);
        moved(n, y, h, k3, at); // k4 = f(y + h k3)
        for (int64_t i = 0; i < n; i++) dk[i] = h / 6 * dy[i];
        pull(n, x, at, dk, gradient, da);
        for (int64_t i = 0; i < n; i++) sum[i] += da[i];
        for (int64_t i = 0; i < n; i++) dk[i] = h / 3 * dy[i] + h * da[i];
        moved(n, y, h / 2, k2, at); // k3 = f(y + h/2 k2)
        pull(n, x, at, dk, gradient, da);
        for (int64_t i = 0; i < n; i++) sum[i] += da[i];
        for (int64_t i = 0; i < n; i++) dk[i] = h / 3 * dy[i] + h / 2 * da[i];
        moved(n, y, h / 2, k1, at); // k2 = f(y + h/2 k1)
        pull(n, x, at, dk, gradient, da);
        for (int64_t i = 0; i < n; i++) sum[i] += da[i];
        for (int64_t i = 0; i < n; i++) dk[i] = h / 6 * dy[i] + h / 2 * da[i];
        pull(n, x, y, dk, gradient, da); // k1 = f(y)
        for (int64_t i = 0; i < n; i++) dy[i] = sum[i] + da[i];
    }
    free(sum);
    free(states);
    free(work);
}
