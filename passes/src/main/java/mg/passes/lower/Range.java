package mg.passes.lower;

import java.util.LongSummaryStatistics;
import java.util.stream.LongStream;

/// The integers from `low` to `high`; none if `high` is less.
record Range(long low, long high) {
    /// Every integer.
    static final Range ALL = new Range(Long.MIN_VALUE, Long.MAX_VALUE);

    static Range of(long value) {
        return new Range(value, value);
    }

    /// From the least to the greatest of some integers.
    static Range of(long[] values) {
        LongSummaryStatistics all = LongStream.of(values).summaryStatistics();
        return new Range(all.getMin(), all.getMax());
    }

    /// The integers `0..size`.
    static Range below(long size) {
        return new Range(0, size - 1);
    }

    boolean within(Range other) {
        return low > high || other.low <= low && high <= other.high;
    }

    Range and(Range other) {
        return new Range(Math.max(low, other.low), Math.min(high, other.high));
    }

    Range or(Range other) {
        return new Range(Math.min(low, other.low), Math.max(high, other.high));
    }

    /// Sums of an element of this and one of another; [#ALL] if one may overflow.
    Range plus(Range other) {
        try {
            return new Range(Math.addExact(low, other.low), Math.addExact(high, other.high));
        } catch (ArithmeticException _) {
            return ALL;
        }
    }

    /// Multiples; [#ALL] if one may overflow.
    Range times(long factor) {
        try {
            long a = Math.multiplyExact(low, factor);
            long b = Math.multiplyExact(high, factor);
            return new Range(Math.min(a, b), Math.max(a, b));
        } catch (ArithmeticException _) {
            return ALL;
        }
    }
}
