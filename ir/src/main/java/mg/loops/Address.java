package mg.loops;

/// An element of a buffer, or the first of several.
///
/// With a wide scalar it names one element for each lane: lane `l` is at `index + step · l`, where wide terms of the
/// index stand for their own lane `l`. Step 1 without wide terms is neighbouring elements, any other step is strided,
/// wide terms are a gather or scatter; step 0 without wide terms is the same element for all lanes.
///
/// @param step how much further on the next lane is
public record Address(Buffer buffer, Index index, long step) {
    /// An element of a buffer, or the first of several.
    public Address(Buffer buffer, Index index) {
        this(buffer, index, 0);
    }

    /// Whether it names different elements for different lanes.
    public boolean isWide() {
        return step != 0 || index.isWide();
    }

    /// Whether the lanes lie neither side by side nor at one place.
    public boolean isSpread() {
        return step != 0 && step != 1 || index.isWide();
    }

    /// The address further on by `stride · scalar`.
    public Address plus(Scalar scalar, long stride) {
        return new Address(buffer, index.plus(scalar, stride), step);
    }

    /// The address further on by a constant.
    public Address plus(long offset) {
        return new Address(buffer, index.plus(offset), step);
    }
}
