package mg.ir;

/// What a reduction has made so far of the values given to it; [Kind] says what each kind is.
final class Accumulator {
    private final Kind kind;
    private final Tensor total;
    private long position;

    /// An accumulator of values of type `each`; a `COLLECT` has room for `n`. Not for `CARRY`.
    Accumulator(Kind kind, Type each, long n) {
        this.kind = kind;
        this.total = kind == Kind.COLLECT ? Tensor.zeros(each.stacked(Math.toIntExact(n))) : identity(kind, each);
    }

    /// What the reduction of nothing is.
    private static Tensor identity(Kind kind, Type each) {
        Tensor start = Tensor.zeros(each);
        for (int k = 0; k < each.size(); k++) {
            switch (start.data()) {
                case double[] a -> a[k] = realIdentity(kind);
                case float[] a -> a[k] = (float) realIdentity(kind);
                case long[] a -> a[k] = wholeIdentity(kind);
                case boolean[] a -> a[k] = kind == Kind.ALL;
                default -> throw new AssertionError(each);
            }
        }
        return start;
    }

    private static double realIdentity(Kind kind) {
        return switch (kind) {
            case SUM -> 0;
            case PROD -> 1;
            case MAX, ARGMAX -> Double.NEGATIVE_INFINITY;
            case MIN, ARGMIN -> Double.POSITIVE_INFINITY;
            case CARRY, COLLECT, ANY, ALL -> throw new AssertionError(kind);
        };
    }

    private static long wholeIdentity(Kind kind) {
        return switch (kind) {
            case SUM -> 0;
            case PROD -> 1;
            case MAX, ARGMAX -> Long.MIN_VALUE;
            case MIN, ARGMIN -> Long.MAX_VALUE;
            case CARRY, COLLECT, ANY, ALL -> throw new AssertionError(kind);
        };
    }

    /// Takes the value that belongs to position `i`.
    void add(long i, Tensor value) {
        int size = value.type().size();
        if (kind == Kind.COLLECT) {
            System.arraycopy(value.data(), 0, total.data(), Math.toIntExact(i * size), size);
            return;
        }
        for (int k = 0; k < size; k++) {
            add(i, k, value, k);
        }
    }

    /// Takes element `from` of `value`, which belongs to position `i`, into element `to` of the total.
    void add(long i, int to, Tensor value, int from) {
        boolean better = switch (total.data()) {
            case double[] a -> {
                double v = value.doubles()[from];
                boolean wins = wins(v, a[to]);
                a[to] = combine(v, a[to]);
                yield wins;
            }
            case float[] a -> {
                float v = value.floats()[from];
                boolean wins = wins(v, a[to]);
                a[to] = (float) combine(v, a[to]);
                yield wins;
            }
            case long[] a -> {
                long v = value.longs()[from];
                boolean wins = kind == Kind.ARGMAX ? v > a[to] : v < a[to];
                a[to] = combine(v, a[to]);
                yield wins;
            }
            case boolean[] a -> {
                boolean v = value.booleans()[from];
                a[to] = kind == Kind.ANY ? a[to] | v : a[to] & v;
                yield false;
            }
            default -> throw new AssertionError(total);
        };
        if (better) {
            position = i;
        }
    }

    /// Whether a value takes over the position. A NaN does, and then stays.
    private boolean wins(double v, double best) {
        return (kind == Kind.ARGMAX ? v > best : v < best) || v != v && best == best;
    }

    private double combine(double v, double a) {
        return switch (kind) {
            case SUM -> a + v;
            case PROD -> a * v;
            case MAX, ARGMAX -> Special.max(v, a);
            case MIN, ARGMIN -> Special.min(v, a);
            case CARRY, COLLECT, ANY, ALL -> throw new AssertionError(kind);
        };
    }

    private long combine(long v, long a) {
        return switch (kind) {
            case SUM -> a + v;
            case PROD -> a * v;
            case MAX, ARGMAX -> Math.max(v, a);
            case MIN, ARGMIN -> Math.min(v, a);
            case CARRY, COLLECT, ANY, ALL -> throw new AssertionError(kind);
        };
    }

    /// What has been made of everything taken. The accumulator is of no use afterwards.
    Tensor result() {
        return kind.isIndex() ? Tensor.of(position) : total;
    }
}
