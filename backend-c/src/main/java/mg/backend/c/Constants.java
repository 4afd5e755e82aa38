package mg.backend.c;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import mg.ir.Tensor;
import mg.ir.Type;

/// The arrays of constants of a file, each once.
final class Constants {
    private static final int WIDTH = 116;

    private final Names names;
    private final Map<Tensor, String> known = new LinkedHashMap<>();
    private final Set<String> used = new HashSet<>();

    /// @param names the scope of the file
    Constants(Names names) {
        this.names = names;
    }

    /// Names the array with these elements, which will be in the file if it is used.
    void add(Tensor value, String wanted) {
        known.computeIfAbsent(flat(value), _ -> names.unique(wanted));
    }

    /// The name of the array with these elements, which is used.
    String use(Tensor value) {
        String name = known.get(flat(value));
        used.add(name);
        return name;
    }

    private static Tensor flat(Tensor value) {
        return value.reshaped(Type.of(value.type().element(), value.type().size()));
    }

    /// The definitions, many elements to a line. C has no empty arrays; one that would be has an element nobody reads.
    String definitions() {
        var out = new StringBuilder();
        known.forEach((value, name) -> {
            if (!used.contains(name)) {
                return;
            }
            int size = value.type().size();
            out.append("static const ").append(Literals.type(value.type().element())).append(' ').append(name);
            out.append('[').append(Math.max(1, size)).append("] = {").append(size == 0 ? " 0" : "");
            int column = WIDTH;
            for (int k = 0; k < size; k++) {
                String text = Literals.element(value, k) + (k < size - 1 ? "," : "");
                if (column + text.length() >= WIDTH) {
                    out.append("\n    ");
                    column = 4;
                } else {
                    out.append(' ');
                    column++;
                }
                out.append(text);
                column += text.length();
            }
            out.append("\n};\n\n");
        });
        return out.toString();
    }
}
