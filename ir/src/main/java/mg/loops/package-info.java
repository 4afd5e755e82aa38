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
/// [LoopsPrinter] writes a kernel like this; the form is for reading only.
///
/// ```
/// kernel mean(x: f64[50], d0: f64) -> (result: f64[1]) {
///   buffer t: f64[50] at 0
///   buffer c: i64[3] = {1, 2, 3}
///   let d1 = 0.0
///   for i2 in 0..50 down until i9 {
///     check 0 <= i3 < 50
///     let d4 = x[10*i2 + i3 + 1]
///     let d5 = mul d4, d0
///     d1 sum= d5
///     t[i2] += d5
///   }
///   fill t[0] for 50 = d1
///   copy t[0] for 25 += x[25]
///   if b6 {
///     d1 = d5
///   } else {
///     let i7 = i64(d1)
///   }
///   for i10 in 0..50 vector {
///     let d11 = x[i10]
///     t[i10] = d11
///   }
///   while {
///     let b8 = lt d1, d0
///   } b8 {
///     d1 prod= d0
///   }
/// }
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
/// - The iterations of a `vector` loop may run several at a time. Its body is definitions, stores and accumulations of one
///   real element type; [Varying] says what differs between iterations. See `mg.passes.loops` for the conditions.
/// - `accumulate` may combine its values in any order; everything else happens as written.
package mg.loops;
