static inline double $(double x) {
    const double e = $exp(-fabs(x));
    return (x < 0 ? e : 1) / (1 + e);
}
