/*
 * Functions without branches, of which compilers make vector code by themselves. With x = n ln 2 + r, |r| <= ln 2 / 2, they
 * are made of 2^n and e^r. Adding 0x1.8p52 to a number rounds it to an integer, which is then in the last bits of the sum.
 */

/* e^r - 1 to 0.2 ulp before rounding: r + r^2 q(r), q by the algorithm of Remez, of degree 9 so that |r| is weighted. */
MG_INLINE double $(double r) {
    const double r2 = r * r;
    const double q0 = $fused(r, 0x1.555555555555cp-3, 0x1.0000000000005p-1);
    const double q2 = $fused(r, 0x1.111111110e707p-7, 0x1.5555555552139p-5);
    const double q4 = $fused(r, 0x1.a01a01b5c7696p-13, 0x1.6c16c17f29655p-10);
    const double q6 = $fused(r, 0x1.71ddea2a36de3p-19, 0x1.a019a6a94e5f9p-16);
    const double q8 = $fused(r, 0x1.af7672b5185dep-26, 0x1.28a28cccb98fep-22);
    const double high = $fused(r2 * r2, q8, $fused(r2, q6, q4));
    return $fused(r2, $fused(r2 * r2, high, $fused(r2, q2, q0)), r);
}
