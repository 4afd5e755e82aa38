/// Passes from loops to loops: how a kernel runs, decided once for all backends.
///
/// ```
/// Kernel --VectorLoops--> Kernel
/// ```
///
/// [VectorLoops] marks innermost loops whose iterations may run several at a time, statement by statement. The mark is a
/// licence: a backend may use it or not. The conditions:
/// - At least [VectorLoops#LEAST] iterations are possible.
/// - The body is definitions, stores and accumulations. It does not branch, check, fill or copy.
/// - What differs between iterations ([mg.loops.Varying]) is of one real element type, and truth values compared from it.
///   The loop's index is used in addresses only.
/// - What differs is loaded and stored at neighbouring positions, in the order of the index.
/// - No iteration reads or writes what another one writes: a buffer that is stored to is otherwise touched at the same
///   position, or at positions further away than the loop is long.
/// - Its operations have a vector form: `+ - * /`, `neg abs sqrt relu min max`, comparisons and `select`.
/// - Accumulations are `sum prod max min` into variables defined outside, which the body does not read. With
///   [mg.ir.Options#reproducible] there are none of those: sums of reals are formed by `assign` then.
package mg.passes.loops;
