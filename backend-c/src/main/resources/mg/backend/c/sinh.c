static double $(double x) {
    const double h = x < 0 ? -0.5 : 0.5;
    const double size = fabs(x);
    if (!(size < INFINITY)) {
        return x + x;
    }
    if (size < 22) {
        if (size < 0x1p-28) {
            return x;
        }
        const double t = $expm1(size);
        return size < 1 ? h * (2 * t - t * t / (t + 1)) : h * (t + t / (t + 1));
    }
    if ($size(x) < 0x40862e42) {
        return h * $exp(size);
    } else if (size <= 0x1.633ce8fb9f87dp9) {
        const double w = $exp(0.5 * size);
        return h * w * w;
    }
    return x * 1e307;
}
