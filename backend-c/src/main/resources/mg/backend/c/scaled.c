/* x 2^k, if neither that nor x is subnormal. */
static inline double $(double x, int32_t k) {
    return $make((int32_t) ((uint32_t) $high(x) + (uint32_t) k * 0x100000u), $low(x));
}
