package mg.ir;

import java.util.regex.Pattern;

/// Constants, names and strings as text.
final class Literals {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_.$]*");

    private Literals() {}

    /// A real as a hex float, `nan`, `inf` or `-inf`.
    static String real(double x) {
        if (x != x) {
            return "nan";
        }
        return Double.isInfinite(x) ? x > 0 ? "inf" : "-inf" : Double.toHexString(x);
    }

    /// A scalar's element, or all elements in braces.
    static void append(StringBuilder out, Tensor value) {
        if (value.type().isScalar()) {
            element(out, value, 0);
            return;
        }
        out.append('{');
        for (int k = 0; k < value.type().size(); k++) {
            out.append(k == 0 ? "" : ", ");
            element(out, value, k);
        }
        out.append('}');
    }

    private static void element(StringBuilder out, Tensor value, int k) {
        switch (value.data()) {
            case long[] a -> out.append(a[k]);
            case boolean[] a -> out.append(a[k]);
            default -> out.append(real(value.real(k)));
        }
    }

    /// A name as it is if it looks like one, otherwise in quotes.
    static String name(String name) {
        return isPlain(name) ? name : quoted(name);
    }

    /// Whether a name needs no quotes.
    static boolean isPlain(String name) {
        return PLAIN.matcher(name).matches() && !name.contains("..");
    }

    /// A string in quotes; backslash escapes quotes, backslashes and line ends.
    static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("\r", "\\r") + '"';
    }
}
