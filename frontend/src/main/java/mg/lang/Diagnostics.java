package mg.lang;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import mg.ir.Diagnostic;
import mg.ir.DiagnosticException;
import mg.ir.Span;

/// The errors found so far, and the texts to show them in.
final class Diagnostics {
    private static final int MOST = 100;

    private final Map<String, Source> sources = new HashMap<>();
    private final List<Diagnostic> found = new ArrayList<>();

    /// Makes the lines of a text known.
    void add(Source source) {
        sources.put(source.name(), source);
    }

    /// Adds an error, unless it says nothing new.
    void report(Rejection rejection) {
        if (!rejection.reported()) {
            report(rejection.span(), rejection.getMessage(), rejection.notes());
        }
    }

    void report(Span span, String message, String... notes) {
        report(span, message, List.of(notes));
    }

    void report(Span span, String message, List<String> notes) {
        Source source = sources.get(span.source());
        var diagnostic = new Diagnostic(span, source == null ? "" : source.line(span.line()), message, notes);
        boolean known = found.stream().anyMatch(d -> d.span().equals(span) && d.message().equals(message));
        if (!known && found.size() < MOST) {
            found.add(diagnostic);
        }
    }

    /// The number of errors found.
    int count() {
        return found.size();
    }

    /// Forgets all errors but the first `count`.
    void forget(int count) {
        found.subList(count, found.size()).clear();
    }

    /// Throws what was found, if anything, in the order of the text.
    void check() {
        if (!found.isEmpty()) {
            List<String> files = found.stream().map(d -> d.span().source()).distinct().toList();
            Comparator<Diagnostic> place = Comparator.<Diagnostic>comparingInt(d -> files.indexOf(d.span().source()))
                    .thenComparingInt(d -> d.span().line())
                    .thenComparingInt(d -> d.span().column());
            throw new DiagnosticException(found.stream().sorted(place).toList());
        }
    }
}
