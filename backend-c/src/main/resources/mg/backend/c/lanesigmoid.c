MG_INLINE double $(double x) {
    const double size = fabs(x);
    const double e = $lanepower(size > 746 ? -746 : -size);
    return (x < 0 ? e : 1) / (1 + e);
}
