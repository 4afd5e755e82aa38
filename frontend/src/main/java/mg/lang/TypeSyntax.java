package mg.lang;

import java.util.List;
import mg.ir.Span;

/// A type as it stands in the text.
sealed interface TypeSyntax {
    Span span();

    /// As it stands in the text.
    String text();

    /// `real[n, m]`; without sizes, also the name of another type.
    record Array(Span span, String text, String name, List<Expression> sizes) implements TypeSyntax {}

    record Tuple(Span span, String text, List<TypeSyntax> items) implements TypeSyntax {}

    record Record(Span span, String text, List<String> names, List<TypeSyntax> types) implements TypeSyntax {}
}
