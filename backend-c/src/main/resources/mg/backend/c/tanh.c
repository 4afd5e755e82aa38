static double $(double x) {
    const double size = fabs(x);
    double z = 1;
    if (x != x) {
        return x;
    }
    if (size < 22) {
        if (size < 0x1p-55) {
            return x * (1 + x);
        } else if (size >= 1) {
            z = 1 - 2 / ($expm1(2 * size) + 2);
        } else {
            const double t = $expm1(-2 * size);
            z = -t / (t + 2);
        }
    }
    return x < 0 ? -z : z;
}
