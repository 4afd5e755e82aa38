package mg.lang;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mg.ir.Span;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ListTokenSource;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.Vocabulary;
import org.antlr.v4.runtime.misc.IntervalSet;

/// Text to declarations. Each declaration is read for itself and reports its first error.
final class Syntax {
    private final Source source;
    private final Diagnostics diagnostics;
    private final List<Declaration> declarations = new ArrayList<>();

    private Syntax(Source source, Diagnostics diagnostics) {
        this.source = source;
        this.diagnostics = diagnostics;
    }

    /// The declarations of a text; errors are reported.
    static List<Declaration> parse(Source source, Diagnostics diagnostics) {
        var syntax = new Syntax(source, diagnostics);
        diagnostics.add(source);
        try {
            var lexer = new MgLexer(CharStreams.fromString(source.text()));
            lexer.removeErrorListeners();
            Layout.segments(source, lexer.getAllTokens()).forEach(syntax::declaration);
        } catch (Rejection e) {
            diagnostics.report(e);
        }
        return syntax.declarations;
    }

    private void declaration(Layout.Segment segment) {
        var parser = new MgParser(null);
        parser.removeErrorListeners();
        parser.addErrorListener(new Listener());
        var tokens = new ArrayList<Token>(segment.tokens());
        tokens.add(end(segment.tokens().getLast()));
        parser.setTokenStream(new CommonTokenStream(new ListTokenSource(tokens)));
        try {
            declarations.add(new Reader(source).declaration(parser.file().declaration(0), segment.doc()));
        } catch (Rejection e) {
            diagnostics.report(e);
            name(segment.tokens()).ifPresent(declarations::add);
        }
    }

    /// The declared name, when it can be told although the declaration is wrong.
    private Optional<Declaration> name(List<Token> tokens) {
        boolean named = tokens.size() > 1 && tokens.get(1).getType() == MgLexer.NAME;
        boolean names = !tokens.getFirst().getText().equals("import")
                && tokens.getFirst().getType() != MgParser.STATED;
        return named && names
                ? Optional.of(new Declaration.Unreadable(span(source, tokens.get(1)), tokens.get(1).getText()))
                : Optional.empty();
    }

    /// An end of file right after a token.
    private static Token end(Token last) {
        var end = new CommonToken(Token.EOF, "<EOF>");
        end.setLine(last.getLine());
        end.setCharPositionInLine(last.getCharPositionInLine() + last.getText().length());
        end.setStartIndex(last.getStopIndex() + 1);
        end.setStopIndex(last.getStopIndex());
        return end;
    }

    /// The place of a token.
    static Span span(Source source, Token token) {
        int length = token.getType() == Token.EOF || token.getType() == MgLexer.END ? 1 : token.getText().length();
        return new Span(source.name(), token.getLine(), token.getCharPositionInLine() + 1, Math.max(1, length));
    }

    /// The place of a part of the text, as far as it goes on its first line.
    static Span span(Source source, ParserRuleContext context) {
        Token start = context.getStart();
        Token stop = context.getStop() == null ? start : context.getStop();
        int column = start.getCharPositionInLine();
        int length = stop.getLine() == start.getLine()
                ? stop.getCharPositionInLine() + stop.getText().length() - column
                : source.line(start.getLine()).stripTrailing().length() - column;
        return new Span(source.name(), start.getLine(), column + 1, Math.max(1, length));
    }

    /// Says what is wrong at the first token that does not fit, and gives up.
    private final class Listener extends BaseErrorListener {
        @Override
        public void syntaxError(
                Recognizer<?, ?> recognizer, Object symbol, int line, int column, String message,
                RecognitionException e) {
            var parser = (MgParser) recognizer;
            var token = (Token) symbol;
            throw new Rejection(span(source, token), message(parser, token, e), notes(parser, token, e));
        }

        /// Why a word that could be a name is none.
        private String[] notes(MgParser parser, Token token, RecognitionException e) {
            if (token.getType() == MgLexer.UNKNOWN && Character.isLetter(token.getText().codePointAt(0))) {
                return new String[] {"hint: names are made of the letters a to z and A to Z, digits and _"};
            }
            IntervalSet tokens = expectedTokens(parser, e);
            String word = "'" + token.getText() + "'";
            return tokens.contains(MgLexer.NAME) && !tokens.contains(MgLexer.FLOAT)
                    && word.equals(parser.getVocabulary().getLiteralName(token.getType()))
                    && Character.isLetter(word.charAt(1))
                            ? new String[] {"hint: " + word + " is a word of the language; choose another name"}
                            : new String[0];
        }

        private String message(MgParser parser, Token token, RecognitionException e) {
            String found = switch (token.getType()) {
                case Token.EOF -> "unexpected end of the declaration";
                case MgLexer.END -> token.getText().equals(";") ? "unexpected ';'" : "unexpected end of the line";
                case MgLexer.UNKNOWN -> "unexpected character " + shown(token.getText());
                default -> "unexpected '" + token.getText() + "'";
            };
            String expected = token.getType() == MgLexer.UNKNOWN ? "" : expected(parser, e);
            return expected.isEmpty() ? found : found + ", expected " + expected;
        }

        /// A character between quotes, or its number if nobody would see it.
        private static String shown(String character) {
            int code = character.codePointAt(0);
            return switch (Character.getType(code)) {
                case Character.CONTROL, Character.FORMAT, Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR, Character.UNASSIGNED, Character.PRIVATE_USE ->
                    "U+%04X".formatted(code);
                default -> "'" + character + "'";
            };
        }

        private IntervalSet expectedTokens(MgParser parser, RecognitionException e) {
            return e != null && e.getExpectedTokens() != null ? e.getExpectedTokens() : parser.getExpectedTokens();
        }

        private String expected(MgParser parser, RecognitionException e) {
            IntervalSet tokens = expectedTokens(parser, e);
            if (tokens.contains(MgLexer.FLOAT)) {
                return "an expression";
            }
            Vocabulary vocabulary = parser.getVocabulary();
            List<String> names = tokens.toList().stream()
                    .filter(t -> t != MgParser.STATED)
                    .map(t -> switch (t) {
                        case Token.EOF -> "";
                        case MgLexer.NAME -> "a name";
                        case MgLexer.STRING -> "a file in quotes";
                        case MgLexer.END -> "a new line";
                        default -> vocabulary.getDisplayName(t);
                    })
                    .filter(n -> !n.isEmpty())
                    .toList();
            if (names.size() == 5 && names.contains("'fn'")) {
                return parser.getCurrentToken().getTokenIndex() == 0
                        ? "a declaration: import, const, type, param, fn, pullback or tangent"
                        : "an operator or the end of the declaration";
            }
            return names.size() > 4 || names.isEmpty()
                    ? ""
                    : names.size() == 1
                            ? names.getFirst()
                            : String.join(", ", names.subList(0, names.size() - 1)) + " or " + names.getLast();
        }
    }
}
