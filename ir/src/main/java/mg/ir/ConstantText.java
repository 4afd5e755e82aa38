package mg.ir;

import java.util.List;

/// A constant as it is written: elements in braces, or one without.
record ConstantText(Token first, boolean braces, List<Token> elements) {
    /// The constant of that type. What does not fit is reported, and zero instead.
    Tensor as(Type type, Tokens errors) {
        Tensor value = Tensor.zeros(type);
        if (braces == type.isScalar()) {
            errors.report(first, "a constant of type " + type + (braces ? " has no braces" : " stands in braces"));
        } else if (elements.size() != type.size()) {
            errors.report(first, type + " has " + type.size() + " elements, not " + elements.size());
        } else {
            for (int k = 0; k < type.size(); k++) {
                if (!set(value, k, elements.get(k).text())) {
                    errors.report(elements.get(k), elements.get(k) + " is not " + description(type.element()));
                }
            }
        }
        return value;
    }

    private static boolean set(Tensor value, int k, String text) {
        try {
            switch (value.data()) {
                case double[] a -> a[k] = Double.parseDouble(spelled(text));
                case float[] a -> a[k] = Float.parseFloat(spelled(text));
                case long[] a -> a[k] = Long.parseLong(text);
                case boolean[] a -> {
                    a[k] = text.equals("true");
                    return a[k] || text.equals("false");
                }
                default -> throw new AssertionError(value);
            }
            return true;
        } catch (NumberFormatException _) {
            return false;
        }
    }

    /// As Java reads it. Hex floats need an exponent there.
    private static String spelled(String text) {
        return switch (text) {
            case "nan" -> "NaN";
            case "inf" -> "Infinity";
            case "-inf" -> "-Infinity";
            default -> text.contains("0x") && !text.contains("p") ? text + "p0" : text;
        };
    }

    private static String description(ElementType element) {
        return switch (element) {
            case F64, F32 -> "a real number";
            case I64 -> "an integer of 64 bits";
            case BOOL -> "true or false";
        };
    }
}
