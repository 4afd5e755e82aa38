// GradBench's ba by hand: the derivatives of a projection by Rodrigues' formula and the chain rule, row by row into CSR.
#include <stdint.h>

#include "rotation.h"

void ba_objective(int64_t n, int64_t m, int64_t p, const double *restrict cams, const double *restrict points,
                  const double *restrict weights, const double *restrict feats, double *restrict errors,
                  double *restrict w_err) {
    for (int64_t i = 0; i < p; i++) {
        const double *cam = cams + 11 * (i % n), *x = points + 3 * (i % m), w = weights[i];
        const double moved[3] = {x[0] - cam[3], x[1] - cam[4], x[2] - cam[5]};
        double y[3];
        rotate(cam, moved, y, 0, 0);
        const double u = y[0] / y[2], v = y[1] / y[2], rho = u * u + v * v;
        const double scale = cam[6] * (1 + cam[9] * rho + cam[10] * rho * rho);
        errors[2 * i] = w * (scale * u + cam[7] - feats[2 * i]);
        errors[2 * i + 1] = w * (scale * v + cam[8] - feats[2 * i + 1]);
    }
    for (int64_t i = 0; i < p; i++) w_err[i] = 1 - weights[i] * weights[i];
}

// The two rows of an observation: 11 by the camera, 3 by the point, 1 by the weight.
static void rows_of(const double *restrict cam, const double *restrict x, double w, const double *restrict feat,
                    double *restrict row0, double *restrict row1) {
    const double moved[3] = {x[0] - cam[3], x[1] - cam[4], x[2] - cam[5]};
    double y[3], by_r[3][3], by_x[3][3];
    rotate(cam, moved, y, by_r, by_x);
    const double z = 1 / y[2], u = y[0] * z, v = y[1] * z, rho = u * u + v * v;
    const double focal = cam[6], distortion = 1 + cam[9] * rho + cam[10] * rho * rho;
    const double slope = 2 * (cam[9] + 2 * cam[10] * rho); // d distortion = slope (u du + v dv)
    const double uu = w * focal * (distortion + u * slope * u), uv = w * focal * u * slope * v;
    const double vv = w * focal * (distortion + v * slope * v);
    // By the rotated point: du = (dy0 - u dy2) z.
    const double e0[3] = {uu * z, uv * z, -(uu * u + uv * v) * z};
    const double e1[3] = {uv * z, vv * z, -(uv * u + vv * v) * z};
    for (int b = 0; b < 3; b++) {
        row0[b] = e0[0] * by_r[0][b] + e0[1] * by_r[1][b] + e0[2] * by_r[2][b];
        row1[b] = e1[0] * by_r[0][b] + e1[1] * by_r[1][b] + e1[2] * by_r[2][b];
        row0[11 + b] = e0[0] * by_x[0][b] + e0[1] * by_x[1][b] + e0[2] * by_x[2][b];
        row1[11 + b] = e1[0] * by_x[0][b] + e1[1] * by_x[1][b] + e1[2] * by_x[2][b];
        row0[3 + b] = -row0[11 + b];
        row1[3 + b] = -row1[11 + b];
    }
    row0[6] = w * distortion * u;
    row1[6] = w * distortion * v;
    row0[7] = w, row0[8] = 0;
    row1[7] = 0, row1[8] = w;
    row0[9] = w * focal * u * rho;
    row1[9] = w * focal * v * rho;
    row0[10] = row0[9] * rho;
    row1[10] = row1[9] * rho;
    row0[14] = focal * distortion * u + cam[7] - feat[0];
    row1[14] = focal * distortion * v + cam[8] - feat[1];
}

void ba_jacobian(int64_t n, int64_t m, int64_t p, const double *restrict cams, const double *restrict points,
                 const double *restrict weights, const double *restrict feats, int64_t *restrict rows,
                 int64_t *restrict cols, double *restrict vals) {
    for (int64_t i = 0; i < p; i++) {
        rows_of(cams + 11 * (i % n), points + 3 * (i % m), weights[i], feats + 2 * i, vals + 30 * i, vals + 30 * i + 15);
        for (int64_t axis = 0; axis < 2; axis++) {
            int64_t *at = cols + 30 * i + 15 * axis;
            rows[2 * i + axis] = 30 * i + 15 * axis;
            for (int64_t j = 0; j < 11; j++) at[j] = 11 * (i % n) + j;
            for (int64_t j = 0; j < 3; j++) at[11 + j] = 11 * n + 3 * (i % m) + j;
            at[14] = 11 * n + 3 * m + i;
        }
    }
    for (int64_t i = 0; i < p; i++) {
        rows[2 * p + i] = 30 * p + i;
        cols[30 * p + i] = 11 * n + 3 * m + i;
        vals[30 * p + i] = -2 * weights[i];
    }
    rows[3 * p] = 31 * p;
}
