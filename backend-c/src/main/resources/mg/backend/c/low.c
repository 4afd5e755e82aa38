/* The last 32 bits of a double. */
static inline uint32_t $(double x) {
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return (uint32_t) bits;
}
