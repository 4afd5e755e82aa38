// Rodrigues' formula and its derivatives.
#ifndef ROTATION_H
#define ROTATION_H

#include <math.h>

static inline void cross(const double a[3], const double b[3], double c[3]) {
    c[0] = a[1] * b[2] - a[2] * b[1];
    c[1] = a[2] * b[0] - a[0] * b[2];
    c[2] = a[0] * b[1] - a[1] * b[0];
}

static inline double dot(const double a[3], const double b[3]) { return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]; }

// y = R(r) x and, where wanted, its derivatives by r and by x.
static inline void rotate(const double r[3], const double x[3], double y[3], double by_r[3][3], double by_x[3][3]) {
    const double square = dot(r, r);
    double c[3];
    cross(r, x, c);
    if (square == 0) {
        for (int a = 0; a < 3; a++) y[a] = x[a] + c[a];
        if (by_r) {
            const double cx[3][3] = {{0, x[2], -x[1]}, {-x[2], 0, x[0]}, {x[1], -x[0], 0}};
            for (int a = 0; a < 3; a++)
                for (int b = 0; b < 3; b++) {
                    by_r[a][b] = cx[a][b];
                    by_x[a][b] = a == b;
                }
        }
        return;
    }
    const double angle = sqrt(square), inverse = 1 / angle, co = cos(angle), si = sin(angle);
    const double w[3] = {r[0] * inverse, r[1] * inverse, r[2] * inverse};
    double wx[3];
    cross(w, x, wx);
    const double along = dot(w, x), rest = 1 - co;
    for (int a = 0; a < 3; a++) y[a] = x[a] * co + wx[a] * si + w[a] * along * rest;
    if (!by_r) return;
    // By the axis w: si * -[x]cross + rest (along I + w xt); by the angle: -x si + wx co + w along si.
    const double by_axis[3][3] = {
        {rest * (along + w[0] * x[0]), si * x[2] + rest * w[0] * x[1], -si * x[1] + rest * w[0] * x[2]},
        {-si * x[2] + rest * w[1] * x[0], rest * (along + w[1] * x[1]), si * x[0] + rest * w[1] * x[2]},
        {si * x[1] + rest * w[2] * x[0], -si * x[0] + rest * w[2] * x[1], rest * (along + w[2] * x[2])}};
    for (int a = 0; a < 3; a++) {
        const double by_angle = -x[a] * si + wx[a] * co + w[a] * along * si;
        const double radial = dot(by_axis[a], w);
        for (int b = 0; b < 3; b++) by_r[a][b] = by_angle * w[b] + (by_axis[a][b] - radial * w[b]) * inverse;
    }
    const double turn[3][3] = {{0, -w[2], w[1]}, {w[2], 0, -w[0]}, {-w[1], w[0], 0}};
    for (int a = 0; a < 3; a++)
        for (int b = 0; b < 3; b++) by_x[a][b] = (a == b ? co : 0) + si * turn[a][b] + rest * w[a] * w[b];
}

#endif
