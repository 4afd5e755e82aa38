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
///
/// layer       steps that read nothing of each other, each in the first layer after all that it reads
/// step        instruction that computes, not only names an element or a part of what there is
/// run         steps that repeat: the same shapes in each period
/// supply      the same value | what a step made, so many iterations before | a number for each | a name of these
/// recurrence  run in which all that is read has a supply, and so a loop
/// ```
///
/// What is done:
/// - [Nodes] reads a list. Additions and subtractions whose results are used once are one sum, products that are used
///   once are its terms.
/// - [Families] numbers nodes by how they are made, bottom-up, whatever element of an array or constant they read and
///   however many terms of a kind they add. A member of a family never depends on another, so a family can be computed
///   at once; and as the families of its operands come first, each operand is then an element of an array.
/// - Where others alike have a sum or a greatest value of several, [Ones] says of a single node that it is that of one,
///   so that the first row of a triangle is of the family of the others. Of that and without it, the shorter is taken.
/// - For each group, [Radix] finds the loops that the positions come from, in the order of the list or in that of the
///   positions, and [Reading] says how each column follows them: affine, by a table for one loop, or by a table.
/// - [Views] makes slices and other shapes of arrays in which an axis is a loop; then a sum of products is a `dot`
///   ([Contraction]). What has no such view is read at computed positions.
/// - [Sums] and [Extremes] emit groups of sums and of greatest values, [Raise] everything else. The members of a family
///   are afterwards the elements of one array, and so operands of the next.
///
/// Then what repeats is rolled up, such as the time steps of a recurrent network or the terms of Horner's rule:
/// - [Skeleton] tells steps from names and numbers the shapes of steps, lists inside included.
/// - [Run] finds periods: the most frequent distances between equal sequences of shapes, of a few lengths.
/// - [Supplies] checks each read of a run: is it the same in all iterations, the value of a step so many iterations
///   before, or a name with other positions or numbers? [Recurrence] gathers what has to be carried; [Cuts] says where
///   iterations begin so that this is least.
/// - [Roll] emits the loop. It carries states, collects what is read after it, and gets positions by a rule or a table.
/// - Scalars that a loop carries and whose next values are of one family become one array ([Carries]): the cells of a
///   grid.
/// - Where all that leaves much of a list, it is listed anew in [Layers], each step right after what it reads. So the
///   time steps of a grid are found whose cells at the ends are unlike the others, and what a graph has listed depth
///   first.
///
/// Invariants:
/// - Operations on elements stay what they are, derivatives included. Sums are formed in any order, so [Raise] is not
///   for programs whose sums have one.
/// - Dead code is dropped before. In a loop with what is not dead it would have an adjoint, of 0, which times an
///   infinite derivative is NaN; in a list it has none.
/// - Rolling changes no number: every operation stays what it is. Only what does not depend on each other changes its
///   order.
/// - A list is replaced only if that makes it shorter by a quarter or more; raising what was raised changes nothing. A
///   list in which nothing of that size can be found is not rebuilt.
/// - Time is n log n in the number of instructions; nothing recurses on the length of a list.
package mg.passes.raise;
