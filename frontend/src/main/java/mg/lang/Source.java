package mg.lang;

import java.util.List;

/// A text and what to call it in messages.
///
/// @param lines the text cut at its newlines
record Source(String name, String text, List<String> lines) {
    /// @param text with any kind of newlines, and perhaps a byte order mark
    static Source of(String name, String text) {
        String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
        String unix = plain.replace("\r\n", "\n").replace('\r', '\n');
        return new Source(name, unix, List.of(unix.split("\n", -1)));
    }

    /// Line `number`, counted from 1, without its end.
    String line(int number) {
        return number >= 1 && number <= lines.size() ? lines.get(number - 1) : "";
    }
}
