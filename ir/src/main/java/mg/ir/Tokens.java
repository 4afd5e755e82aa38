package mg.ir;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The pieces of an IR text one after the other, with what is made of a few of them, and the errors found.
final class Tokens {
    /// Ends the reading of a declaration; the error itself was reported.
    static final class SyntaxError extends RuntimeException {
        private static final long serialVersionUID = 1L;

        SyntaxError() {
            super(null, null, false, false);
        }
    }

    /// Errors after the first hundred are not worth the reading.
    private static final int MOST_ERRORS = 100;

    private final String source;
    private final Lexer lexer;
    private final List<Diagnostic> errors = new ArrayList<>();
    private Token current;
    private Token ahead;

    Tokens(String source, String text) {
        this.source = source;
        this.lexer = new Lexer(text);
        this.current = lexer.next();
        this.ahead = lexer.next();
    }

    /// The piece to read next.
    Token peek() {
        return current;
    }

    /// The piece after that.
    Token ahead() {
        return ahead;
    }

    Token next() {
        Token token = current;
        current = ahead;
        ahead = lexer.next();
        return token;
    }

    /// Whether the next piece is this word or sign, which is then read.
    boolean accept(String text) {
        boolean found = current.is(text);
        if (found) {
            next();
        }
        return found;
    }

    Token expect(String text) {
        return current.is(text) ? next() : fail(current, "'" + text + "' is missing before " + current);
    }

    Token expect(Token.Kind kind, String what) {
        return current.kind() == kind ? next() : fail(current, what + " is missing before " + current);
    }

    Token expectValue() {
        return current.isValue() ? next() : fail(current, "a value '%name' is missing before " + current);
    }

    // Numbers and types

    /// An integer, possibly negative.
    long whole() {
        Token first = current;
        String sign = accept("-") ? "-" : "";
        Token digits = expect(Token.Kind.NUMBER, "an integer");
        try {
            return Long.parseLong(sign + digits.text());
        } catch (NumberFormatException _) {
            fail(first, sign + digits.text() + " is not an integer of 64 bits");
            return 0;
        }
    }

    /// An integer that fits a shape or an axis.
    int size() {
        Token first = current;
        long value = whole();
        if (value != (int) value) {
            fail(first, value + " is too large for a size");
        }
        return (int) value;
    }

    /// `[a,b,…]` or `[]`.
    List<Integer> sizes() {
        return list("[", "]", this::size);
    }

    /// Items in brackets with commas between.
    <T> List<T> list(String open, String close, java.util.function.Supplier<T> item) {
        expect(open);
        var items = new ArrayList<T>();
        if (!accept(close)) {
            do {
                items.add(item.get());
            } while (accept(","));
            expect(close);
        }
        return items;
    }

    /// An element type.
    ElementType element() {
        Token word = expect(Token.Kind.WORD, "a type");
        for (ElementType element : ElementType.values()) {
            if (word.text().equals(element.toString())) {
                return element;
            }
        }
        fail(word, "unknown type " + word, Spelling.hint(word.text(), List.of("f64", "f32", "i64", "bool")));
        return ElementType.F64;
    }

    /// An element type and a shape.
    Type type() {
        Token first = current;
        ElementType element = element();
        List<Integer> shape = current.is("[") ? sizes() : List.of();
        try {
            return new Type(element, shape);
        } catch (IllegalArgumentException e) {
            fail(first, e.getMessage());
            return Type.F64;
        }
    }

    /// A constant, of a type that may be known only later.
    ConstantText constant() {
        Token first = current;
        return current.is("{")
                ? new ConstantText(first, true, list("{", "}", this::literal))
                : new ConstantText(first, false, List.of(literal()));
    }

    /// A number or a truth value; a sign and its number are one piece.
    Token literal() {
        Token first = next();
        if (first.is("-") && (current.kind() == Token.Kind.NUMBER || current.is("inf"))) {
            Token number = next();
            int length = number.column() + number.length() - first.column();
            return new Token(Token.Kind.NUMBER, "-" + number.text(), first.line(), first.column(), length,
                    first.start());
        }
        boolean word = first.is("inf") || first.is("nan") || first.is("true") || first.is("false");
        return word || first.kind() == Token.Kind.NUMBER ? first : fail(first, "a constant is missing before " + first);
    }

    /// `"source":line:column+length`.
    Span span() {
        String file = expect(Token.Kind.STRING, "the name of a source").text();
        expect(":");
        int line = size();
        expect(":");
        int column = size();
        expect("+");
        return new Span(file.equals(source) ? source : file, line, column, size());
    }

    // Errors

    /// Reports an error, and gives up what is being read.
    Token fail(Token at, String message, Optional<String> hint) {
        report(at, message, hint);
        throw new SyntaxError();
    }

    Token fail(Token at, String message) {
        return fail(at, message, Optional.empty());
    }

    /// Reports an error after which reading goes on.
    void report(Token at, String message, Optional<String> hint) {
        if (errors.size() < MOST_ERRORS) {
            var span = new Span(source, at.line(), at.column(), Math.max(1, at.length()));
            errors.add(new Diagnostic(span, lexer.line(at.start()), message, hint.stream().toList()));
        }
    }

    void report(Token at, String message) {
        report(at, message, Optional.empty());
    }

    /// Goes on at the next line that begins with `func` or `param`.
    void skipToDeclaration() {
        for (Token token : Arrays.asList(current, ahead)) {
            if (token.column() == 1 && (token.is("func") || token.is("param"))) {
                if (token == ahead) {
                    next();
                }
                return;
            }
        }
        lexer.skipToDeclaration();
        current = lexer.next();
        ahead = lexer.next();
    }

    /// @throws DiagnosticException if there were errors
    void throwErrors() {
        if (!errors.isEmpty()) {
            errors.sort(Comparator.comparingInt((Diagnostic d) -> d.span().line())
                    .thenComparingInt(d -> d.span().column()));
            throw new DiagnosticException(errors);
        }
    }
}
