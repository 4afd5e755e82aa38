package mg.lang;

import java.util.List;
import mg.ir.Span;

/// Thrown where a program turns out wrong; caught where the next thing can be checked.
final class Rejection extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Span span;
    private final transient List<String> notes;
    private final Cause cause;

    private enum Cause {
        WRONG,
        NOT_KNOWN,
        REPORTED
    }

    Rejection(Span span, String message, List<String> notes) {
        this(span, message, notes, Cause.WRONG);
    }

    Rejection(Span span, String message, String... notes) {
        this(span, message, List.of(notes));
    }

    private Rejection(Span span, String message, List<String> notes, Cause cause) {
        super(message, null, false, false);
        this.span = span;
        this.notes = List.copyOf(notes);
        this.cause = cause;
    }

    /// For what cannot be checked because something it uses is wrong, which has been reported there.
    static Rejection already() {
        return new Rejection(Span.NONE, "reported already", List.of(), Cause.REPORTED);
    }

    /// For what is right only if some value is known at compile time.
    static Rejection notKnown(Span span, String message, String... notes) {
        return new Rejection(span, message, List.of(notes), Cause.NOT_KNOWN);
    }

    Span span() {
        return span;
    }

    List<String> notes() {
        return notes;
    }

    /// Whether there is nothing new to say.
    boolean reported() {
        return cause == Cause.REPORTED;
    }

    /// Whether it could be right if more were known at compile time.
    boolean notKnown() {
        return cause == Cause.NOT_KNOWN;
    }
}
