/* atan x = atan a + atan((x - a)/(1 + ax)) with the nearest a of 1/2, 1, 3/2 and infinity. */
static double $(double x) {
    static const double high[4] = {
        0x1.dac670561bb4fp-2, 0x1.921fb54442d18p-1, 0x1.f730bd281f69bp-1, 0x1.921fb54442d18p0
    };
    static const double low[4] = {
        0x1.a2b7f222f65e2p-56, 0x1.1a62633145c07p-55, 0x1.007887af0cbbdp-56, 0x1.1a62633145c07p-54
    };
    const int32_t size = $size(x);
    const int negative = x < 0;
    int nearest = -1;
    if (size >= 0x44100000) {
        return x != x ? x : negative ? -high[3] - low[3] : high[3] + low[3];
    } else if (size < 0x3e200000) {
        return x;
    } else if (size >= 0x3fdc0000) {
        x = fabs(x);
        if (size < 0x3fe60000) {
            nearest = 0;
            x = (2 * x - 1) / (2 + x);
        } else if (size < 0x3ff30000) {
            nearest = 1;
            x = (x - 1) / (x + 1);
        } else if (size < 0x40038000) {
            nearest = 2;
            x = (x - 1.5) / (1 + 1.5 * x);
        } else {
            nearest = 3;
            x = -1 / x;
        }
    }
    const double z = x * x;
    const double w = z * z;
    const double even = z * (0x1.555555555550dp-2 + w * (0x1.24924920083ffp-3 + w * (0x1.745cdc54c206ep-4
            + w * (0x1.10d66a0d03d51p-4 + w * (0x1.97b4b24760debp-5 + w * 0x1.0ad3ae322da11p-6)))));
    const double odd = w * (-0x1.999999998ebc4p-3 + w * (-0x1.c71c6fe231671p-4 + w * (-0x1.3b0f2af749a6dp-4
            + w * (-0x1.dde2d52defd9ap-5 + w * -0x1.2b4442c6a6c2fp-5))));
    if (nearest < 0) {
        return x - x * (even + odd);
    }
    const double y = high[nearest] - (x * (even + odd) - low[nearest] - x);
    return negative ? -y : y;
}
