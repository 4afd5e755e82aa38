/// Loops: how a function is computed. Loop nests over flat buffers with scalar bodies.
///
/// ```
/// Kernel     name, inputs and outputs in the order of the function, local and constant buffers, a body
/// Buffer     name, element type, number of elements, where it lives: input | output | arena | constant
/// Scalar     one number or truth value: a local variable; if it is wide, one for each of several lanes
/// Statement  define | assign | accumulate | store | fill | copy | loop | if | while | check | nonzero
/// Value      literal | apply element operation | convert | load | affine integer
/// Address    buffer + index + step · lane
/// Index      constant + Σ stride · scalar
/// ```
///
/// [LoopsPrinter] writes a kernel like this; the form leaves out the shapes of arrays, the source, and the end
/// of long constants.
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
///   while {
///     let b8 = lt d1, d0
///   } b8 {
///     d1 prod= d0
///   }
/// }
/// ```
///
/// Wide scalars hold one value for each of several iterations that run at once, the lanes. They are what a vector
/// register holds; a pass decides to use them, a backend maps them one to one. All wide scalars of a loop have the same
/// number of lanes, whatever their element type.
///
/// ```
///   for i2 in 0..125 {
///     let d10x8 = x[8*i2 + lane]             neighbouring elements
///     let d11x8 = x[160*i2 + i3 + 20*lane]   elements 20 apart
///     let i12x8 = n[8*i2 + lane]
///     let d13x8 = y[3*i12x8]                 a gather
///     let d14x8 = mul d10x8, d4              d4 is the same for all lanes
///     let b15x8 = lt d13x8, d14x8
///     let d16x8 = select b15x8, d13x8, d4
///     d17x8 sum= d16x8                       lane by lane
///     d18 sum= d16x8                         all lanes into one
///     z[8*i2 + lane] = d16x8
///     t[i3] += d16x8                         all lanes added to one element
///     y[3*i12x8] += d16x8                    a scatter, the lanes in order: they may meet
///     let i19x8 = 8*i2 + lane
///     check 0 <= i19x8 < 1000                in every lane
///   }
/// ```
///
/// - A statement with a wide scalar acts as for each lane by itself. Operands that are not wide are the same for all
///   lanes.
/// - What is defined from a wide scalar, or loaded from an address with a step or a wide term, is wide.
/// - A wide scalar is accumulated into a wide one lane by lane, into another one all lanes at once, in any order. A
///   product that is accumulated with `sum` may be kept unrounded (a fused multiply-add), where its scalar is read
///   once.
/// - A wide value is stored to one element (no step, no wide term) only with `+=`: the sum of its lanes is added. Where
///   lanes of a store with wide terms meet, they are added in order, and of plain stores the last one stays.
/// - `assign` gives a wide scalar the value of a wide scalar or, in all lanes, of another. Conditions of `if` and
///   `while`, bounds of loops, loop indices, divisors of `nonzero`, values of `fill`, and addresses of `fill` and
///   `copy` are not wide.
/// - Inputs of a kernel are not wide.
///
/// Invariants:
/// - A scalar is defined once, before its uses, in the same body or in one around it. What is defined inside a loop or
///   a branch is not seen after it. Only `assign` and `accumulate` change a scalar, from the same body or deeper.
/// - A loop's index is defined by the loop and never assigned.
/// - An index is an affine form of `i64` scalars and lies inside its buffer: positions known only at run time were
///   checked before.
/// - Inputs and constants are never written. Outputs alias neither inputs nor each other. Every element of every output
///   is written. Arena buffers that live at the same time do not overlap. What an arena buffer holds does not outlive
///   one run of the innermost body around all that mentions it.
/// - `accumulate` may combine its values in any order; everything else happens as written.
package mg.loops;
