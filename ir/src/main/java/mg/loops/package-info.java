/// Loops: how a function is computed. Loop nests over flat buffers with scalar bodies.
///
/// ```
/// Kernel     name, inputs and outputs in the order of the function, local and constant buffers, a body
/// Buffer     name, element type, number of elements, where it lives: input | output | arena | constant
/// Scalar     one number or truth value: a local variable
/// Statement  define | assign | accumulate | store | fill | copy | loop | if | while | check | nonzero
/// Value      literal | apply element operation | convert | load | affine integer
/// Address    buffer + index
/// Index      constant + Σ stride · scalar
/// ```
///
/// Invariants:
/// - A scalar is defined once, before its uses, in the same body or in one around it. What is defined inside a loop or
///   a branch is not seen after it. Only `assign` and `accumulate` change a scalar, from the same body or deeper.
/// - A loop's index is defined by the loop and never assigned.
/// - An index is an affine form of `i64` scalars and lies inside its buffer: positions known only at run time were
///   checked before.
/// - Inputs and constants are never written. Outputs alias neither inputs nor each other. Every element of every output
///   is written. Arena buffers that live at the same time do not overlap.
/// - `accumulate` may combine its values in any order; everything else happens as written.
package mg.loops;
