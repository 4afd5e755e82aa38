// GradBench's kmeans: the cost, and Newton's direction from the gradient and the diagonal of the Hessian, by hand.
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static double distance(const double *restrict p, const double *restrict c, int64_t d) {
    double s = 0;
    for (int64_t l = 0; l < d; l++) s += (p[l] - c[l]) * (p[l] - c[l]);
    return s;
}

static int64_t nearest(int64_t k, int64_t d, const double *restrict p, const double *restrict centroids, double *best) {
    int64_t at = 0;
    *best = distance(p, centroids, d);
    for (int64_t j = 1; j < k; j++) {
        const double s = distance(p, centroids + j * d, d);
        if (s < *best) {
            *best = s;
            at = j;
        }
    }
    return at;
}

void kmeans_cost(int64_t n, int64_t k, int64_t d, const double *restrict points, const double *restrict centroids,
                 double *restrict value) {
    double total = 0, best;
    for (int64_t i = 0; i < n; i++) {
        nearest(k, d, points + i * d, centroids, &best);
        total += best;
    }
    *value = total;
}

void kmeans_dir(int64_t n, int64_t k, int64_t d, const double *restrict points, const double *restrict centroids,
                double *restrict dir) {
    double *count = calloc((size_t)k, sizeof(double)), best;
    memset(dir, 0, sizeof(double) * (size_t)(k * d));
    for (int64_t i = 0; i < n; i++) {
        const double *p = points + i * d;
        const int64_t j = nearest(k, d, p, centroids, &best);
        count[j] += 2;
        for (int64_t l = 0; l < d; l++) dir[j * d + l] += 2 * (centroids[j * d + l] - p[l]);
    }
    for (int64_t j = 0; j < k; j++)
        for (int64_t l = 0; l < d; l++) dir[j * d + l] /= count[j];
    free(count);
}
