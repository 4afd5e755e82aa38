package mg.backend.c;

/// The lines of a function's body, indented by the blocks that they stand in.
final class Lines {
    private final StringBuilder text = new StringBuilder();
    private int depth = 1;

    void add(String line) {
        text.repeat("    ", depth).append(line).append('\n');
    }

    /// Adds a line that ends with an opening brace; those after it stand in that block.
    void open(String line) {
        add(line);
        depth++;
    }

    /// Goes on to the other block of an `if`.
    void otherwise() {
        depth--;
        open("} else {");
    }

    void close() {
        depth--;
        add("}");
    }

    String text() {
        return text.toString();
    }
}
