package mg.passes.loops;

/// The integers from `low` to `high`. Positions in arrays are far from overflowing.
record Span(long low, long high) {
    /// No integers.
    static final Span EMPTY = new Span(Long.MAX_VALUE, Long.MIN_VALUE);

    static Span of(long value) {
        return new Span(value, value);
    }

    /// The integers `0..count`, with at least one.
    static Span below(long count) {
        return new Span(0, Math.max(count - 1, 0));
    }

    /// Sums of one of this and one of another.
    Span plus(Span other) {
        return new Span(low + other.low, high + other.high);
    }

    Span times(long factor) {
        return factor < 0 ? new Span(high * factor, low * factor) : new Span(low * factor, high * factor);
    }

    /// From the least of both to the greatest.
    Span or(Span other) {
        return new Span(Math.min(low, other.low), Math.max(high, other.high));
    }
}
