package mg.loops;

/// An element of a buffer, or the first of several.
public record Address(Buffer buffer, Index index) {
    /// The address further on by `stride · scalar`.
    public Address plus(Scalar scalar, long stride) {
        return new Address(buffer, index.plus(scalar, stride));
    }

    /// The address further on by a constant.
    public Address plus(long offset) {
        return new Address(buffer, index.plus(offset));
    }
}
