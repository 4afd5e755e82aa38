/* sqrt(a^2 + b^2) with the squares split so that they are exact, scaled by a power of 2 if need be. */
static double $(double x, double y) {
    int32_t larger = $size(x);
    int32_t smaller = $size(y);
    double a = fabs(x);
    double b = fabs(y);
    double scale = 1;
    double w;
    if (a == INFINITY || b == INFINITY) {
        return INFINITY;
    } else if (x != x || y != y) {
        return x + y;
    }
    if (smaller > larger) {
        const int32_t word = larger;
        const double number = a;
        larger = smaller;
        smaller = word;
        a = b;
        b = number;
    }
    if (larger - smaller > 0x3c00000) {
        return a + b;
    }
    if (larger > 0x5f300000) {
        scale = 0x1p600;
        a *= 0x1p-600;
        b *= 0x1p-600;
        larger -= 600 * 0x100000;
        smaller -= 600 * 0x100000;
    }
    if (smaller < 0x20b00000) {
        if (b == 0) {
            return a;
        } else if (smaller < 0x100000) {
            scale *= 0x1p-1022;
            a *= 0x1p1022;
            b *= 0x1p1022;
        } else {
            scale *= 0x1p-600;
            a *= 0x1p600;
            b *= 0x1p600;
            larger += 600 * 0x100000;
            smaller += 600 * 0x100000;
        }
    }
    w = a - b;
    if (w > b) {
        const double a1 = $make(larger, 0);
        const double a2 = a - a1;
        w = sqrt(a1 * a1 - (b * -b - a2 * (a + a1)));
    } else {
        a = a + a;
        const double b1 = $make(smaller, 0);
        const double b2 = b - b1;
        const double a1 = $make(larger + 0x100000, 0);
        const double a2 = a - a1;
        w = sqrt(a1 * b1 - (w * -w - (a1 * b2 + a2 * b)));
    }
    return scale == 1 ? w : scale * w;
}
