static double $(double x) {
    const double half_high = 0x1.921fb54442d18p0;
    const double half_low = 0x1.1a62633145c07p-54;
    const double size = fabs(x);
    if (!(size < 1)) {
        return size == 1 ? (x > 0 ? 0 : 2 * half_high + 2 * half_low) : NAN;
    } else if (size < 0.5) {
        if ($size(x) <= 0x3c600000) {
            return half_high + half_low;
        }
        return half_high - (x - (half_low - x * $arc(x * x)));
    } else if (x < 0) {
        const double z = (1 + x) * 0.5;
        const double s = sqrt(z);
        return 2 * half_high - 2 * (s + ($arc(z) * s - half_low));
    }
    const double z = (1 - x) * 0.5;
    const double s = sqrt(z);
    const double coarse = $coarse(s);
    const double c = (z - coarse * coarse) / (s + coarse);
    return 2 * (coarse + ($arc(z) * s + c));
}
