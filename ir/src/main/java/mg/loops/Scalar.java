package mg.loops;

import mg.ir.ElementType;

/// One number or truth value in a local variable, or, if it is wide, one for each of several iterations of a loop that
/// run at once. Numbers are unique in the kernel, from 0.
///
/// @param lanes how many it holds: 1, or a power of 2
public record Scalar(int id, ElementType element, int lanes) implements Slot {
    /// One number or truth value.
    public Scalar(int id, ElementType element) {
        this(id, element, 1);
    }

    /// Whether it holds several.
    public boolean isWide() {
        return lanes > 1;
    }

    @Override
    public String toString() {
        return switch (element) {
            case F64 -> "d";
            case F32 -> "f";
            case I64 -> "i";
            case BOOL -> "b";
        } + id + (isWide() ? "x" + lanes : "");
    }
}
