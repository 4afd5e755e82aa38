/*
 * So that results are the same everywhere, functions that C leaves to a library are those of fdlibm 5.3 here, operation
 * by operation. They need arithmetic, sqrt, fma, floor, rint, fmod and ldexp to be those of IEEE 754, without contraction.
 *
 * After fdlibm: Copyright (C) 1993, 2004 by Sun Microsystems, Inc. All rights reserved. Developed at SunSoft and SunPro,
 * Sun Microsystems, Inc. businesses. Permission to use, copy, modify, and distribute this software is freely granted,
 * provided that this notice is preserved.
 */

/* The sign, exponent and first 20 bits of a double. */
static inline int32_t $(double x) {
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return (int32_t) (uint32_t) (bits >> 32);
}
