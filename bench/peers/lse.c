// GradBench's lse and its gradient, the softmax.
#include <math.h>
#include <stdint.h>

static double top(int64_t n, const double *restrict x) {
    double most = x[0];
    for (int64_t i = 1; i < n; i++) most = x[i] > most ? x[i] : most;
    return most;
}

void lse_primal(int64_t n, const double *restrict x, double *restrict value) {
    const double most = top(n, x);
    double s = 0;
    for (int64_t i = 0; i < n; i++) s += exp(x[i] - most);
    *value = most + log(s);
}

void lse_gradient(int64_t n, const double *restrict x, double *restrict gradient) {
    const double most = top(n, x);
    double s = 0;
    for (int64_t i = 0; i < n; i++) {
        gradient[i] = exp(x[i] - most);
        s += gradient[i];
    }
    for (int64_t i = 0; i < n; i++) gradient[i] /= s;
}
