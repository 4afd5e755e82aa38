package mg.draw;

import java.util.List;

/// How much place text takes: it is drawn in a font whose letters are all equally wide.
final class TextSize {
    /// The height of the letters in pixels.
    static final int FONT = 12;
    /// From one line to the next.
    static final int LINE = 15;
    /// Between text and the border around it.
    static final int PADDING = 7;
    /// The widest that such fonts are, of their height: DejaVu Sans Mono has 0.602.
    private static final double LETTER = 0.61 * FONT;

    private TextSize() {}

    /// The width of a line in pixels.
    static double width(String line) {
        // Chinese, Japanese and Korean letters and most pictures are twice as wide.
        return LETTER * line.codePoints().map(c -> c >= 0x1100 && (c < 0x2000 || c > 0x2bff) ? 2 : 1).sum();
    }

    /// The size of a node as it is seen, its border included.
    static Point of(Node n, Direction direction) {
        double widest = n.cells().stream().mapToDouble(TextSize::width).max().orElse(0);
        double stacked = Math.max(1, n.cells().size()) * (double) LINE;
        return switch (n.tone()) {
            case OPERATION -> new Point(Math.max(36, widest + 4 * PADDING), stacked + PADDING + 5);
            case RECORD -> switch (direction) {
                case LR -> new Point(records(n.cells()).stream().mapToDouble(Double::doubleValue).sum(),
                        LINE + PADDING);
                case TB -> new Point(widest + 2 * PADDING, n.cells().size() * (double) (LINE + PADDING));
            };
            case INPUT, PARAMETER, CONSTANT, VALUE, RESULT, MORE ->
                new Point(Math.max(24, widest + 2 * PADDING), stacked + PADDING);
        };
    }

    /// The widths of a record's cells side by side.
    static List<Double> records(List<String> cells) {
        return cells.stream().map(c -> width(c) + 2 * PADDING).toList();
    }
}
