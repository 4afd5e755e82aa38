/* 2 if a number from 1 on is an even integer, 1 if it is an odd one, 0 if it is none. */
static int $_evenness(double y) {
    const double half = y / 2;
    return floor(half) == half ? 2 : floor(y) == y ? 1 : 0;
}

/* log2 x as a sum of two: the first has 21 bits. For x close to 1. */
static double $_log_close(double x, double *rest) {
    const double t = x - 1;
    const double w = t * t * (0.5 - t * (0.3333333333333333333333 - t * 0.25));
    const double u = 0x1.715476p0 * t;
    const double v = t * 0x1.4ae0bf85ddf44p-26 - w * 0x1.71547652b82fep0;
    const double sum = $coarse(u + v);
    *rest = v - (sum - u);
    return sum;
}

/* The same for any x > 0: n + log2 a + log2 (x / (2^n a)), where a is 1 or 3/2; the last is
 * 2/(3 log 2) (s + 2/3 s^3 + ...) with s = (x - a)/(x + a). */
static double $_log(double x, double *rest) {
    const double third_high = 0x1.ec709ep-1;
    const double third_low = -0x1.e2fe0145b01f5p-28;
    int32_t n = 0;
    int32_t high = $high(x);
    if (high < 0x100000) {
        x *= 0x1p53;
        n = -53;
        high = $high(x);
    }
    n += (high >> 20) - 0x3ff;
    const int32_t j = high & 0xfffff;
    const int k = j > 0x3988e && j < 0xbb67a;
    high = j | 0x3ff00000;
    if (j >= 0xbb67a) {
        n++;
        high -= 0x100000;
    }
    x = $make(high, $low(x));
    const double a = k ? 1.5 : 1;
    const double a_high = k ? 0x1.2b8034p-1 : 0;
    const double a_low = k ? 0x1.cfdeb43cfd006p-27 : 0;
    const double u = x - a;
    const double v = 1 / (x + a);
    const double s = u * v;
    const double s_high = $coarse(s);
    double t_high = $make(((high >> 1) | 0x20000000) + 0x80000 + k * 0x40000, 0);
    double t_low = x - (t_high - a);
    const double s_low = v * (u - s_high * t_high - s_high * t_low);
    double square = s * s;
    double r = square * square * (0x1.3333333333303p-1 + square * (0x1.b6db6db6fabffp-2 + square * (0x1.55555518f264dp-2
            + square * (0x1.17460a91d4101p-2 + square * (0x1.d864a93c9db65p-3 + square * 0x1.a7e284a454eefp-3)))));
    r += s_low * (s_high + s);
    square = s_high * s_high;
    t_high = $coarse(3 + square + r);
    t_low = r - (t_high - 3 - square);
    const double p = s_high * t_high;
    const double q = s_low * t_high + t_low * s;
    const double p_high = $coarse(p + q);
    const double p_low = q - (p_high - p);
    const double z_high = third_high * p_high;
    const double z_low = third_low * p_high + p_low * 0x1.ec709dc3a03fdp-1 + a_low;
    const double sum = $coarse(z_high + z_low + a_high + n);
    *rest = z_low - (sum - n - a_high - z_high);
    return sum;
}

/* 2^(high + low), which is in the range of doubles. */
static double $_exp(double high, double low) {
    const double z = low + high;
    const int32_t word = $high(z);
    int32_t n = 0;
    if ((word & 0x7fffffff) > 0x3fe00000) {
        int32_t k = ((word & 0x7fffffff) >> 20) - 0x3ff;
        n = (int32_t) ((uint32_t) word + (0x100000u >> (k + 1)));
        k = ((n & 0x7fffffff) >> 20) - 0x3ff;
        high -= $make((int32_t) ((uint32_t) n & ~(0xfffffu >> k)), 0);
        n = ((n & 0xfffff) | 0x100000) >> (20 - k);
        n = word < 0 ? -n : n;
    }
    double t = $coarse(low + high);
    const double u = t * 0x1.62e43p-1;
    const double v = (low - (t - high)) * 0x1.62e42fefa39efp-1 + t * -0x1.05c610ca86c39p-29;
    const double x = u + v;
    const double w = v - (x - u);
    t = x * x;
    const double c = x - t * (0x1.555555555553ep-3 + t * (-0x1.6c16c16bebd93p-9 + t * (0x1.1566aaf25de2cp-14
            + t * (-0x1.bbd41c5d26bf1p-20 + t * 0x1.6376972bea4d0p-25))));
    const double r = x * c / (c - 2) - (w + x * w);
    const double y = 1 - (r - x);
    return ($high(y) >> 20) + n > 0 ? $scaled(y, n) : $scaled(y, n + 1000) * 0x1p-1000;
}

/* x^y = 2^(y log2 x), with 1^y = 1 and (-1)^infinity = 1. */
static double $(double x, double y) {
    const double a = fabs(x);
    const double b = fabs(y);
    const int evenness = b >= 1 ? $_evenness(b) : 0;
    double rest;
    double logarithm;
    if (x == 1 || y == 0 || (x == -1 && b == INFINITY)) {
        return 1;
    } else if (x != x || y != y) {
        return x + y;
    } else if (b == INFINITY) {
        return (a > 1) == (y > 0) ? INFINITY : 0;
    } else if (b == 1) {
        return y < 0 ? 1 / x : x;
    } else if (y == 2) {
        return x * x;
    } else if (y == 0.5 && $high(x) >= 0) {
        return sqrt(x);
    }
    const double sign = $high(x) < 0 && evenness == 1 ? -1 : 1;
    if (a == 0 || a == INFINITY || (a == 1 && evenness > 0)) {
        return sign * (y < 0 ? 1 / a : a);
    } else if (x < 0 && evenness == 0) {
        return NAN;
    }
    if ($size(y) > 0x41e00000) {
        if (a < 1 ? $high(a) < 0x3fefffff : $high(a) > 0x3ff00000) {
            return sign * ((a > 1) == (y > 0) ? INFINITY : 0);
        }
        logarithm = $_log_close(a, &rest);
    } else {
        logarithm = $_log(a, &rest);
    }
    const double y_high = $coarse(y);
    const double low = (y - y_high) * logarithm + y * rest;
    const double high = y_high * logarithm;
    const double z = low + high;
    if (z > 1024 || (z == 1024 && low + 0x1.71547652b82fep-54 > z - high)) {
        return sign * INFINITY;
    } else if (z < -1075 || (z == -1075 && low <= z - high)) {
        return sign * 0;
    }
    return sign * $_exp(high, low);
}
