/// Lowering: from Wengert lists, which say what is computed, to the loops of [mg.loops], which say how.
///
/// ```
/// value        a scalar is a local variable; an array is a view
/// view         source + layout: element (i, j, …) is what the source has at base + i·s₀ + j·s₁ + …
/// source       memory (a buffer) | one number everywhere | the position itself
/// destination  where a value is wanted before it is made: region | new buffer | part of a destination | sum
/// region       memory with a layout, and what it holds before: nothing (set) | zeros | a sum so far (add)
/// ```
///
/// What is done, in this order, list by list:
/// - [Plan] walks a list backwards and gives each array a destination. The yield of a `collect` is made in its row, the
///   yield of a `sum` is added to the sum, the value of a `place` is made in place, and so through `pad`, `concat`,
///   `reshape`, `transpose` and `add`. A sum of placed values so becomes `+=` on the one buffer.
/// - [Instructions] walks it forwards and emits statements. `index`, `slice`, `broadcast`, `transpose`, `reshape` and
///   `iota` give views, without a statement.
/// - [Solvers] makes factors and solutions of linear systems by elimination in place, in the order of the interpreter.
///
/// An array that a loop carries stays in one place, unless the loop also collects its states: then each is made in the
/// row where it is kept ([Trajectory]).
///
/// What comes out still defines positions that became parts of addresses, and its buffers have no places in the arena:
/// [mg.passes.loops] goes on.
///
/// Invariants:
/// - A view never changes: what it shows is written before it is made, and not again before its last use. A carried
///   array is overwritten when nothing that saw it is used any more: at the end of an iteration or, if each element is
///   made from this element alone, as it is made ([InPlace]).
/// - A destination that is or may become part of a sum is for values that are used once.
/// - A position known only at run time is checked before it is part of an address.
/// - With [mg.ir.Options#reproducible] every sum is formed in the order of the program.
/// - Nothing recurses on the length of a list, only on nesting and on rank.
package mg.passes.lower;
