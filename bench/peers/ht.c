// GradBench's ht by hand: a hand posed by 26 numbers, its skin blended from its bones, and the Jacobian of the residuals in
// forward mode. A finger's angle moves only the bones below its joint.
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "rotation.h"

enum { THETA = 26, ANGLES = 20, BONES = 22 };

// c = a b for 4x4 matrices.
static void multiply(const double *restrict a, const double *restrict b, double *restrict c) {
    for (int i = 0; i < 4; i++)
        for (int j = 0; j < 4; j++) {
            double s = 0;
            for (int k = 0; k < 4; k++) s += a[4 * i + k] * b[4 * k + j];
            c[4 * i + j] = s;
        }
}

// Finger angle t turns bone *bone, about z if it is the second of its finger, otherwise about x.
static bool about_z(int t, int *bone) {
    const int finger = t / 4, at = t % 4;
    *bone = 2 + 4 * finger + (at < 2 ? 0 : at - 1);
    return at == 1;
}

static void turn(double x, double z, double *restrict rz, double *restrict rx) {
    const double cx = cos(x), sx = sin(x), cz = cos(z), sz = sin(z);
    const double about_x[16] = {1, 0, 0, 0, 0, cx, -sx, 0, 0, sx, cx, 0, 0, 0, 0, 1};
    const double about_z[16] = {cz, -sz, 0, 0, sz, cz, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1};
    memcpy(rx, about_x, sizeof about_x);
    memcpy(rz, about_z, sizeof about_z);
}

// The derivative of a rotation by its angle, from its sine and cosine at (i, j), (j, j).
static void turned(const double *restrict r, int i, int j, double *restrict d) {
    memset(d, 0, 16 * sizeof(double));
    d[4 * i + i] = d[4 * j + j] = r[4 * i + j];
    d[4 * i + j] = -r[4 * i + i];
    d[4 * j + i] = r[4 * i + i];
}

typedef struct {
    double relative[BONES][16], rz[BONES][16], rx[BONES][16], absolute[BONES][16], transform[BONES][16];
} Pose;

static void pose(const double *restrict theta, const int64_t *restrict parents, const double *restrict base,
                 const double *restrict inverse, Pose *restrict p) {
    double x[BONES] = {0}, z[BONES] = {0};
    for (int t = 0; t < ANGLES; t++) {
        int bone;
        if (about_z(t, &bone)) z[bone] = theta[6 + t];
        else x[bone] = theta[6 + t];
    }
    for (int b = 0; b < BONES; b++) {
        double half[16];
        turn(x[b], z[b], p->rz[b], p->rx[b]);
        multiply(base + 16 * b, p->rz[b], half);
        multiply(half, p->rx[b], p->relative[b]);
        if (parents[b] < 0) memcpy(p->absolute[b], p->relative[b], sizeof p->absolute[b]);
        else multiply(p->absolute[parents[b]], p->relative[b], p->absolute[b]);
        multiply(p->absolute[b], inverse + 16 * b, p->transform[b]);
    }
}

// y += w (M p)_{xyz}
static void blend(double w, const double *restrict m, const double *restrict p, double *restrict y) {
    for (int i = 0; i < 3; i++)
        y[i] += w * (m[4 * i] * p[0] + m[4 * i + 1] * p[1] + m[4 * i + 2] * p[2] + m[4 * i + 3] * p[3]);
}

static void apply(const double r[3][3], const double x[3], double y[3]) {
    for (int i = 0; i < 3; i++) y[i] = r[i][0] * x[0] + r[i][1] * x[1] + r[i][2] * x[2];
}

// The global rotation as a matrix; false if it is too small to be one.
static bool global(const double *theta, double r[3][3]) {
    const bool turns = sqrt(dot(theta, theta)) >= 1e-4;
    double by_r[3][3];
    if (turns) {
        double y[3];
        rotate(theta, (const double[3]){0, 0, 0}, y, by_r, r);
    } else {
        for (int i = 0; i < 3; i++)
            for (int j = 0; j < 3; j++) r[i][j] = i == j;
    }
    return turns;
}

static void vertex(int64_t v, const Pose *p, const double *restrict weights, const double *restrict positions, bool mirrored,
                   double local[3]) {
    local[0] = local[1] = local[2] = 0;
    for (int b = 0; b < BONES; b++) blend(weights[v * BONES + b], p->transform[b], positions + 4 * v, local);
    if (mirrored) local[0] = -local[0];
}

