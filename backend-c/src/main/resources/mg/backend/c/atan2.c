static double $(double y, double x) {
    const double pi = 0x1.921fb54442d18p1;
    const double pi_low = 0x1.1a62633145c07p-53;
    const int left = $high(x) < 0;
    const int below = $high(y) < 0;
    double z;
    if (x != x || y != y) {
        return x + y;
    } else if (x == 1) {
        return $atan(y);
    } else if (y == 0) {
        z = left ? pi : 0;
        return below ? -z : z;
    } else if (x == 0) {
        return below ? -pi / 2 : pi / 2;
    } else if (fabs(x) == INFINITY) {
        z = fabs(y) == INFINITY ? (left ? 3 * (pi / 4) : pi / 4) : left ? pi : 0;
        return below ? -z : z;
    } else if (fabs(y) == INFINITY) {
        return below ? -pi / 2 : pi / 2;
    }
    /* A shift that rounds down, also below zero. */
    const int32_t distance = $size(y) - $size(x);
    const int32_t k = distance >= 0 ? distance >> 20 : -((-distance + 0xfffff) >> 20);
    if (k > 60) {
        z = pi / 2 + 0.5 * pi_low;
    } else if (left && k < -60) {
        z = 0;
    } else {
        z = $atan(fabs(y / x));
    }
    if (left) {
        return below ? z - pi_low - pi : pi - (z - pi_low);
    }
    return below ? -z : z;
}
