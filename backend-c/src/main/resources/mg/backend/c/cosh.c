static double $(double x) {
    const double size = fabs(x);
    if (!(size < INFINITY)) {
        return x * x;
    }
    if ($size(x) < 0x3fd62e43) {
        const double t = $expm1(size);
        const double w = 1 + t;
        return size < 0x1p-55 ? w : 1 + t * t / (w + w);
    } else if (size < 22) {
        const double t = $exp(size);
        return 0.5 * t + 0.5 / t;
    } else if ($size(x) < 0x40862e42) {
        return 0.5 * $exp(size);
    } else if (size <= 0x1.633ce8fb9f87dp9) {
        const double w = $exp(0.5 * size);
        return 0.5 * w * w;
    }
    return INFINITY;
}
