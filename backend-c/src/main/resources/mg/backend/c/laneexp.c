MG_INLINE double $(double x) {
    const double some = x < -746 ? -746 : x;
    return $lanepower(some > 710 ? 710 : some);
}
