/* pi cot(pi f) for |f| <= 1/2 */
static $pair $_cotangent(double f) {
    const $pair t = $pair_product($pair_of(0x1.921fb54442d18p1, 0x1.1a62633145c07p-53), $pair_of(f, 0));
    const $pair square = $pair_product(t, t);
    $pair cosine = $pair_of(1, 0);
    $pair sine = $pair_of(1, 0);
    for (int n = 30; n > 0; n -= 2) {
        const $pair c = $pair_product($pair_product(cosine, square), $pair_of(-1, 0));
        const $pair s = $pair_product($pair_product(sine, square), $pair_of(-1, 0));
        cosine = $pair_sum($pair_quotient(c, $pair_of(n * (n - 1), 0)), $pair_of(1, 0));
        sine = $pair_sum($pair_quotient(s, $pair_of(n * (n + 1), 0)), $pair_of(1, 0));
    }
    return $pair_quotient(cosine, $pair_product(sine, $pair_of(f, 0)));
}

/* log z - 1/2z - sum B(2k) / (2k z^2k) - 1/x - 1/(x+1) - ... - 1/(z-1) with z >= 30. */
static $pair $_shifted($pair x) {
    static const double numerators[12] = {1, -1, 1, -1, 5, -691, 7, -3617, 43867, -174611, 854513, -236364091};
    static const double denominators[12] = {6, 30, 42, 30, 66, 2730, 6, 510, 798, 330, 138, 2730};
    const $pair one = $pair_of(1, 0);
    $pair fractions = $pair_of(0, 0);
    $pair series = $pair_of(0, 0);
    while (x.high < 30) {
        fractions = $pair_sum(fractions, $pair_quotient(one, x));
        x = $pair_sum(x, one);
    }
    const $pair u = $pair_quotient(one, $pair_product(x, x));
    for (int k = 12; k > 0; k--) {
        const $pair divisor = $pair_of(denominators[k - 1] * (2 * k), 0);
        series = $pair_sum($pair_product(series, u), $pair_quotient($pair_of(numerators[k - 1], 0), divisor));
    }
    series = $pair_quotient($pair_sum($pair_quotient(series, x), $pair_of(0.5, 0)), x);
    return $pair_sum($pair_log(x), $pair_product($pair_sum(series, fractions), $pair_of(-1, 0)));
}

/* The derivative of lgamma: in pairs, because there are zeros between the poles; from 10 on in doubles; below -40 that
 * of 1 - x less pi cot pi x. */
static double $(double x) {
    if (x == 0 || fabs(x) < 0x1p-60) {
        return -1 / x;
    }
    if (x >= 10) {
        const double u = 1 / (x * x);
        const double series = u * (1.0 / 12 - u * (1.0 / 120 - u * (1.0 / 252 - u * (1.0 / 240 - u * (1.0 / 132
                - u * (691.0 / 32760 - u * (1.0 / 12 - u * (3617.0 / 8160))))))));
        return $log(x) - (0.5 / x + series);
    }
    if (x != x || (x < 0 && x == rint(x))) {
        return NAN;
    }
    if (x > -40) {
        return $_shifted($pair_of(x, 0)).high;
    }
    const $pair mirrored = $_shifted($pair_sum($pair_of(-x, 0), $pair_of(1, 0)));
    return $pair_sum(mirrored, $pair_product($_cotangent(x - rint(x)), $pair_of(-1, 0))).high;
}
