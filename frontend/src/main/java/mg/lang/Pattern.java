package mg.lang;

import java.util.List;
import java.util.stream.Stream;
import mg.ir.Span;

/// What a value is taken apart into.
sealed interface Pattern {
    Span span();

    /// A name for the whole value.
    record Bind(Span span, String name) implements Pattern {}

    /// `(a, b)`.
    record Group(Span span, List<Pattern> items) implements Pattern {}

    /// The names in it, in order.
    default Stream<Bind> binds() {
        return switch (this) {
            case Bind bind -> Stream.of(bind);
            case Group(_, List<Pattern> items) -> items.stream().flatMap(Pattern::binds);
        };
    }
}
