package mg.ir;

/// A file that a backend made: its name and its bytes.
public record Artifact(String name, byte[] content) {}
