/* log(1 + x) = k log 2 + log(1 + f), as log has it, and a correction for the rounding of 1 + x. */
static double $(double x) {
    const double ln2_high = 0x1.62e42feep-1;
    const double ln2_low = 0x1.a39ef35793c76p-33;
    const int32_t high = $high(x);
    const int32_t size = high & 0x7fffffff;
    double f = x;
    double c = 0;
    int32_t k = 1;
    int32_t rest = 1;
    if (high < 0x3fda827a) {
        if (size >= 0x3ff00000) {
            return x == -1 ? -INFINITY : NAN;
        } else if (size < 0x3e200000) {
            return size < 0x3c900000 ? x : x - x * x * 0.5;
        } else if (high > 0 || size <= 0x3fd2bec3) {
            k = 0;
        }
    }
    if (high >= 0x7ff00000) {
        return x + x;
    }
    if (k != 0) {
        const double u = high < 0x43400000 ? 1 + x : x;
        rest = $high(u);
        k = (rest >> 20) - 1023;
        if (high < 0x43400000) {
            c = k > 0 ? 1 - (u - x) : x - (u - 1);
            c /= u;
        }
        rest &= 0xfffff;
        if (rest < 0x6a09e) {
            f = $make(rest | 0x3ff00000, $low(u)) - 1;
        } else {
            k++;
            f = $make(rest | 0x3fe00000, $low(u)) - 1;
            rest = (0x100000 - rest) >> 2;
        }
    }
    const double half = 0.5 * f * f;
    if (rest == 0) {
        if (f == 0) {
            return k == 0 ? 0 : k * ln2_high + (c + k * ln2_low);
        }
        const double r = half * (1 - 0.66666666666666666 * f);
        return k == 0 ? f - r : k * ln2_high - (r - (k * ln2_low + c) - f);
    }
    const double s = f / (2 + f);
    const double z = s * s;
    const double r = z * (0x1.5555555555593p-1 + z * (0x1.999999997fa04p-2 + z * (0x1.2492494229359p-2
            + z * (0x1.c71c51d8e78afp-3 + z * (0x1.7466496cb03dep-3 + z * (0x1.39a09d078c69fp-3
            + z * 0x1.2f112df3e5244p-3))))));
    return k == 0
            ? f - (half - s * (half + r))
            : k * ln2_high - (half - (s * (half + r) + (k * ln2_low + c)) - f);
}
