package mg.draw;

/// What has a place in a picture.
public sealed interface Item permits Node, Frame {
    /// Its name in edges.
    String id();

    /// The nodes in it, or 1.
    int size();
}
