package mg.tests;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mg.ir.ElementType;
import mg.ir.Tensor;
import mg.ir.Type;

/// A value as a file test writes it: `3`, `-0.0`, `nan`, `true`, `[[1, 2], [3, 4]]`, or with its type `i64[0,3] []`.
///
/// @param items the numbers and truth values, row-major, as they stand in the text
record Literal(List<Integer> shape, List<String> items, Optional<Type> declared) {
    Literal {
        shape = List.copyOf(shape);
        items = List.copyOf(items);
    }

    static Literal of(String item) {
        return new Literal(List.of(), List.of(item), Optional.empty());
    }

    /// These stacked along a new first axis.
    static Literal of(List<Literal> rows) {
        var shape = new ArrayList<>(List.of(rows.size()));
        var items = new ArrayList<String>();
        for (Literal row : rows) {
            if (!row.shape.equals(rows.getFirst().shape)) {
                throw new IllegalArgumentException("rows of an array differ in shape: " + rows);
            }
            items.addAll(row.items);
        }
        shape.addAll(rows.isEmpty() ? List.of() : rows.getFirst().shape);
        return new Literal(shape, items, Optional.empty());
    }

    /// The same with its type said.
    Literal as(Type type) {
        return new Literal(type.shape(), items, Optional.of(type));
    }

    /// The type that was said; without one a number is an `f64`.
    Type type() {
        boolean truth = !items.isEmpty() && (items.getFirst().equals("true") || items.getFirst().equals("false"));
        return declared.orElse(new Type(truth ? ElementType.BOOL : ElementType.F64, shape));
    }

    /// The value with elements of this type.
    ///
    /// @throws IllegalArgumentException if an item is not of that type
    Tensor value(ElementType element) {
        Tensor value = Tensor.zeros(new Type(element, shape));
        for (int k = 0; k < items.size(); k++) {
            String item = items.get(k);
            switch (value.data()) {
                case double[] a -> a[k] = Double.parseDouble(named(item));
                case float[] a -> a[k] = Float.parseFloat(named(item));
                case long[] a -> a[k] = Long.parseLong(item);
                case boolean[] a -> a[k] = truth(item);
                default -> throw new AssertionError(value);
            }
        }
        return value;
    }

    private static String named(String item) {
        return item.replace("inf", "Infinity").replace("nan", "NaN");
    }

    private static boolean truth(String item) {
        if (!item.equals("true") && !item.equals("false")) {
            throw new IllegalArgumentException(item + " is not a truth value");
        }
        return item.equals("true");
    }
}
