package mg.ir;

/// A piece of IR text.
///
/// @param text   the piece, or what a name or string in it says
/// @param column where it begins in its line, from 1
/// @param start  where its line begins in the text
record Token(Kind kind, String text, int line, int column, int length, int start) {
    /// What a piece is.
    enum Kind {
        WORD,
        /// `%name`
        VALUE,
        /// `%"name"`, where the name does not look like one.
        QUOTED_VALUE,
        /// `@name`
        GLOBAL,
        NUMBER,
        STRING,
        SIGN,
        /// A character that begins nothing, or a string without an end.
        UNKNOWN,
        END
    }

    /// Whether this is that word or sign.
    boolean is(String wanted) {
        return (kind == Kind.WORD || kind == Kind.SIGN) && text.equals(wanted);
    }

    boolean isValue() {
        return kind == Kind.VALUE || kind == Kind.QUOTED_VALUE;
    }

    /// What tells values apart: `%"1"` is an argument called 1, `%1` a value.
    String key() {
        return kind == Kind.QUOTED_VALUE ? '"' + text : text;
    }

    /// As a message calls it.
    @Override
    public String toString() {
        return switch (kind) {
            case WORD, NUMBER, SIGN, UNKNOWN -> "'" + text + "'";
            case VALUE, QUOTED_VALUE -> "'%" + Literals.name(text) + "'";
            case GLOBAL -> "'@" + Literals.name(text) + "'";
            case STRING -> Literals.quoted(text);
            case END -> "the end of the text";
        };
    }
}
