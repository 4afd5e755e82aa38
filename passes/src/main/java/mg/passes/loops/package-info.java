/// Passes from loops to loops: how a kernel runs, decided once for all backends.
///
/// ```
/// what lowering gives --dead-scalars, split-loops, single-assignments, own-rows, unroll-loops, fold-scalars,
///     single-assignments, fold-scalars, row-sums, small-arrays, fold-scalars, zero-additions, share-values, dead-scalars,
///     threads, lanes, staged-rows, remainders, zero-terms, dead-scalars, row-blocks, thread-buffers, number-scalars,
///     place-buffers--> kernel
/// ```
///
/// - [DeadScalars] drops definitions of positions that became parts of addresses, and all that nothing depends on.
/// - [SplitLoops] splits loops where a condition on their index changes, so that the pieces do not branch, or where a
///   position is chosen another way, so that it is a neighbour's; [SingleAssignments] then drops the variables that the
///   branches assigned.
/// - [OwnRows] makes short rows of results in small buffers, in inner loops those of other buffers than in outer ones;
///   [UnrollLoops] writes loops of at most 4 iterations out.
/// - [FoldScalars] computes what is known then: positions, conditions and so branches, checks. [RowSums] adds up what
///   inner loops add to a short row of a result, as all forces on one body, before it is added there. [SmallArrays]
///   then keeps arrays whose positions are all constant in scalars: 3-vectors and 4x4 matrices are in registers, and
///   those that a loop only adds to are sums. [ZeroAdditions] leaves out the zeros that their sums begin with,
///   [ShareValues] makes what is then made several times once.
/// - [StagedRows] makes rows that wide loops store column by column in small buffers first, for backends that transpose
///   vectors as well as they [stream][mg.ir.Options#streams].
/// - [Remainders] counts in wide loops what would be divided lane by lane.
/// - [ZeroTerms] leaves terms of sums out that a loop around would add as zeros again and again, for each iteration of
///   the loops between: [LinearTerms].
/// - [RowBlocks] makes rows of large results block by block in small buffers, for backends that
///   [stream][mg.ir.Options#streams] them.
/// - [PlaceBuffers] lays the buffers that are left out in one arena for each element type.
///
/// [LoopPasses] is the whole list.
///
/// # Threads
///
/// [Threads] divides the iterations of a loop among as many threads as [mg.ir.Options#threads] says: of the outermost
/// loops that [Footprints] shows to be independent, but for totals and buffers that are only added to, and that have
/// enough work for each thread by [Cost]. The pieces are a parallel loop around the rest of the passes; what is left of
/// an uneven number of iterations comes after it. A loop whose end is known only when it runs is divided then.
/// [ThreadBuffers] gives each thread its own places at last, also for what lanes needed.
///
/// - Totals, and buffers that are only added to, are added up by each thread apart and then in the order of the
///   threads: the result is the same on every run with that number of threads. With [mg.ir.Options#reproducible] loops
///   that add up reals are not divided, so that it is the same with any number.
/// - A fault is the first one in the order of the threads, which is that of the iterations.
/// - With one thread nothing changes. The backends `c` and `jvm` use them; `interpreter` uses one.
///
/// # Lanes
///
/// [Lanes] runs several iterations of a loop at once, in wide scalars, if [mg.ir.Options#vectorBytes] is not 0:
///
/// ```
/// for i in 0..100 {                  for i in 0..12 {                          6 blocks of 2 copies of 8 lanes
///   let d1 = x[i]                      let d1x8 = x[16*i + lane]
///   let d2 = mul d1, d0       -->      let d2x8 = x[16*i + 8 + lane]
///   y[i] = d2                          let d3x8 = mul d1x8, d0                 what is uniform stays one scalar
/// }                                    …
///                                    }
///                                    let d9x4 = x[96 + lane]                   what is left: 4 lanes, then 2, then 1
///                                    …
/// ```
///
/// - [Variability] finds what differs between iterations (varying) and what does not (uniform). Loops inside stay loops
///   and the copies are made inside them. A private buffer, one whose contents do not outlive an iteration, that holds
///   something varying becomes larger: `[…][copies][lanes]`.
/// - It is legal if nothing but totals (`accumulate`) is carried from one iteration to the next, if conditions and
///   bounds inside are uniform, and if [Footprints] shows that iterations leave each other's elements alone: of each
///   buffer that outlives an iteration and is written, either each iteration has its own elements, or all only add to
///   it. With [mg.ir.Options#reproducible] reals are not added to by several iterations.
/// - An `if` whose condition varies becomes a choice between what both sides make ([IfToSelect]), if they are safe.
/// - Rows of an input that iterations read often are packed: copied, transposed, when a block begins. Where all
///   iterations add to a small row, each lane has a shadow of it, added up afterwards ([Rows], [LaneMemory]).
/// - Where each iteration copies a row, as many columns as there are lanes are stored side by side, which a backend may
///   transpose first.
/// - Totals become wide accumulators, one for each copy, added up afterwards. What all iterations add to one element is
///   added across copies and lanes, and then to the element. Positions that vary become gathers and scatters.
/// - There are as many lanes as a vector holds of the widest real type that varies.
/// - Of several checks in a body, another than the first one in the order of the program may be the one that traps:
///   each is made for all iterations that run at once before the next.
///
/// The choice is by [Cost], an estimate in half cycles: one for an operation on a register, more for divisions, library
/// functions, lanes that are not neighbours, sums across lanes, loop iterations, and for vectors that have no register;
/// an iteration takes at least as long as what is accumulated in it is not ready. Each loop, outer ones first, is
/// compared with 1 to 5 copies against itself with the best inner loops.
package mg.passes.loops;
