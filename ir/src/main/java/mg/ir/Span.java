package mg.ir;

/// A place in a source text: `length` characters from `column` of `line`, both counted from 1.
public record Span(String source, int line, int column, int length) {
    /// No place in any text: what the compiler made itself.
    public static final Span NONE = new Span("", 0, 0, 0);

    private static final String LIBRARY = "<library>/";

    /// Whether this is a place in a text.
    public boolean isKnown() {
        return line > 0;
    }

    /// Whether this is a place in a text that came with the compiler: these are called `<library>/…`.
    public boolean isLibrary() {
        return source.startsWith(LIBRARY);
    }

    /// `file:line:column`, as compilers write it; `<unknown>` for [#NONE].
    @Override
    public String toString() {
        return isKnown() ? source + ":" + line + ":" + column : "<unknown>";
    }
}
