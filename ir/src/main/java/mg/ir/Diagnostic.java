package mg.ir;

import java.util.List;

/// One error in a user's program or data: where, what, and what to do about it.
///
/// @param span    the place, or [Span#NONE] when the fault is not in a text
/// @param line    the text of that line, or "" when there is none
/// @param message one sentence without a full stop
/// @param notes   further lines: where a shape came from, a hint
public record Diagnostic(Span span, String line, String message, List<String> notes) {
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

    /// As a person reads it: place and message, the line, a caret under the place, the notes.
    public String render() {
        var out = new StringBuilder();
        if (span.isKnown()) {
            out.append(span).append(": ");
        }
        out.append("error: ").append(message);
        if (span.isKnown() && !line.isEmpty()) {
            int column = Math.min(span.column(), line.length() + 1);
            out.append("\n  ").append(line.replace('\t', ' ')).append("\n  ").repeat(" ", column - 1);
            out.repeat("^", Math.clamp(span.length(), 1, Math.max(1, line.length() - column + 1)));
        }
        for (String note : notes) {
            out.append("\n  ").append(note);
        }
        return out.toString();
    }
}
