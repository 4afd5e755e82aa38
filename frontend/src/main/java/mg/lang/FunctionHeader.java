package mg.lang;

import java.util.List;
import java.util.Optional;
import mg.ir.Span;

/// What a file says about one of its functions.
///
/// @param sizes the names of its size parameters
/// @param doc   the text of the `///` lines before it, or ""
public record FunctionHeader(String name, List<String> sizes, List<ArgumentHeader> arguments, String doc, Span span) {
    public FunctionHeader {
        sizes = List.copyOf(sizes);
        arguments = List.copyOf(arguments);
    }

    /// An argument, with the type it is declared with as it stands in the text.
    public record ArgumentHeader(String name, Optional<String> type) {}

    static FunctionHeader of(Declaration.Fn fn) {
        return new FunctionHeader(fn.name(), fn.sizes().stream().map(Declaration.Size::name).toList(),
                fn.formals().stream().map(f -> new ArgumentHeader(f.name(), f.type().map(TypeSyntax::text))).toList(),
                fn.doc(), fn.span());
    }
}
