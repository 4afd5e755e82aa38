/* In pairs as well: (-1)^(n+1) n! sum (x + k)^-(n+1), by the formula of Euler and Maclaurin. */

/* a^n for a whole n > 0 */
static $pair $_power($pair a, double n) {
    $pair result = $pair_of(1, 0);
    for (double rest = n; rest > 0; rest = floor(rest / 2)) {
        if (fmod(rest, 2) == 1) {
            result = $pair_product(result, a);
        }
        a = $pair_product(a, a);
    }
    return result;
}

/* n! sum (a + k)^-(n+1) */
static $pair $_hurwitz(double n, $pair a) {
    static const double numerators[12] = {1, -1, 1, -1, 5, -691, 7, -3617, 43867, -174611, 854513, -236364091};
    static const double denominators[12] = {6, 30, 42, 30, 66, 2730, 6, 510, 798, 330, 138, 2730};
    const int alike = a.high >= 0x1p60;
    $pair first = $pair_quotient($pair_of(1, 0), a);
    double estimate = 1 / a.high;
    for (int j = 1; alike ? j < n : j <= n; j++) {
        first = $pair_product(first, $pair_quotient($pair_of(j, 0), a));
        estimate *= j / a.high;
    }
    const int representable = fabs(estimate) > 0x1p-900 && fabs(estimate) < 0x1p1000;
    if (alike) {
        return representable ? first : $pair_of(estimate, 0);
    }
    $pair z = a;
    $pair total = $pair_of(0, 0);
    while (z.high < 30 + n) {
        total = $pair_sum(total, $_power($pair_quotient(a, z), n + 1));
        z = $pair_sum(z, $pair_of(1, 0));
    }
    const $pair square = $pair_product(z, z);
    const $pair twice = $pair_product(z, $pair_of(2, 0));
    $pair factor = $pair_quotient($pair_of(n + 1, 0), twice);
    $pair series = $pair_quotient(z, $pair_of(n, 0));
    series = $pair_sum(series, $pair_of(0.5, 0));
    for (int k = 1; k <= 12; k++) {
        const $pair bernoulli = $pair_quotient(
                $pair_of(numerators[k - 1], 0), $pair_of(denominators[k - 1], 0));
        const $pair step = $pair_quotient(
                $pair_of((n + 2 * k) * (n + 2 * k + 1), 0), square);
        series = $pair_sum(series, $pair_product(factor, bernoulli));
        factor = $pair_quotient(
                $pair_product(factor, step), $pair_of((2 * k + 1) * (2 * k + 2), 0));
    }
    total = $pair_sum(total, $pair_product($_power($pair_quotient(a, z), n + 1), series));
    return representable ? $pair_product(first, total) : $pair_of(estimate * total.high, 0);
}

static double $(double n, double x) {
    if (n == 0) {
        return $digamma(x);
    }
    if (!(n > 0 && n <= 1000 && n == rint(n)) || x != x || x == -INFINITY) {
        return NAN;
    }
    const int odd = fmod(n, 2) == 1;
    const double sign = odd ? 1 : -1;
    if (x > 0) {
        return sign * $_hurwitz(n, $pair_of(x, 0)).high;
    }
    if (x == rint(x)) {
        return odd ? INFINITY : x == 0 ? -1 / x : NAN;
    }
    const double below_x = floor(x);
    const $pair mirrored = $pair_of(-x, 0);
    const $pair fraction = $pair_sum($pair_of(x, 0), $pair_of(-below_x, 0));
    const $pair above = $_hurwitz(n, fraction);
    const $pair below = $_hurwitz(n, $pair_sum(mirrored, $pair_of(below_x + 1, 0)));
    const $pair beyond = $_hurwitz(n, $pair_sum(mirrored, $pair_of(1, 0)));
    const $pair negative = isinf(below.high)
            ? below : $pair_sum(below, $pair_product(beyond, $pair_of(-1, 0)));
    const $pair signed_part = $pair_product(negative, $pair_of(sign, 0));
    const $pair whole = $pair_sum(above, signed_part);
    return sign * (whole.high != whole.high ? above.high + sign * negative.high : whole.high);
}
