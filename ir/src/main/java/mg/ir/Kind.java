package mg.ir;

import java.util.Locale;

/// How a result of a `for` is made of the values its iterations yield.
///
/// `MAX`, `MIN` and their indices take the first of equals and keep a NaN once they have met one. All but `COLLECT`,
/// `SUM` and `CARRY` take scalars. Sums and products may be formed in any order.
///
/// Each starts from what it is of nothing: 0, 1, -∞ or the least integer for `MAX`, +∞ or the greatest for `MIN`,
/// position 0, false for `ANY`, true for `ALL`; an iteration takes over when its value is beyond that.
public enum Kind {
    /// Sequential state: the yield is the next iteration's block argument, the result is the last.
    CARRY,
    /// The yields stacked along a new first axis.
    COLLECT,
    SUM,
    PROD,
    MAX,
    MIN,
    ARGMAX,
    ARGMIN,
    /// Whether some yield is true.
    ANY,
    /// Whether every yield is true.
    ALL;

    /// Whether the result is a position, of type `i64`.
    public boolean isIndex() {
        return this == ARGMAX || this == ARGMIN;
    }

    /// The operation on elements that combines one more value with those before. Of `MAX` and `MIN` the new value is
    /// the first operand, so that of equals the earlier one stays.
    ///
    /// @throws IllegalStateException if there is none: for positions, and where values are not combined
    public ElementOp operation() {
        return switch (this) {
            case SUM -> ElementOp.ADD;
            case PROD -> ElementOp.MUL;
            case MAX -> ElementOp.MAX;
            case MIN -> ElementOp.MIN;
            case ANY -> ElementOp.OR;
            case ALL -> ElementOp.AND;
            case CARRY, COLLECT, ARGMAX, ARGMIN -> throw new IllegalStateException("no operation combines: " + this);
        };
    }

    /// The kind of the given name.
    ///
    /// @throws IllegalArgumentException if there is none
    public static Kind named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
