package mg.lang;

import mg.ir.Span;

/// A value on its way into an operation, with the expression it comes from for messages.
///
/// @param text   as it stands in the source
/// @param origin where its type was settled: the definition of a name, or the expression itself
record Operand(Meaning meaning, String text, Span origin) {}
