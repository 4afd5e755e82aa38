/* The tangent of x + y for |x| <= pi/4 and a small y, or -1 by that. */
static double $_small(double x, double y, int inverse) {
    const int32_t size = $size(x);
    const int negative = $high(x) < 0;
    double w;
    double r = y;
    if (size < 0x3e300000) {
        if (!inverse) {
            return x;
        } else if (x == 0) {
            return INFINITY;
        }
        w = x + y;
    } else {
        if (size >= 0x3fe59428) {
            x = 0x1.921fb54442d18p-1 - fabs(x) + (0x1.1a62633145c07p-55 - (negative ? -y : y));
            y = 0;
        }
        const double z = x * x;
        const double square = z * z;
        const double s = z * x;
        const double even = 0x1.111111110fe7ap-3 + square * (0x1.664f48406d637p-6 + square * (0x1.d6d22c9560328p-9
                + square * (0x1.344d8f2f26501p-11 + square * (0x1.47e88a03792a6p-14
                + square * -0x1.375cbdb605373p-16))));
        const double odd = z * (0x1.ba1ba1bb341fep-5 + square * (0x1.226e3e96e8493p-7
                + square * (0x1.7dbc8fee08315p-10 + square * (0x1.026f71a8d1068p-12
                + square * (0x1.2b80f32f0a7e9p-14 + square * 0x1.b2a7074bf7ad4p-16)))));
        r = y + z * (s * (even + odd) + y);
        r += 0x1.5555555555563p-2 * s;
        w = x + r;
        if (size >= 0x3fe59428) {
            const double v = inverse ? -1 : 1;
            const double t = v - 2 * (x - (w * w / (w + v) - r));
            return negative ? -t : t;
        } else if (!inverse) {
            return w;
        }
    }
    const double z = $coarse(w);
    const double a = -1 / w;
    const double t = $coarse(a);
    return t + a * (1 + t * z + t * (r - (z - x)));
}

static double $(double x) {
    double rest[2];
    if (!(fabs(x) < INFINITY)) {
        return NAN;
    }
    const int quadrant = $remainder(x, rest);
    return $_small(rest[0], rest[1], quadrant % 2);
}
