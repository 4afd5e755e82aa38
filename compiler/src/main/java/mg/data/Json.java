package mg.data;

import java.util.ArrayList;
import java.util.List;
import mg.ir.Diagnostic;
import mg.ir.DiagnosticException;
import mg.ir.Span;
import mg.ir.Tensor;

/// A number, `true`, `false`, or arrays of them nested evenly, as JSON (RFC 8259); also `NaN`, `Infinity`, `-Infinity`.
public final class Json {
    private static final int DEEPEST = 64;
    private static final int LONGEST_LINE_SHOWN = 160;

    private final String source;
    private final String text;
    private int at;
    private final NumberList numbers = new NumberList();
    /// The number of elements of the arrays at each depth; -1 until one is complete.
    private final List<Integer> sizes = new ArrayList<>();
    /// How many elements each open array has so far.
    private final List<Integer> counts = new ArrayList<>();
    /// Where each open array starts.
    private final List<Integer> starts = new ArrayList<>();

    private Json(String source, String text) {
        this.source = source;
        this.text = text;
    }

    /// The value in a text. `source` is what errors call it.
    ///
    /// @throws DiagnosticException if it is not JSON, or not numbers nested evenly
    public static Tensor parse(String source, String text) {
        return new Json(source, text).parse();
    }

    static Tensor read(Source in) {
        return parse(in.name(), in.string());
    }

    private Tensor parse() {
        while (true) {
            skipBlanks();
            if (!take('[')) {
                scalar();
            } else {
                open();
                skipBlanks();
                if (!take(']')) {
                    continue;
                }
                close();
            }
            if (isLast()) {
                return numbers.tensor(sizes);
            }
        }
    }

    /// Whether the value ends here, after what closes; otherwise another element follows.
    private boolean isLast() {
        while (true) {
            skipBlanks();
            if (counts.isEmpty()) {
                if (at < text.length()) {
                    throw error(at, 1, "more text follows the value");
                }
                return true;
            }
            if (take(',')) {
                return false;
            }
            if (!take(']')) {
                throw at < text.length()
                        ? error(at, 1, "expected ',' or ']', found '" + text.charAt(at) + "'")
                        : error(starts.getLast(), 1, "this '[' is not closed");
            }
            close();
        }
    }

    private void open() {
        int start = at - 1;
        int depth = counts.size();
        if (depth == sizes.size()) {
            if (numbers.size() > 0) {
                throw error(start, 1, "an array where the elements before are numbers");
            }
            if (depth == DEEPEST) {
                throw error(start, 1, "arrays nested more than " + DEEPEST + " deep");
            }
            sizes.add(-1);
        }
        count();
        counts.add(0);
        starts.add(start);
    }

    private void close() {
        int depth = counts.size() - 1;
        int count = counts.removeLast();
        int start = starts.removeLast();
        if (sizes.get(depth) >= 0 && sizes.get(depth) != count) {
            throw error(start, at - start, "this array has " + count + (count == 1 ? " element" : " elements")
                    + ", the ones before have " + sizes.get(depth));
        }
        sizes.set(depth, count);
    }

    private void count() {
        if (!counts.isEmpty()) {
            counts.set(counts.size() - 1, counts.getLast() + 1);
        }
    }

    private void scalar() {
        int start = at;
        while (at < text.length() && ",[]{}\":".indexOf(text.charAt(at)) < 0 && !isBlank(text.charAt(at))) {
            at++;
        }
        String token = text.substring(start, at);
        if (token.isEmpty()) {
            throw error(start, 1, switch (at == text.length() ? 0 : text.charAt(at)) {
                case 0 -> "a number or an array is missing, the text ends";
                case '{' -> "an object, where a number or an array belongs";
                case '"' -> "a string, where a number or an array belongs";
                default -> "expected a number or an array, found '" + text.charAt(at) + "'";
            });
        }
        if (counts.size() < sizes.size()) {
            throw error(start, at - start, "a number where the elements before are arrays");
        }
        try {
            switch (token) {
                case "true" -> numbers.add(true);
                case "false" -> numbers.add(false);
                default -> numbers.add(token);
            }
        } catch (NumberFormatException e) {
            throw error(start, at - start, "'" + token + "' is not a number");
        } catch (IllegalArgumentException e) {
            throw error(start, at - start, e.getMessage());
        }
        count();
    }

    private boolean take(char c) {
        boolean here = at < text.length() && text.charAt(at) == c;
        at += here ? 1 : 0;
        return here;
    }

    private void skipBlanks() {
        while (at < text.length() && isBlank(text.charAt(at))) {
            at++;
        }
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    private DiagnosticException error(int position, int length, String message) {
        int start = text.lastIndexOf('\n', position - 1) + 1;
        int end = text.indexOf('\n', position);
        String line = text.substring(start, end < 0 ? text.length() : end).stripTrailing();
        int number = 1 + (int) text.substring(0, start).chars().filter(c -> c == '\n').count();
        var span = new Span(source, number, position - start + 1, Math.max(1, length));
        return new DiagnosticException(
                new Diagnostic(span, line.length() <= LONGEST_LINE_SHOWN ? line : "", message, List.of()));
    }
}
