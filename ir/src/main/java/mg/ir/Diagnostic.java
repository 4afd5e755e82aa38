package mg.ir;

import java.util.List;

/// One error in a user's program or data: where, what, and what to do about it.
///
/// @param span    the place, or [Span#NONE] when the fault is not in a text
/// @param line    the text of that line, or "" when there is none
/// @param message one sentence without a full stop
/// @param notes   further lines: where a shape came from, a hint
public record Diagnostic(Span span, String line, String message, List<String> notes) {
    /// How much of a line is shown.
    private static final int WIDTH = 100;

    public Diagnostic {
        notes = List.copyOf(notes);
    }

    /// An error that has no place in a text.
    public static Diagnostic of(String message, String... notes) {
        return new Diagnostic(Span.NONE, "", message, List.of(notes));
    }

    /// An error at a place of which the text is not at hand.
    public static Diagnostic at(Span span, String message, String... notes) {
        return new Diagnostic(span, "", message, List.of(notes));
    }

    /// The same with the text of its line.
    public Diagnostic with(String text) {
        return new Diagnostic(span, text, message, notes);
    }

    /// As a person reads it: place and message, the line, a caret under the place, the notes.
    public String render() {
        var out = new StringBuilder();
        if (span.isKnown()) {
            out.append(span).append(": ");
        }
        out.append("error: ").append(message);
        if (span.isKnown() && !line.isEmpty()) {
            excerpt(out);
        }
        for (String note : notes) {
            out.append("\n  ").append(note);
        }
        return out.toString();
    }

    /// The line, or of a long one the part around the place, and the caret under it.
    private void excerpt(StringBuilder out) {
        int column = Math.min(span.column(), line.length() + 1) - 1;
        int length = Math.clamp(span.length(), 1, Math.max(1, line.length() - column));
        int from = line.length() <= WIDTH ? 0 : Math.clamp(column - WIDTH / 3, 0, line.length() - WIDTH);
        int to = Math.min(line.length(), from + WIDTH);
        String left = from > 0 ? "…" : "";
        out.append("\n  ").append(left).append(line.substring(from, to).replace('\t', ' '));
        out.append(to < line.length() ? "…" : "");
        out.append("\n  ").repeat(" ", left.length() + column - from);
        out.repeat("^", Math.clamp(length, 1, Math.max(1, to - column)));
    }
}
