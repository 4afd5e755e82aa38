static inline double $(int32_t high, uint32_t low) {
    const uint64_t bits = (uint64_t) (uint32_t) high << 32 | low;
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}
