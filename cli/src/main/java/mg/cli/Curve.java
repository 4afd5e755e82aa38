package mg.cli;

import java.util.function.DoubleUnaryOperator;

/// A function along a direction from a point.
///
/// @param value   what it is so far along
/// @param here    what it is at the point
/// @param epsilon the distance from 1 to the next number of its type
record Curve(DoubleUnaryOperator value, double here, double epsilon) {}
