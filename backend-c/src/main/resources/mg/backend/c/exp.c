/* e^x = 2^k e^r, and r coth(r/2) = 2 + r^2/6 - r^4/360 + ... for |r| <= ln 2 / 2. */
static double $(double x) {
    const double ln2_high = 0x1.62e42feep-1;
    const double ln2_low = 0x1.a39ef35793c76p-33;
    const int32_t size = $size(x);
    double high = 0;
    double low = 0;
    int k = 0;
    if (size >= 0x40862e42) {
        if (x != x) {
            return x;
        } else if (x > 0x1.62e42fefa39efp9) {
            return INFINITY;
        } else if (x < -0x1.74910d52d3051p9) {
            return 0;
        }
    }
    if (size > 0x3fd62e42) {
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
    } else if (size < 0x3e300000) {
        return 1 + x;
    }
    const double t = x * x;
    const double c = x - t * (0x1.555555555553ep-3 + t * (-0x1.6c16c16bebd93p-9 + t * (0x1.1566aaf25de2cp-14
            + t * (-0x1.bbd41c5d26bf1p-20 + t * 0x1.6376972bea4d0p-25))));
    if (k == 0) {
        return 1 - (x * c / (c - 2) - x);
    }
    const double y = 1 - (low - x * c / (2 - c) - high);
    return k >= -1021 ? $scaled(y, k) : $scaled(y, k + 1000) * 0x1p-1000;
}
