package mg.ir;

/// Takes IR text apart, piece by piece.
final class Lexer {
    private final String text;
    private int at;
    private int line = 1;
    private int lineStart;

    Lexer(String text) {
        this.text = text;
    }

    /// The next piece; at the end, [Token.Kind#END] again and again.
    Token next() {
        skip();
        int start = at;
        char c = peek(0);
        if (at >= text.length()) {
            return token(Token.Kind.END, "", start);
        }
        if (isNameStart(c)) {
            return token(Token.Kind.WORD, name(), start);
        }
        if (isDigit(c)) {
            number();
            return token(Token.Kind.NUMBER, text.substring(start, at), start);
        }
        if (c == '"') {
            return string(Token.Kind.STRING, start);
        }
        if ((c == '%' || c == '@') && peek(1) == '"') {
            at++;
            Token quoted = string(c == '@' ? Token.Kind.GLOBAL : Token.Kind.QUOTED_VALUE, start);
            boolean plain = quoted.kind() == Token.Kind.QUOTED_VALUE && Literals.isPlain(quoted.text());
            return plain ? token(Token.Kind.VALUE, quoted.text(), start) : quoted;
        }
        if ((c == '%' || c == '@') && isNamePart(peek(1))) {
            at++;
            return token(c == '@' ? Token.Kind.GLOBAL : Token.Kind.VALUE, name(), start);
        }
        at += c == '-' && peek(1) == '>' || c == '.' && peek(1) == '.' ? 2 : 1;
        String sign = text.substring(start, at);
        boolean known = sign.length() == 2 || "(){}[],:=+-".indexOf(c) >= 0;
        return token(known ? Token.Kind.SIGN : Token.Kind.UNKNOWN, sign, start);
    }

    /// Skips ahead to the next line that begins with `func` or `param`.
    void skipToDeclaration() {
        while (at < text.length()
                && !(at == lineStart && (text.startsWith("func", at) || text.startsWith("param", at)))) {
            step();
        }
    }

    /// The line that begins at `start`, or "" if it is too long to show.
    String line(int start) {
        int end = text.indexOf('\n', start);
        String whole = text.substring(start, end < 0 ? text.length() : end).stripTrailing();
        return whole.length() <= 500 ? whole : "";
    }

    private void skip() {
        while (at < text.length()) {
            if (peek(0) == '/' && peek(1) == '/') {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else if (Character.isWhitespace(peek(0))) {
                step();
            } else {
                return;
            }
        }
    }

    private void step() {
        if (text.charAt(at++) == '\n') {
            line++;
            lineStart = at;
        }
    }

    private String name() {
        int start = at;
        while (isNamePart(peek(0)) && !(peek(0) == '.' && peek(1) == '.')) {
            at++;
        }
        return text.substring(start, at);
    }

    private void number() {
        boolean hex = peek(0) == '0' && peek(1) == 'x';
        at += hex ? 2 : 0;
        digits(hex);
        if (peek(0) == '.' && isDigit(peek(1), hex)) {
            at++;
            digits(hex);
        }
        boolean exponent = hex ? peek(0) == 'p' : peek(0) == 'e' || peek(0) == 'E';
        boolean signed = peek(1) == '-' || peek(1) == '+';
        if (exponent && isDigit(peek(signed ? 2 : 1))) {
            at += signed ? 2 : 1;
            digits(false);
        }
    }

    private void digits(boolean hex) {
        while (isDigit(peek(0), hex)) {
            at++;
        }
    }

    private Token string(Token.Kind kind, int start) {
        var value = new StringBuilder();
        for (at++; at < text.length() && peek(0) != '\n'; at++) {
            char c = peek(0);
            if (c == '"') {
                at++;
                return token(kind, value.toString(), start);
            }
            if (c == '\\') {
                at++;
                c = switch (peek(0)) {
                    case 'n' -> '\n';
                    case 'r' -> '\r';
                    default -> peek(0);
                };
            }
            value.append(c);
        }
        at = Math.min(at, text.length());
        return token(Token.Kind.UNKNOWN, text.substring(start, at), start);
    }

    private Token token(Token.Kind kind, String value, int start) {
        return new Token(kind, value, line, start - lineStart + 1, at - start, lineStart);
    }

    private char peek(int ahead) {
        return at + ahead < text.length() ? text.charAt(at + ahead) : '\0';
    }

    private static boolean isNameStart(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
    }

    private static boolean isNamePart(char c) {
        return isNameStart(c) || isDigit(c) || c == '.' || c == '$';
    }

    private static boolean isDigit(char c, boolean hex) {
        return isDigit(c) || hex && (c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F');
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
