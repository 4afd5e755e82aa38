/// Sparse Jacobians: which elements can be other than zero, and how to compute these with few derivatives.
///
/// ```
/// Pattern     a Dependence: for each element of a result the elements of an argument it may depend on
/// Dependence  element -> Support, for the elements that depend on something
/// Support     a set of elements, as intervals
/// Fact        a known value | a Dependence
/// ```
///
/// [Analysis] runs a list on facts. What has the derivative 0 everywhere (comparisons, `floor`, integers,
/// `stop_gradient`) depends on nothing. Positions and conditions made of constants and loop variables are known; those
/// made of arguments or of reals that depend on one are not, and then every position and both sides count. A factor
/// that is known to be 0 takes the other's dependence away. A call of a function that states its derivative depends on
/// what that says ([StatedCalls]).
package mg.passes.sparse;
