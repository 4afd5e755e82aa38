package mg.cli;

import java.lang.reflect.Array;
import mg.ir.Tensor;

/// Values as a person reads them: arrays in brackets, a line for each row, the middle of long axes left out when there
/// are many elements.
final class NumberText {
    private static final int MANY = 200;
    private static final int EDGE = 3;

    private final Tensor value;
    private final int indent;
    private final boolean shortened;
    private final StringBuilder out = new StringBuilder();

    private NumberText(Tensor value, int indent) {
        this.value = value;
        this.indent = indent;
        this.shortened = value.type().size() > MANY;
    }

    /// `NAME = VALUE`.
    static String of(String name, Tensor value) {
        return name + " = " + of(value, name.length() + 3);
    }

    /// The value; lines after the first are indented.
    static String of(Tensor value, int indent) {
        var text = new NumberText(value, indent);
        text.elements(0, 0, value.type().size());
        if (text.shortened) {
            text.out.append("  ").append(value.type());
        }
        return text.out.toString();
    }

    private void elements(int axis, int from, int size) {
        int rank = value.type().rank();
        if (axis == rank) {
            out.append(Array.get(value.data(), from));
            return;
        }
        int n = value.type().size(axis);
        String separator = axis == rank - 1 ? ", " : ",\n" + " ".repeat(indent + axis + 1);
        out.append('[');
        for (int k = 0; k < n; k++) {
            if (shortened && n > 2 * EDGE && k == EDGE) {
                out.append(separator).append('…');
                k = n - EDGE;
            }
            out.append(k == 0 ? "" : separator);
            elements(axis + 1, from + k * (size / n), size / n);
        }
        out.append(']');
    }
}
