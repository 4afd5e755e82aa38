/// Graphs of numbers built by computing with them, as in micrograd (Karpathy 2020).
///
/// ```
/// value     data, gradient, label, and where it comes from
/// origin    leaf (input | weight | bias | constant)
///         | an operation of the element table on one or two values
///         | sum of values | dot product of two lists of values
/// ```
///
/// Invariants:
/// - Operands exist before the value made of them, so graphs have no cycles; they may be millions of values deep, and
///   nothing here recurses on depth or takes more than linear time.
/// - Values and derivatives of operations are those of [mg.ir.ElementOp]; there is no second table.
/// - `data` of a value is what its operands gave when it was made, or at the last [mg.value.Value#forward()]. Only
///   leaves that are not constants change otherwise.
/// - Constants have no gradient. Gradients of other leaves accumulate; those of inner values are of the last
///   `backward`.
/// - Leaves of captured graphs stand in arrays ([mg.value.Leaves]); until then each holds its own numbers.
///
/// A graph is used by one thread at a time.
package mg.value;
