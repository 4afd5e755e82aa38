package mg.backend.c;

import java.math.BigDecimal;
import mg.ir.ElementType;
import mg.ir.Tensor;

/// Values known now, as C text that denotes exactly them.
final class Literals {
    private Literals() {}

    /// Element `k` of a value.
    static String element(Tensor value, int k) {
        return switch (value.type().element()) {
            case F64 -> real(value.doubles()[k], Double.toHexString(value.doubles()[k]));
            case F32 -> single(value.floats()[k]);
            case I64 -> whole(value.longs()[k]);
            case BOOL -> value.booleans()[k] ? "true" : "false";
        };
    }

    private static String single(float value) {
        String text = real(value, Float.toHexString(value));
        return Float.isFinite(value) ? text + "f" : text;
    }

    /// In decimal where that is exact and short, otherwise in hexadecimal.
    private static String real(double value, String hex) {
        if (value != value) {
            return "NAN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "INFINITY" : "-INFINITY";
        }
        if (value == 0) {
            return 1 / value > 0 ? "0.0" : "-0.0";
        }
        if (Math.abs(value) >= 1e-3 && Math.abs(value) < 1e9) {
            String exact = new BigDecimal(value).toPlainString();
            if (exact.length() <= 10) {
                return exact.contains(".") ? exact : exact + ".0";
            }
        }
        return hex;
    }

    /// An integer. The least one has no literal in C, only a name.
    static String whole(long value) {
        return value == Long.MIN_VALUE ? "INT64_MIN" : Long.toString(value);
    }

    /// The type of one element.
    static String type(ElementType element) {
        return switch (element) {
            case F64 -> "double";
            case F32 -> "float";
            case I64 -> "int64_t";
            case BOOL -> "bool";
        };
    }

    /// A string literal. Everything but printable ASCII, and the question marks of trigraphs, are escapes of three
    /// octal digits.
    static String string(String text) {
        var out = new StringBuilder("\"");
        for (byte b : text.getBytes(java.nio.charset.StandardCharsets.UTF_8)) {
            if (b == '"' || b == '\\') {
                out.append('\\').append((char) b);
            } else if (b < ' ' || b == 127 || b == '?') {
                out.append("\\%03o".formatted(b & 0xff));
            } else {
                out.append((char) b);
            }
        }
        return out.append('"').toString();
    }

    /// Text that may stand in a comment of either kind, on one line.
    static String comment(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Zl}\\p{Zp}]", " ").replace("*/", "* /").replace("/*", "/ *")
                .replace('\\', '/')
                .replace("??/", "?? /");
    }
}
