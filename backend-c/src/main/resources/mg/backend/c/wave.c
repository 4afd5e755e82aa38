/* The sine of x + y for |x| <= pi/4 and a small y: `whole` if there is no y. */
static double $_sine(double x, double y, int whole) {
    if ($size(x) < 0x3e400000) {
        return x;
    }
    const double z = x * x;
    const double v = z * x;
    const double r = 0x1.111111110f8a6p-7 + z * (-0x1.a01a019c161d5p-13 + z * (0x1.71de357b1fe7dp-19
            + z * (-0x1.ae5e68a2b9cebp-26 + z * 0x1.5d93a5acfd57cp-33)));
    return whole
            ? x + v * (-0x1.5555555555549p-3 + z * r)
            : x - (z * (0.5 * y - v * r) - y - v * -0x1.5555555555549p-3);
}

/* The cosine of x + y. */
static double $_cosine(double x, double y) {
    const int32_t size = $size(x);
    if (size < 0x3e400000) {
        return 1;
    }
    const double z = x * x;
    const double r = z * (0x1.555555555554cp-5 + z * (-0x1.6c16c16c15177p-10 + z * (0x1.a01a019cb1590p-16
            + z * (-0x1.27e4f809c52adp-22 + z * (0x1.1ee9ebdb4b1c4p-29 + z * -0x1.8fae9be8838d4p-37)))));
    if (size < 0x3fd33333) {
        return 1 - (0.5 * z - (z * r - x * y));
    }
    const double quarter = size > 0x3fe90000 ? 0.28125 : $make(size - 0x200000, 0);
    const double half = 0.5 * z - quarter;
    return 1 - quarter - (half - (z * r - x * y));
}
