/* asin x = x + x^3 R(x^2) for |x| < 1/2, and pi/2 - 2 asin sqrt((1 - x)/2) beyond. */
static double $(double x) {
    const double quarter = 0x1.921fb54442d18p-1;
    const double half_low = 0x1.1a62633145c07p-54;
    const double size = fabs(x);
    if (!(size < 1)) {
        return size == 1 ? x * 0x1.921fb54442d18p0 + x * half_low : NAN;
    } else if (size < 0.5) {
        return size < 0x1p-27 ? x : x + x * $arc(x * x);
    }
    const double t = (1 - size) * 0.5;
    const double r = $arc(t);
    const double s = sqrt(t);
    double y;
    if ($size(x) >= 0x3fef3333) {
        y = 0x1.921fb54442d18p0 - (2 * (s + s * r) - half_low);
    } else {
        const double w = $coarse(s);
        const double c = (t - w * w) / (s + w);
        const double p = 2 * s * r - (half_low - 2 * c);
        const double q = quarter - 2 * w;
        y = quarter - (p - q);
    }
    return x < 0 ? -y : y;
}
