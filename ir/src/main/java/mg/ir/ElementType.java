package mg.ir;

/// What one element of a value is.
public enum ElementType {
    /// IEEE 754 binary64.
    F64("f64", 8),
    /// IEEE 754 binary32.
    F32("f32", 4),
    /// Two's complement, 64 bits; arithmetic wraps.
    I64("i64", 8),
    /// True or false; one byte in memory.
    BOOL("bool", 1);

    private final String text;
    private final int bytes;

    ElementType(String text, int bytes) {
        this.text = text;
        this.bytes = bytes;
    }

    /// The size of one element in memory, in bytes.
    public int bytes() {
        return bytes;
    }

    /// Whether this is one of the two floating-point types, the only ones that have derivatives.
    public boolean isReal() {
        return this == F64 || this == F32;
    }

    /// Whether arithmetic is defined: every type but `bool`.
    public boolean isNumeric() {
        return this != BOOL;
    }

    @Override
    public String toString() {
        return text;
    }
}
