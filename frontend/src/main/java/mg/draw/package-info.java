/// Pictures of graphs: what was computed from what, as DOT for Graphviz or as SVG, which needs no other program.
///
/// ```
/// picture    name, direction, items in the order in which they are computed, edges
/// item       node | frame
/// node       id, tone (what it is for the reader), kind, cells of text
/// frame      id, label, items: the body of a loop, a side of a branch
/// edge       from node to node, [label]
/// ```
///
/// From a picture to an SVG: [Fold] shortens what is too long to be looked at; [Nesting] cuts edges where they pass the
/// border of a frame, so that each frame is a graph of its own; [Layout] places each frame, innermost first, in layers
/// (Sugiyama, Tagawa and Toda 1981); [Svg] prints what was placed.
///
/// Invariants:
/// - Ids are unique in a picture, frames included; edges name nodes.
/// - An edge leads to a later item: a picture has no cycles, whatever is put together.
/// - In a layout no two boxes overlap unless one is a frame around the other; each node is drawn once, each edge is
///   drawn once and keeps out of the boxes that it does not join.
package mg.draw;
