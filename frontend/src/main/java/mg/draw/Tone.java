package mg.draw;

/// What a node is for the reader, which decides how it looks.
public enum Tone {
    /// A value with its numbers: a record, its cells apart.
    RECORD("record", "#ffffff"),
    /// An operation between records: an ellipse.
    OPERATION("operation", "#f3f0e6"),
    /// What is given.
    INPUT("input", "#dbe9f9"),
    /// What is learnt.
    PARAMETER("parameter", "#fbe5cf"),
    /// What is known.
    CONSTANT("constant", "#efefef"),
    /// What an instruction computes.
    VALUE("value", "#ffffff"),
    /// What a loop, a branch or a function gives.
    RESULT("result", "#dff0dc"),
    /// What stands for many.
    MORE("more", "#f4ecf7");

    private final String style;
    private final String fill;

    Tone(String style, String fill) {
        this.style = style;
        this.fill = fill;
    }

    /// Its class in an SVG.
    String style() {
        return style;
    }

    /// Its colour, as `#rrggbb`.
    String fill() {
        return fill;
    }

    /// Whether it is given rather than computed.
    boolean isArgument() {
        return this == INPUT || this == PARAMETER;
    }
}
