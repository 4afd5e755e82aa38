package mg.lang;

import mg.ir.ElementOp;

/// The integers from `low` to `high`, which a value is known to be among.
record Interval(long low, long high) {
    /// What an operation gives for any of these and those, as far as it is known without overflow.
    static java.util.Optional<Interval> of(ElementOp op, Interval a, Interval b) {
        try {
            return java.util.Optional.ofNullable(switch (op) {
                case ADD -> new Interval(Math.addExact(a.low, b.low), Math.addExact(a.high, b.high));
                case SUB -> new Interval(Math.subtractExact(a.low, b.high), Math.subtractExact(a.high, b.low));
                case MIN -> new Interval(Math.min(a.low, b.low), Math.min(a.high, b.high));
                case MAX -> new Interval(Math.max(a.low, b.low), Math.max(a.high, b.high));
                case MUL -> {
                    long w = Math.multiplyExact(a.low, b.low);
                    long x = Math.multiplyExact(a.low, b.high);
                    long y = Math.multiplyExact(a.high, b.low);
                    long z = Math.multiplyExact(a.high, b.high);
                    yield new Interval(
                            Math.min(Math.min(w, x), Math.min(y, z)), Math.max(Math.max(w, x), Math.max(y, z)));
                }
                default -> null;
            });
        } catch (ArithmeticException e) {
            return java.util.Optional.empty();
        }
    }
}
