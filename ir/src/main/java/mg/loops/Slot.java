package mg.loops;

/// Where an input arrives: a scalar by value, an array as a buffer.
public sealed interface Slot permits Scalar, Buffer {}
