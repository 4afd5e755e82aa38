package mg.lang;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import mg.ir.ElementType;
import mg.ir.Type;
import mg.ir.Var;

/// Types as the language writes them: `real[3, 4]`, `int`.
final class Shown {
    /// How many parts of a structure a message shows.
    private static final int MOST = 50;

    private final ElementType real;

    Shown(ElementType real) {
        this.real = real;
    }

    String type(Type type) {
        return element(type.element()) + shape(type.shape());
    }

    private String element(ElementType element) {
        return element == real ? "real" : element == ElementType.I64 ? "int" : element.toString();
    }

    static String shape(List<Integer> shape) {
        return shape.isEmpty() ? "" : shape.stream().map(String::valueOf).collect(Collectors.joining(", ", "[", "]"));
    }

    /// The type of anything, in words.
    String meaning(Meaning meaning) {
        return Meaning.parts(meaning, MOST) < MOST ? whole(meaning) : "a structure of many values";
    }

    private String whole(Meaning meaning) {
        return switch (meaning) {
            case Meaning.Whole _ -> "int";
            case Meaning.Number _ -> "real";
            case Meaning.Truth _ -> "bool";
            case Meaning.Computed(Var var) -> type(var.type());
            case Meaning.Tuple(List<Meaning> items) ->
                items.stream().map(this::meaning).collect(Collectors.joining(", ", "(", ")"));
            case Meaning.Record(List<String> names, List<Meaning> values) -> IntStream.range(0, names.size())
                    .mapToObj(k -> names.get(k) + ": " + meaning(values.get(k)))
                    .collect(Collectors.joining(", ", "{", "}"));
            case Meaning.Broken _ -> "unknown";
            case Meaning.Callable _ -> "a function";
        };
    }

    /// What is not known where a known int is needed, in words.
    String open(Meaning meaning) {
        return meaning instanceof Meaning.Computed(Var var) && var.type().equals(Type.I64)
                ? "one that is computed"
                : meaning(meaning);
    }

    /// `x is real[3], from file:1:2`.
    String note(Operand operand) {
        String place = operand.origin().isKnown() ? ", from " + operand.origin() : "";
        return (operand.text().isEmpty() ? "this" : operand.text()) + " is " + meaning(operand.meaning()) + place;
    }
}
