/// Passes on the Wengert list: named static functions from program to program, ignorant of each other. [Pipelines] is
/// where their order is written.
///
/// Derivatives: [Differentiate] replaces `jvp` and `vjp` by what [ForwardMode] and [ReverseMode] emit. Both work on
/// functions in *expanded form* ([Expand]): element operations on scalars, everything repeated a loop. The rules of
/// element operations stand in the table [mg.ir.ElementOp]; those of array operations and control in the two modes,
/// those of factors and linear systems in [Solvers].
///
/// # What reverse mode keeps
///
/// A loop that is reversed keeps for each iteration, as ordinary `collect` results ([Residuals]):
/// - the states that it carries, and the positions of its extremes;
/// - values that cost more than to write and read a number: of divisions, roots and library functions, reductions,
///   products and solutions of systems, and branches in which there is such a thing;
/// - unless the latter take more than a bound. A sequential loop whose states alone do is split before ([LongLoops]).
///
/// Everything else is computed again from that, one iteration at a time ([Restoration]): sums, products, comparisons,
/// what is read at a position, and branches that only choose among such. A loop inside is not run again as long as what
/// it kept is at hand: its states are loaded as well, so that its iterations no longer depend on each other. Where both
/// directions become one loop, nothing is kept in the end: the value is there ([FuseLoops]).
///
/// # Other passes
///
/// Straight-line scalar code is rolled up before it is differentiated: [mg.passes.raise].
///
/// A function may state its own derivative: [CustomDerivative].
///
/// Simplification: [Fold], [Identities], [CommonSubexpressions], [LoopInvariants], [DeadCode], [PlaceRules],
/// [DotOrder], [Additions], [Copies], [Correlations], [InvariantLoops], [FuseLoops], [LoopInterchange],
/// [ExtremePositions], [RepeatedRows].
/// Other: [Inline], [Freeze], [Batch], [Gradient], [StopGradients].
///
/// # Jacobians
///
/// A Jacobian is a loop over directions around a derivative ([Jacobian]). Three passes make of it what one would write:
/// - [InvariantLoops] takes the function itself out: it is run once.
/// - [LoopInterchange] puts the directions inside of the loops over what the function makes many of, if their columns
///   are what is wanted: then rows of the result are made whole, lanes run over what there is many of, and what is zero
///   is so for one direction at a time. It moves loops that are longer than there are directions, and only if it keeps
///   at most twice as much in between as there is in the end: what is computed is the same, what is stored is the
///   price.
/// - [FuseLoops] then puts these loops and those of the function itself together.
///
/// Which terms of sums are zero for a direction may depend on data; [mg.passes.loops.ZeroTerms] finds out when it runs.
///
/// Every pass takes time n log n at most in the length of a list, does not recurse on it, and does not depend on the
/// sizes of arrays.
package mg.passes;
