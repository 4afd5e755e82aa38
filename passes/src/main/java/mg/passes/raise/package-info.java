/// Raising: scalar code that is regular becomes the loops and contractions it came from.
///
/// ```
/// node        given | element of an array | number | operation on nodes | sum of ± terms | greatest or least of nodes
/// term        node | node · node
/// family      nodes made alike from nodes of the same families
/// group       members of a family with as many terms of each kind
/// column      one operand of all members of a group: the same node | elements of one array | numbers
/// arrangement the members as a nest of loops, and what each column is in it
/// reading     the same | base + Σ stride·i | base + table[i] + Σ stride·j | table[i, j, …]
/// ```
///
/// What is done:
/// - [Nodes] reads a list. Additions and subtractions whose results are used once are one sum, products that are used once
///   are its terms.
/// - [Families] numbers nodes by how they are made, bottom-up, whatever element of an array or constant they read and
///   however many terms of a kind they add. A member of a family never depends on another, so a family can be computed at
///   once; and as the families of its operands come first, each operand is then an element of an array.
/// - For each group, [Radix] finds the loops that the positions come from, in the order of the list or in that of the
///   positions, and [Reading] says how each column follows them: affine, by a table for one loop, or by a table.
/// - [Views] makes slices and other shapes of arrays in which an axis is a loop; then a sum of products is a `dot`
///   ([Contraction]). What has no such view is read at computed positions.
/// - [Sums] and [Extremes] emit groups of sums and of greatest values, [Raise] everything else. The members of a family are
///   afterwards the elements of one array, and so operands of the next.
///
/// Invariants:
/// - Operations on elements stay what they are, derivatives included. Sums are formed in any order, so [Raise] is not for
///   programs whose sums have one.
/// - A list is replaced only if that makes it shorter by a quarter or more; raising what was raised changes nothing.
/// - Time is n log n in the number of instructions; nothing recurses on the length of a list.
package mg.passes.raise;
