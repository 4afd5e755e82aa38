package mg.draw;

/// Which way the edges point.
public enum Direction {
    /// From top to bottom.
    TB,
    /// From left to right.
    LR
}
