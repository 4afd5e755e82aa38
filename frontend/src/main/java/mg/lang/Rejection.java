package mg.lang;

import java.util.List;
import mg.ir.Span;

/// Thrown where a program turns out wrong; caught where the next thing can be checked.
final class Rejection extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Span span;
    private final transient List<String> notes;
    private final boolean reported;

    Rejection(Span span, String message, List<String> notes) {
        this(span, message, notes, false);
    }

    Rejection(Span span, String message, String... notes) {
        this(span, message, List.of(notes));
    }

    private Rejection(Span span, String message, List<String> notes, boolean reported) {
        super(message, null, false, false);
        this.span = span;
        this.notes = List.copyOf(notes);
        this.reported = reported;
    }

    /// For what cannot be checked because something it uses is wrong, which has been reported there.
    static Rejection already() {
        return new Rejection(Span.NONE, "reported already", List.of(), true);
    }

    Span span() {
        return span;
    }

    List<String> notes() {
        return notes;
    }

    /// Whether there is nothing new to say.
    boolean reported() {
        return reported;
    }
}
