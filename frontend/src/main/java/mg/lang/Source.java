package mg.lang;

import java.util.List;

/// A text and what to call it in messages.
record Source(String name, String text) {
    /// Line `number`, counted from 1, without its end.
    String line(int number) {
        List<String> lines = text.lines().toList();
        return number >= 1 && number <= lines.size() ? lines.get(number - 1) : "";
    }
}
