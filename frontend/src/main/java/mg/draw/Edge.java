package mg.draw;

/// An arrow from what was computed to what was computed from it.
///
/// @param label what is written at its end; "" for nothing
public record Edge(String from, String to, String label) {
    /// An arrow without text.
    public static Edge of(String from, String to) {
        return new Edge(from, to, "");
    }
}
