/* log gamma(2 - y) */
static double $_below_two(double y) {
    const double z = y * y;
    const double p = 0x1.3c467e37db0c8p-4 + z * (0x1.13e001a5562a7p-4 + z * (0x1.e404fb68fefe8p-8
            + z * (0x1.38a94116f3f5dp-10 + z * (0x1.cf2eced10e54dp-13 + z * 0x1.a7074428cfa52p-16))));
    const double q = z * (0x1.4a34cc4a60fadp-2 + z * (0x1.51322ac92547bp-6 + z * (0x1.7add8ccb7926bp-9
            + z * (0x1.0b6c689b99cp-11 + z * (0x1.c5088987dfb07p-14 + z * 0x1.7858e90a45837p-15)))));
    return y * p + q - 0.5 * y;
}

/* log gamma(x0 + y), where x0 = 1.4616... has the least value */
static double $_at_least(double y) {
    const double z = y * y;
    const double w = z * y;
    const double p1 = 0x1.ef72bc8ee38a2p-2 + w * (-0x1.0c9a8df35b713p-5 + w * (0x1.8fce0e370e344p-8
            + w * (-0x1.6fe8ebf2d1af1p-10 + w * 0x1.4af6d6c0ebbf7p-12)));
    const double p2 = -0x1.2e4278dc6c509p-3 + w * (0x1.266e7970af9ecp-6 + w * (-0x1.e2effb3e914d7p-9
            + w * (0x1.cdf0cef61a8e9p-11 + w * -0x1.47f24ecc38c38p-12)));
    const double p3 = 0x1.08b4294d5419bp-4 + w * (-0x1.51f9fba91ec6ap-7 + w * (0x1.282d32e15c915p-9
            + w * (-0x1.1a6109c73e0ecp-11 + w * 0x1.5fd3ee8c2d3f4p-12)));
    const double p = z * p1 - (-0x1.0c7caa48a971fp-58 - w * (p2 + y * p3));
    return -0x1.f19b9bcc38a42p-4 + p;
}

/* log gamma(1 + y) */
static double $_above_one(double y) {
    const double p = y * (-0x1.3c467e37db0c8p-4 + y * (0x1.4401e8b005dffp-1 + y * (0x1.7475cd119bd6fp0
            + y * (0x1.f497644ea845p-1 + y * (0x1.d4eaef6010924p-3 + y * 0x1.b678bbf2bab09p-7)))));
    const double q = 1 + y * (0x1.3a5d7c2bd619cp1 + y * (0x1.10725a42b18f5p1 + y * (0x1.89dfbe45050afp-1
            + y * (0x1.aae55d6537c88p-4 + y * 0x1.a5abb57d0cf61p-9))));
    return -0.5 * y + p / q;
}

/* log gamma(2 + y) */
static double $_above_two(double y) {
    const double p = y * (-0x1.3c467e37db0c8p-4 + y * (0x1.b848b36e20878p-3 + y * (0x1.4d98f4f139f59p-2
            + y * (0x1.2bb9cbee5f2f7p-3 + y * (0x1.b481c7e939961p-6 + y * (0x1.e26b67368f239p-10
            + y * 0x1.0bfecdd17e945p-15))))));
    const double q = 1 + y * (0x1.645a762c4ab74p0 + y * (0x1.71a1893d3dcdcp-1 + y * (0x1.601edccfbdf27p-3
            + y * (0x1.317ea742ed475p-6 + y * (0x1.97ddaca41a95bp-11 + y * 0x1.ebaf7a5b3814p-18)))));
    return 0.5 * y + p / q;
}

static double $_of_positive(double x) {
    if (x < 0x1p-60) {
        return -$log(x);
    }
    if (x == 1 || x == 2) {
        return 0;
    }
    if (x < 2) {
        /* Below 0.9 from log gamma(x + 1) = log gamma(x) + log x. */
        const double y = x <= 0.9 ? x : x - 1;
        const double r = x <= 0.9 ? -$log(x) : 0;
        if (y >= 0.7316) {
            return r + $_below_two(1 - y);
        }
        return r + (y >= 0.23164 ? $_at_least(y - (0x1.d8b618d5af8fcp-2)) : $_above_one(y));
    }
    if (x < 8) {
        const double y = x - floor(x);
        double product = 1;
        for (double factor = x - 1; factor >= 2; factor--) {
            product *= factor;
        }
        return $_above_two(y) + $log(product);
    }
    if (x < 0x1p58) {
        const double z = 1 / x;
        const double y = z * z;
        const double w = 0x1.acfe390c97d69p-2 + z * (0x1.555555555553bp-4 + y * (-0x1.6c16c16b02e5cp-9
                + y * (0x1.a019f98cf38b6p-11 + y * (-0x1.380cb8c0fe741p-11
                + y * (0x1.b67ba4cdad5d1p-11 + y * -0x1.ab89d0b9e43e4p-10)))));
        return (x - 0.5) * ($log(x) - 1) + w;
    }
    return x * ($log(x) - 1);
}

/* log z - log |x (x+1) ... (z-1)| with z >= 30, where Stirling's series converges to 10^-32. */
static double $_by_pairs(double x) {
    static const double numerators[12] = {1, -1, 1, -1, 5, -691, 7, -3617, 43867, -174611, 854513, -236364091};
    static const double denominators[12] = {6, 30, 42, 30, 66, 2730, 6, 510, 798, 330, 138, 2730};
    const $pair half_log_two_pi = $pair_of(0x1.d67f1c864beb5p-1, -0x1.65b5a1b7ff5dfp-55);
    $pair z = $pair_of(x, 0);
    $pair product = $pair_of(1, 0);
    $pair series = $pair_of(0, 0);
    while (z.high < 30) {
        product = $pair_product(product, z);
        z = $pair_sum(z, $pair_of(1, 0));
    }
    if (product.high < 0) {
        product = $pair_product(product, $pair_of(-1, 0));
    }
    const $pair u = $pair_quotient($pair_of(1, 0), $pair_product(z, z));
    for (int k = 12; k > 0; k--) {
        const $pair divisor = $pair_of(denominators[k - 1] * (2 * k) * (2 * k - 1), 0);
        series = $pair_sum($pair_product(series, u), $pair_quotient($pair_of(numerators[k - 1], 0), divisor));
    }
    series = $pair_quotient(series, z);
    const $pair main_part = $pair_sum(
            $pair_product($pair_sum(z, $pair_of(-0.5, 0)), $pair_log(z)), $pair_product(z, $pair_of(-1, 0)));
    const $pair whole = $pair_sum($pair_sum(main_part, half_log_two_pi), series);
    return $pair_sum(whole, $pair_product($pair_log(product), $pair_of(-1, 0))).high;
}

static double $(double x) {
    if (x != x || x > 0) {
        return $_of_positive(x);
    }
    if (x == rint(x)) {
        return INFINITY;
    }
    if (x > -0x1p-60) {
        return -$log(-x);
    }
    if (x > -40) {
        return $_by_pairs(x);
    }
    /* gamma(x) gamma(-x) = -pi / (x sin pi x), whose logarithm is small beside that of gamma(-x). */
    const double sine = $sin(0x1.921fb54442d18p1 * (x - rint(x)));
    return $log(0x1.921fb54442d18p1 / fabs(x * sine)) - $_of_positive(-x);
}
