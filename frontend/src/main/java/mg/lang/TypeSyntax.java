package mg.lang;

import java.util.List;
import java.util.Map;
import mg.ir.Span;

/// A type as it stands in the text.
sealed interface TypeSyntax {
    Span span();

    /// As it stands in the text.
    String text();

    /// `real[n, m]`; without sizes, also the name of another type.
    record Array(Span span, String text, String name, List<Expression> sizes) implements TypeSyntax {}

    /// The type with expressions in place of names of sizes.
    default TypeSyntax with(Map<String, Expression> actual) {
        if (actual.isEmpty()) {
            return this;
        }
        return switch (this) {
            case Array(Span span, String text, String name, var sizes) ->
                new Array(span, text, name, sizes.stream().map(size -> replaced(size, actual)).toList());
            case Tuple(Span span, String text, var items) ->
                new Tuple(span, text, items.stream().map(type -> type.with(actual)).toList());
            case Record(Span span, String text, var names, var types) ->
                new Record(span, text, names, types.stream().map(type -> type.with(actual)).toList());
        };
    }

    /// A name becomes what it stands for, so that it can be found from an argument; in anything else it is bound.
    private static Expression replaced(Expression size, Map<String, Expression> actual) {
        if (size instanceof Expression.Name(_, String name)) {
            return actual.getOrDefault(name, size);
        }
        List<String> used = Scoping.free(size).stream().filter(actual::containsKey).toList();
        if (used.isEmpty()) {
            return size;
        }
        Pattern names = new Pattern.Group(size.span(), used.stream()
                .map(name -> (Pattern) new Pattern.Bind(size.span(), name))
                .toList());
        Expression values = new Expression.Tuple(size.span(), used.stream().map(actual::get).toList());
        return new Expression.Block(size.span(), List.of(new Expression.Let(names, values)), size);
    }

    record Tuple(Span span, String text, List<TypeSyntax> items) implements TypeSyntax {}

    record Record(Span span, String text, List<String> names, List<TypeSyntax> types) implements TypeSyntax {}
}
