// GradBench's det by expansion in minors along the first row, and its gradient: each entry of the row receives its signed
// minor, and the recursion hands down what its own result is multiplied by.
#include <stdint.h>
#include <string.h>

static double expand(int64_t n, const double *restrict a, int64_t row, const int64_t *columns) {
    if (row == n) return 1;
    const int64_t left = n - row;
    int64_t rest[64];
    double total = 0;
    for (int64_t k = 1; k < left; k++) rest[k - 1] = columns[k];
    for (int64_t j = 0; j < left; j++) {
        const double signed_entry = j % 2 == 0 ? a[row * n + columns[j]] : -a[row * n + columns[j]];
        total += signed_entry * expand(n, a, row + 1, rest);
        rest[j] = columns[j];
    }
    return total;
}

static double reverse(int64_t n, const double *restrict a, int64_t row, const int64_t *columns, double seed,
                      double *restrict gradient) {
    if (row == n) return 1;
    const int64_t left = n - row;
    int64_t rest[64];
    double total = 0;
    for (int64_t k = 1; k < left; k++) rest[k - 1] = columns[k];
    for (int64_t j = 0; j < left; j++) {
        const int64_t at = row * n + columns[j];
        const double sign = j % 2 == 0 ? 1 : -1;
        const double minor = reverse(n, a, row + 1, rest, seed * sign * a[at], gradient);
        gradient[at] += seed * sign * minor;
        total += sign * a[at] * minor;
        rest[j] = columns[j];
    }
    return total;
}

void det_primal(int64_t n, const double *restrict a, double *restrict value) {
    int64_t columns[64];
    for (int64_t j = 0; j < n; j++) columns[j] = j;
    *value = expand(n, a, 0, columns);
}

void det_gradient(int64_t n, const double *restrict a, double *restrict gradient) {
    int64_t columns[64];
    for (int64_t j = 0; j < n; j++) columns[j] = j;
    memset(gradient, 0, sizeof(double) * (size_t)(n * n));
    reverse(n, a, 0, columns, 1, gradient);
}
