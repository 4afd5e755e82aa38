package mg.lang;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.WritableToken;

/// Cuts a file's tokens into declarations, so that an error in one does not spoil the next, and keeps of the newlines
/// those that end a statement: after a token that can end one, with no round or square bracket open, and not before a
/// closing bracket, `else`, `for`, `while`, an operator that starts no expression, or the next declaration.
final class Layout {
    /// How deep brackets may nest.
    static final int DEEPEST = 200;

    private static final Set<String> STARTS = Set.of("import", "const", "type", "param", "fn");
    /// What starts a declaration if a name follows, and is a name otherwise.
    private static final Set<String> STATED = Set.of("pullback", "tangent");
    private static final Set<String> OPEN = Set.of("(", "[", "{");
    /// What no statement starts with.
    private static final Set<String> INNER = Set.of(")", "]", "}", "else", "for", "while");
    /// What goes on with the line before. A `-` may start an expression, but no declaration.
    private static final Set<String> CONTINUING = Set.of(
            "+", "*", "/", "%", "@", "^", "==", "!=", "<", "<=", ">", ">=", "&&", "||", "->", ".");
    private static final Set<String> CLOSE = Set.of(")", "]", "}");
    private static final Set<Integer> ENDING = Set.of(MgLexer.NAME, MgLexer.INT, MgLexer.FLOAT, MgLexer.STRING);
    private static final Set<String> ENDING_TEXT = Set.of(")", "]", "}", "true", "false");

    /// One declaration: the documentation before it and its tokens.
    record Segment(String doc, List<Token> tokens) {}

    private final List<Segment> segments = new ArrayList<>();
    private final Deque<String> open = new ArrayDeque<>();
    private List<Token> current = new ArrayList<>();
    private List<String> docs = new ArrayList<>();
    private Token pendingEnd;

    private Layout() {}

    /// The declarations of a file. What stands before the first is a segment too, unless it is nothing.
    ///
    /// @throws Rejection if brackets nest too deep
    static List<Segment> segments(Source source, List<? extends Token> tokens) {
        var layout = new Layout();
        for (int k = 0; k < tokens.size(); k++) {
            Token token = tokens.get(k);
            boolean named = k + 1 < tokens.size() && tokens.get(k + 1).getType() == MgLexer.NAME;
            if (named && STATED.contains(token.getText())) {
                ((WritableToken) token).setType(MgParser.STATED);
            }
            layout.accept(source, token);
        }
        if (!layout.current.isEmpty()) {
            layout.segments.add(new Segment("", layout.current));
        }
        return layout.documented();
    }

    private void accept(Source source, Token token) {
        String text = token.getText();
        if (token.getType() == MgLexer.DOC) {
            docs.add(text.substring(3).strip());
        } else if (token.getType() == MgLexer.END) {
            boolean inside = !open.isEmpty() && !open.peek().equals("{");
            if (text.equals(";") || !inside && pendingEnd == null && canEnd()) {
                pendingEnd = token;
            }
        } else if (token.getType() != Token.EOF) {
            boolean starts = STARTS.contains(text) || token.getType() == MgParser.STATED;
            if (pendingEnd != null && !starts && !INNER.contains(text) && !continues(text) && !current.isEmpty()) {
                current.add(pendingEnd);
            }
            pendingEnd = null;
            if (starts) {
                open.clear();
                next();
            }
            current.add(token);
            if (OPEN.contains(text)) {
                open.push(text);
            } else if (CLOSE.contains(text) && !open.isEmpty()) {
                open.pop();
            }
            if (open.size() > DEEPEST) {
                throw new Rejection(Syntax.span(source, token), "brackets nest more than " + DEEPEST + " deep");
            }
        }
    }

    /// Whether a line that starts so goes on with the one before.
    private boolean continues(String text) {
        return !pendingEnd.getText().equals(";")
                && (CONTINUING.contains(text) || text.equals("-") && open.isEmpty());
    }

    private boolean canEnd() {
        if (current.isEmpty()) {
            return false;
        }
        Token last = current.getLast();
        return ENDING.contains(last.getType()) || ENDING_TEXT.contains(last.getText());
    }

    /// Starts a declaration. Documentation read since the last token is that of the new one.
    private void next() {
        if (!current.isEmpty()) {
            segments.add(new Segment("", current));
        }
        current = new ArrayList<>();
        segments.add(new Segment(String.join("\n", docs), List.of()));
        docs = new ArrayList<>();
    }

    /// Joins each heading that [#next] left with the tokens after it.
    private List<Segment> documented() {
        var result = new ArrayList<Segment>();
        String doc = "";
        for (Segment segment : segments) {
            if (segment.tokens().isEmpty()) {
                doc = segment.doc();
            } else {
                result.add(new Segment(doc, segment.tokens()));
                doc = "";
            }
        }
        return result;
    }
}
