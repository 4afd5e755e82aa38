static double $(double x) {
    double rest[2];
    double y;
    if (!(fabs(x) < INFINITY)) {
        return NAN;
    }
    const int quadrant = $remainder(x, rest);
    y = quadrant % 2 == 0 ? $wave_cosine(rest[0], rest[1]) : $wave_sine(rest[0], rest[1], rest[0] == x);
    return quadrant == 0 || quadrant == 3 ? y : -y;
}
