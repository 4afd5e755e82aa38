/* e^x, -746 <= x <= 710, as e^r 2^k 2^(n - k): its exponent may have no room for n. */
MG_INLINE double $(double x) {
    const double sum = $fused(x, 0x1.71547652b82fep0, 0x1.8p52 + 2046);
    const double n = sum - (0x1.8p52 + 2046);
    uint64_t bits;
    memcpy(&bits, &sum, sizeof bits);
    bits -= 0x4338000000000000u; /* n + 2046, and n + 2046 = k + 1023 + n - k + 1023 */
    const uint64_t one = bits >> 1 << 52;
    const uint64_t other = (bits << 52) - one;
    double scale;
    memcpy(&scale, &one, sizeof scale);
    const double scaled = $fused(scale, $lanefraction($lanerest(x, n)), scale);
    memcpy(&scale, &other, sizeof scale);
    return scaled * scale;
}
