/* Numbers of twice the precision, as sums of two (T. J. Dekker 1971). */
typedef struct {
    double high, low;
} $;

static $ $_of(double high, double low) {
    $ x;
    x.high = high;
    x.low = low;
    return x;
}

static $ $_sum($ a, $ b) {
    const double s = a.high + b.high;
    const double t = s - a.high;
    const double error = a.high - (s - t) + (b.high - t) + (a.low + b.low);
    const double high = s + error;
    return $_of(high, error - (high - s));
}

static $ $_product($ a, $ b) {
    const double p = a.high * b.high;
    const double error = fma(a.high, b.high, -p) + (a.high * b.low + a.low * b.high);
    const double high = p + error;
    return $_of(high, error - (high - p));
}

static $ $_quotient($ a, $ b) {
    const double first = a.high / b.high;
    const $ rest = $_sum(a, $_product(b, $_of(-first, 0)));
    return $_sum($_of(first, 0), $_of(rest.high / b.high, 0));
}

/* log a = e log 2 + 2 artanh((m-1)/(m+1)) for a = 2^e m */
static $ $_log($ a) {
    int e;
    (void) frexp(a.high * sqrt(2.0), &e);
    const $ m = $_of(ldexp(a.high, 1 - e), ldexp(a.low, 1 - e));
    const $ s = $_quotient($_sum(m, $_of(-1, 0)), $_sum(m, $_of(1, 0)));
    const $ square = $_product(s, s);
    const $ log2 = $_of(0x1.62e42fefa39efp-1, 0x1.abc9e3b39803fp-56);
    $ total = $_of(0, 0);
    for (int n = 47; n > 0; n -= 2) {
        total = $_sum($_product(total, square), $_quotient($_of(1, 0), $_of(n, 0)));
    }
    return $_sum($_product(log2, $_of(e - 1, 0)), $_product($_product(s, total), $_of(2, 0)));
}
