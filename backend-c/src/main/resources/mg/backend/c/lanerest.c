/* r of x = n ln 2 + r. */
MG_INLINE double $(double x, double n) {
    return $fused(n, -0x1.a39ef35793c76p-33, $fused(n, -0x1.62e42feep-1, x));
}
