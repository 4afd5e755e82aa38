package mg.ir;

/// Thrown by a running program at a fault of its data: an index outside its array, an integer division by zero.
/// The message is the same on every backend: `file:line:column: error: …`.
public final class Trap extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Trap(String message) {
        super(message);
    }

    /// What an index of `index` into an axis of `size` says.
    public static String indexMessage(Span span, long index, long size) {
        return indexMessageStart(span) + index + indexMessageEnd(size);
    }

    /// The part of [#indexMessage] before the index, for generated code.
    public static String indexMessageStart(Span span) {
        return prefix(span) + "index ";
    }

    /// The part of [#indexMessage] after the index, for generated code.
    public static String indexMessageEnd(long size) {
        return size == 0 ? " is out of range: the axis is empty" : " is out of range 0.." + (size - 1);
    }

    /// What an integer division by zero says.
    public static String divisionMessage(Span span) {
        return prefix(span) + "integer division by zero";
    }

    private static String prefix(Span span) {
        return span.isKnown() ? span + ": error: " : "error: ";
    }
}