void ht_objective(const double *restrict theta, const int64_t *restrict parents, const double *restrict base,
                  const double *restrict inverse, int64_t vertices, const double *restrict positions,
                  const double *restrict weights, const int64_t *restrict triangles, int64_t mirrored, int64_t c,
                  const int64_t *restrict correspondences, const double *restrict points, int64_t s,
                  const double *restrict us, double *restrict residuals) {
    Pose p;
    double r[3][3], *skin = malloc(sizeof(double) * (size_t)(3 * vertices));
    pose(theta, parents, base, inverse, &p);
    global(theta, r);
    for (int64_t v = 0; v < vertices; v++) {
        double local[3];
        vertex(v, &p, weights, positions, mirrored, local);
        apply((const double(*)[3])r, local, skin + 3 * v);
        for (int i = 0; i < 3; i++) skin[3 * v + i] += theta[3 + i];
    }
    for (int64_t j = 0; j < c; j++) {
        const int64_t at = correspondences[j];
        for (int i = 0; i < 3; i++) {
            if (s == 0) {
                residuals[3 * j + i] = points[3 * j + i] - skin[3 * at + i];
            } else {
                const double u = us[2 * j], w = us[2 * j + 1];
                const int64_t *t = triangles + 3 * at;
                residuals[3 * j + i] = points[3 * j + i]
                    - (u * skin[3 * t[0] + i] + w * skin[3 * t[1] + i] + (1 - u - w) * skin[3 * t[2] + i]);
            }
        }
    }
    free(skin);
}

void ht_jacobian(const double *restrict theta, const int64_t *restrict parents, const double *restrict base,
                 const double *restrict inverse, int64_t vertices, const double *restrict positions,
                 const double *restrict weights, const int64_t *restrict triangles, int64_t mirrored, int64_t c,
                 const int64_t *restrict correspondences, int64_t s, const double *restrict us,
                 double *restrict jacobian) {
    Pose p;
    double r[3][3];
    pose(theta, parents, base, inverse, &p);
    const bool turns = global(theta, r);

    // How each angle moves the bones below its joint.
    static const int NONE = -1;
    double moved[ANGLES][BONES][16];
    int below[ANGLES][BONES + 1];
    for (int t = 0; t < ANGLES; t++) {
        double d[BONES][16], half[16], other[16], dr[16];
        bool moves[BONES] = {false};
        int bone, count = 0;
        const bool z = about_z(t, &bone);
        for (int b = bone; b < BONES; b++) {
            const int64_t parent = parents[b];
            if (b == bone) {
                turned(z ? p.rz[b] : p.rx[b], z ? 0 : 1, z ? 1 : 2, dr);
                multiply(base + 16 * b, z ? dr : p.rz[b], half);
                multiply(half, z ? p.rx[b] : dr, other);
                if (parent < 0) memcpy(d[b], other, sizeof other);
                else multiply(p.absolute[parent], other, d[b]);
            } else if (parent >= 0 && moves[parent]) {
                multiply(d[parent], p.relative[b], d[b]);
            } else {
                continue;
            }
            moves[b] = true;
            multiply(d[b], inverse + 16 * b, moved[t][b]);
            below[t][count++] = b;
        }
        below[t][count] = NONE;
    }

    double *skin = malloc(sizeof(double) * (size_t)(3 * vertices));
    double *slopes = malloc(sizeof(double) * (size_t)(3 * THETA * vertices)); // [vertex][axis][theta]
    for (int64_t v = 0; v < vertices; v++) {
        double local[3], y[3], by_r[3][3] = {{0}}, by_x[3][3];
        double *slope = slopes + 3 * THETA * v;
        vertex(v, &p, weights, positions, mirrored, local);
        if (turns) rotate(theta, local, y, by_r, by_x);
        else memcpy(y, local, sizeof y);
        for (int i = 0; i < 3; i++) {
            skin[3 * v + i] = y[i] + theta[3 + i];
            for (int k = 0; k < 3; k++) {
                slope[THETA * i + k] = by_r[i][k];
                slope[THETA * i + 3 + k] = i == k;
            }
        }
        for (int t = 0; t < ANGLES; t++) {
            double d[3] = {0, 0, 0}, e[3];
            for (const int *b = below[t]; *b != NONE; b++)
                blend(weights[v * BONES + *b], moved[t][*b], positions + 4 * v, d);
            if (mirrored) d[0] = -d[0];
            apply((const double(*)[3])r, d, e);
            for (int i = 0; i < 3; i++) slope[THETA * i + 6 + t] = e[i];
        }
    }

    const int64_t columns = s + THETA;
    for (int64_t j = 0; j < c; j++) {
        const int64_t at = correspondences[j];
        for (int i = 0; i < 3; i++) {
            double *restrict row = jacobian + (3 * j + i) * columns;
            if (s == 0) {
                const double *d = slopes + 3 * THETA * at + THETA * i;
                for (int k = 0; k < THETA; k++) row[k] = -d[k];
            } else {
                const int64_t *t = triangles + 3 * at;
                const double u = us[2 * j], w = us[2 * j + 1], rest = 1 - u - w;
                const double *d0 = slopes + 3 * THETA * t[0] + THETA * i, *d1 = slopes + 3 * THETA * t[1] + THETA * i;
                const double *d2 = slopes + 3 * THETA * t[2] + THETA * i;
                row[0] = skin[3 * t[2] + i] - skin[3 * t[0] + i];
                row[1] = skin[3 * t[2] + i] - skin[3 * t[1] + i];
                for (int k = 0; k < THETA; k++) row[2 + k] = -(u * d0[k] + w * d1[k] + rest * d2[k]);
            }
        }
    }
    free(slopes);
    free(skin);
}
