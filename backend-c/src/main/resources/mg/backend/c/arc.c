/* x^2 R(x^2), where asin x = x + x^3 R(x^2) for |x| <= 1/2. */
static double $(double t) {
    const double p = t * (0x1.5555555555555p-3 + t * (-0x1.4d61203eb6f7dp-2 + t * (0x1.9c1550e884455p-3
            + t * (-0x1.48228b5688f3bp-5 + t * (0x1.9efe07501b288p-11 + t * 0x1.23de10dfdf709p-15)))));
    const double q = 1 + t * (-0x1.33a271c8a2d4bp1 + t * (0x1.02ae59c598ac8p1 + t * (-0x1.6066c1b8d0159p-1
            + t * 0x1.3b8c5b12e9282p-4)));
    return p / q;
}
