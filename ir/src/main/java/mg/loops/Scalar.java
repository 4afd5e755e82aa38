package mg.loops;

import mg.ir.ElementType;

/// One number or truth value in a local variable. Numbers are unique in the kernel, from 0.
public record Scalar(int id, ElementType element) implements Slot {
    @Override
    public String toString() {
        return switch (element) {
            case F64 -> "d";
            case F32 -> "f";
            case I64 -> "i";
            case BOOL -> "b";
        } + id;
    }
}
