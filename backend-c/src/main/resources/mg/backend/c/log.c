/* log x = k log 2 + log(1 + f); log(1 + f) = f - f^2/2 + s (f^2/2 + R(s^2)) with s = f/(2 + f). */
static double $(double x) {
    const double ln2_high = 0x1.62e42feep-1;
    const double ln2_low = 0x1.a39ef35793c76p-33;
    int32_t high = $high(x);
    int32_t k = 0;
    if (high < 0x00100000) {
        if (x == 0) {
            return -INFINITY;
        } else if (high < 0) {
            return NAN;
        }
        k = -54;
        x *= 0x1p54;
        high = $high(x);
    }
    if (high >= 0x7ff00000) {
        return x + x;
    }
    k += (high >> 20) - 1023;
    high &= 0xfffff;
    const int32_t up = (high + 0x95f64) & 0x100000;
    const double f = $make(high | (up ^ 0x3ff00000), $low(x)) - 1;
    k += up >> 20;
    if (((2 + high) & 0xfffff) < 3) {
        if (f == 0) {
            return k == 0 ? 0 : k * ln2_high + k * ln2_low;
        }
        const double r = f * f * (0.5 - 0.33333333333333333 * f);
        return k == 0 ? f - r : k * ln2_high - (r - k * ln2_low - f);
    }
    const double s = f / (2 + f);
    const double z = s * s;
    const double w = z * z;
    const double even = w * (0x1.999999997fa04p-2 + w * (0x1.c71c51d8e78afp-3 + w * 0x1.39a09d078c69fp-3));
    const double odd = z * (0x1.5555555555593p-1 + w * (0x1.2492494229359p-2 + w * (0x1.7466496cb03dep-3
            + w * 0x1.2f112df3e5244p-3)));
    const double r = odd + even;
    if (((high - 0x6147a) | (0x6b851 - high)) > 0) {
        const double half = 0.5 * f * f;
        return k == 0 ? f - (half - s * (half + r)) : k * ln2_high - (half - (s * (half + r) + k * ln2_low) - f);
    }
    return k == 0 ? f - s * (f - r) : k * ln2_high - (s * (f - r) - k * ln2_low - f);
}
