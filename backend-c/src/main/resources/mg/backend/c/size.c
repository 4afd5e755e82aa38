/* The same without the sign. */
static inline int32_t $(double x) {
    return $high(x) & 0x7fffffff;
}
