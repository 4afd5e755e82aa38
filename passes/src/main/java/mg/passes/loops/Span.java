package mg.passes.loops;

/// The integers from `low` to `high`. Positions in arrays are far from overflowing, but a loop whose end is known only
/// when it runs may have any count: what is beyond [#MOST] stands for all that is.
record Span(long low, long high) {
    private static final long MOST = 1L << 61;

    /// No integers.
    static final Span EMPTY = new Span(Long.MAX_VALUE, Long.MIN_VALUE);

    static Span of(long value) {
        return new Span(value, value);
    }

    /// The integers `0..count`, with at least one.
    static Span below(long count) {
        return new Span(0, Math.clamp(count - 1, 0, MOST));
    }

    /// Sums of one of this and one of another.
    Span plus(Span other) {
        return new Span(clamped(low + other.low), clamped(high + other.high));
    }

    Span times(long factor) {
        long one = product(low, factor);
        long other = product(high, factor);
        return new Span(Math.min(one, other), Math.max(one, other));
    }

    private static long product(long x, long y) {
        boolean fits = Math.multiplyHigh(x, y) == x * y >> 63;
        return fits ? clamped(x * y) : Long.signum(x) * Long.signum(y) * MOST;
    }

    private static long clamped(long x) {
        return Math.clamp(x, -MOST, MOST);
    }

    /// From the least of both to the greatest.
    Span or(Span other) {
        return new Span(Math.min(low, other.low), Math.max(high, other.high));
    }
}
