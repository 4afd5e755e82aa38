/* x with its last 32 bits zero. */
static inline double $(double x) {
    return $make($high(x), 0);
}
