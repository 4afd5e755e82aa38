package mg.lang;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import mg.ir.Span;

/// A declaration of a file. Its span is that of its name.
sealed interface Declaration {
    Span span();

    String name();

    /// The text of the `///` lines before it, or "".
    String doc();

    /// `import name` or `import "file.mg"`: the name is what stands there, without quotes.
    record Import(Span span, String name, boolean file, String doc) implements Declaration {}

    record Const(Span span, String name, Expression value, String doc) implements Declaration {}

    record TypeAlias(Span span, String name, List<Size> sizes, TypeSyntax type, String doc) implements Declaration {}

    record Param(Span span, String name, TypeSyntax type, Expression initial, String doc) implements Declaration {}

    record Fn(Span span, String name, List<Size> sizes, List<Formal> formals, Expression body, String doc)
            implements Declaration {}

    /// The derivative that a function states: `pullback f(x, ct) = …` or `tangent f(x, dx) = …`.
    ///
    /// @param of what it is the derivative of
    /// @param fn itself as a function, with a name no other has
    record Stated(Mode mode, String of, Fn fn) implements Declaration {
        @Override
        public Span span() {
            return fn.span();
        }

        @Override
        public String name() {
            return fn.name();
        }

        @Override
        public String doc() {
            return fn.doc();
        }
    }

    /// How a derivative is stated: by how results change, or by how arguments answer for results.
    enum Mode {
        TANGENT,
        PULLBACK;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// A declaration that could not be read; what uses its name is not checked.
    record Unreadable(Span span, String name) implements Declaration {
        @Override
        public String doc() {
            return "";
        }
    }

    /// A size parameter of a function or a type.
    record Size(Span span, String name) {}

    /// An argument of a function.
    record Formal(Span span, String name, Optional<TypeSyntax> type) {}
}
