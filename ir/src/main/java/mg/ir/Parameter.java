package mg.ir;

/// A learnable parameter of a program and where its first value comes from.
public record Parameter(String name, Type type, Initial initial) {}
