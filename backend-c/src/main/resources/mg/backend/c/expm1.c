/* e^x - 1 with x = k ln 2 + r; R(r^2/2) approximates 6/r ((e^r + 1)/(e^r - 1) - 2/r). */
static double $(double x) {
    const double ln2_high = 0x1.62e42feep-1;
    const double ln2_low = 0x1.a39ef35793c76p-33;
    const int32_t size = $size(x);
    double c = 0;
    int k = 0;
    if (size >= 0x4043687a) {
        if (x != x) {
            return x;
        } else if (x > 0x1.62e42fefa39efp9) {
            return INFINITY;
        } else if (x < 0) {
            return -1;
        }
    }
    if (size > 0x3fd62e42) {
        double high;
        double low;
        if (size < 0x3ff0a2b2) {
            k = x < 0 ? -1 : 1;
            high = x < 0 ? x + ln2_high : x - ln2_high;
            low = x < 0 ? -ln2_low : ln2_low;
        } else {
            k = (int) (0x1.71547652b82fep0 * x + (x < 0 ? -0.5 : 0.5));
            high = x - k * ln2_high;
            low = k * ln2_low;
        }
        x = high - low;
        c = high - x - low;
    } else if (size < 0x3c900000) {
        return x;
    }
    const double half = 0.5 * x;
    const double square = x * half;
    const double r = 1 + square * (-0x1.11111111110f4p-5 + square * (0x1.a01a019fe5585p-10
            + square * (-0x1.4ce199eaadbb7p-14 + square * (0x1.0cfca86e65239p-18 + square * -0x1.afdb76e09c32dp-23))));
    const double t = 3 - r * half;
    double e = square * ((r - t) / (6 - x * t));
    if (k == 0) {
        return x - (x * e - square);
    }
    e = x * (e - c) - c;
    e -= square;
    if (k == -1) {
        return 0.5 * (x - e) - 0.5;
    } else if (k == 1) {
        return x < -0.25 ? -2 * (e - (x + 0.5)) : 1 + 2 * (x - e);
    } else if (k <= -2 || k > 56) {
        return $scaled(1 - (e - x), k) - 1;
    }
    const double small = $scaled(1, -k);
    return $scaled(k < 20 ? 1 - small - (e - x) : x - (e + small) + 1, k);
}
