/// Passes on the Wengert list: named static functions from program to program, ignorant of each other. [Pipelines] is
/// where their order is written.
///
/// Derivatives: [Differentiate] replaces `jvp` and `vjp` by what [ForwardMode] and [ReverseMode] emit. Both work on
/// functions in *expanded form* ([Expand]): element operations on scalars, everything repeated a loop. The rules of
/// element operations stand in the table [mg.ir.ElementOp]; those of array operations and control in the two modes, those
/// of factors and linear systems in [Solvers].
///
/// Straight-line scalar code is rolled up before it is differentiated: [mg.passes.raise].
///
/// A function may state its own derivative: [CustomDerivative].
///
/// Simplification: [Fold], [Identities], [CommonSubexpressions], [LoopInvariants], [DeadCode], [PlaceRules],
/// [DotOrder], [Additions], [Copies], [InvariantLoops], [FuseLoops]. Other: [Inline], [Freeze], [Batch], [Gradient], [StopGradients].
///
/// Every pass takes time n log n at most in the length of a list, does not recurse on it, and does not depend on the
/// sizes of arrays.
package mg.passes;
