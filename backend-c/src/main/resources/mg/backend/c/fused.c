/* x y + z, rounded once where that is fast. */
MG_INLINE double $(double x, double y, double z) {
#ifdef FP_FAST_FMA
    return fma(x, y, z);
#else
    return x * y + z;
#endif
}
