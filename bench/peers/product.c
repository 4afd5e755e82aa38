// The matrix product as one writes it: rows of the result as sums of rows of b.
#include <stdint.h>
#include <string.h>

void product_f64(int64_t n, const double *restrict a, const double *restrict b, double *restrict c) {
    memset(c, 0, sizeof(double) * (size_t)(n * n));
    for (int64_t i = 0; i < n; i++)
        for (int64_t k = 0; k < n; k++)
            for (int64_t j = 0; j < n; j++) c[i * n + j] += a[i * n + k] * b[k * n + j];
}

void product_f32(int64_t n, const float *restrict a, const float *restrict b, float *restrict c) {
    memset(c, 0, sizeof(float) * (size_t)(n * n));
    for (int64_t i = 0; i < n; i++)
        for (int64_t k = 0; k < n; k++)
            for (int64_t j = 0; j < n; j++) c[i * n + j] += a[i * n + k] * b[k * n + j];
}
