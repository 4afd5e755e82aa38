/* -t / (2 + t), t = e^(-2 |x|) - 1 = 2^n (e^r - 1) + (2^n - 1): nothing is lost near 0, where n = 0. */
MG_INLINE double $(double x) {
    const double twice = -2 * fabs(x);
    const double y = twice < -64 ? -64 : twice;
    const double sum = $fused(y, 0x1.71547652b82fep0, 0x1.8p52 + 1023);
    const double n = sum - (0x1.8p52 + 1023);
    uint64_t bits;
    memcpy(&bits, &sum, sizeof bits);
    bits <<= 52;
    double scale;
    memcpy(&scale, &bits, sizeof scale);
    const double t = $fused(scale, $lanefraction($lanerest(y, n)), scale - 1);
    return copysign(t / (2 + t), x);
}
