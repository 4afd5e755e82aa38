/* A first value by a third of the exponent, a rational function to 23 bits, and a step of Newton's. */
static double $(double x) {
    const double a = fabs(x);
    if (!(a < INFINITY) || x == 0) {
        return x + x;
    }
    double t = $make($high(a) / 3 + 715094163, 0);
    if ($high(a) < 0x100000) {
        t = 0x1p54 * a;
        t = $make($high(t) / 3 + 696219795, $low(t));
    }
    const double s = 0x1.15f15f15f15f1p-1 + t * t / a * t;
    t *= 0x1.6db6db6db6db7p-2 + 0x1.9b6db6db6db6ep0 / (s + 0x1.6a0ea0ea0ea0fp0 + -0x1.691de2532c834p-1 / s);
    t = $make($high(t) + 1, 0);
    const double r = a / (t * t);
    const double y = t + t * ((r - t) / (t + t + r));
    return x < 0 ? -y : y;
}
