package mg.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import mg.ir.Argument;
import mg.ir.Block;
import mg.ir.Function;
import mg.ir.Instruction;
import mg.ir.Operation;
import mg.ir.Var;

/// A Wengert list as a graph in the language of Graphviz: a node for each argument, instruction and result, an arrow
/// for each use, a frame for each nested list.
final class DotDrawing {
    private final StringBuilder out = new StringBuilder();
    private final Map<Var, String> nodes = new HashMap<>();
    private final List<String> arrows = new ArrayList<>();
    private int count;

    private DotDrawing() {}

    /// The function as a digraph.
    static String of(Function f) {
        var drawing = new DotDrawing();
        drawing.function(f);
        return drawing.out.toString();
    }

    private void function(Function f) {
        out.append("digraph ").append(quoted(f.name())).append(" {\n  rankdir=TB\n");
        out.append("  node [shape=box, fontname=\"monospace\", fontsize=10]\n");
        for (Argument a : f.arguments()) {
            String style = a.parameter() ? "shape=house, style=filled" : "shape=oval";
            String node = node(1, a.name() + ": " + a.type(), style);
            nodes.put(a.var(), node);
        }
        instructions(f.body(), 1);
        for (int k = 0; k < f.resultNames().size(); k++) {
            Var result = f.body().results().get(k);
            arrow(result, node(1, f.resultNames().get(k) + ": " + result.type(), "shape=oval, peripheries=2"), "");
        }
        arrows.forEach(arrow -> out.append("  ").append(arrow).append('\n'));
        out.append("}\n");
    }

    private void instructions(Block block, int depth) {
        for (Instruction i : block.instructions()) {
            String title = title(i.operation());
            String node = node(depth, title + "\n" + types(i.results()), "");
            i.results().forEach(r -> nodes.put(r, node));
            for (int k = 0; k < i.operands().size(); k++) {
                arrow(i.operand(k), node, i.operands().size() > 1 ? String.valueOf(k) : "");
            }
            for (Block nested : i.blocks()) {
                nested(nested, title, node, depth);
            }
        }
    }

    /// A frame; what the list yields goes into the instruction that has it.
    private void nested(Block block, String title, String owner, int depth) {
        out.repeat("  ", depth).append("subgraph cluster_").append(count++).append(" {\n");
        out.repeat("  ", depth + 1).append("label=").append(quoted(title)).append('\n');
        for (Var a : block.arguments()) {
            nodes.put(a, node(depth + 1, "%" + a.id() + ": " + a.type(), "shape=oval"));
        }
        instructions(block, depth + 1);
        out.repeat("  ", depth).append("}\n");
        block.results().forEach(r -> arrow(r, owner, "yield"));
    }

    private String node(int depth, String label, String style) {
        String node = "n" + count++;
        out.repeat("  ", depth).append(node).append(" [label=").append(quoted(label));
        out.append(style.isEmpty() ? "" : ", " + style).append("]\n");
        return node;
    }

    private void arrow(Var from, String to, String label) {
        String labelled = label.isEmpty() ? "" : " [label=" + quoted(label) + ", fontsize=8]";
        arrows.add(nodes.get(from) + " -> " + to + labelled);
    }

    private static String types(List<Var> results) {
        return String.join(", ", results.stream().map(r -> r.type().toString()).toList());
    }

    /// What an operation is called, with its attributes as far as they fit.
    private static String title(Operation operation) {
        return switch (operation) {
            case Operation.Element(var op) -> op.toString();
            case Operation.Cast(var to) -> "cast " + to;
            case Operation.StopGradient _ -> "stop_gradient";
            case Operation.Const(var value) ->
                value.type().isScalar() ? "const " + NumberText.of(value, 0) : "const " + value.type();
            case Operation.Iota(int n) -> "iota " + n;
            case Operation.Broadcast(var shape, _) -> "broadcast " + shape;
            case Operation.Reshape(var shape) -> "reshape " + shape;
            case Operation.Transpose(var axes) -> "transpose " + axes;
            case Operation.Slice(var start, var stop, _) -> "slice " + start + ".." + stop;
            case Operation.Pad(var shape, var start, _) -> "pad " + shape + " at " + start;
            case Operation.Concat(int axis) -> "concat " + axis;
            case Operation.Index _ -> "index";
            case Operation.Place _ -> "place";
            case Operation.Gather _ -> "gather";
            case Operation.ScatterAdd _ -> "scatter_add";
            case Operation.Reduce(var kind, var axes) -> "reduce " + kind + " " + axes;
            case Operation.Dot _ -> "dot";
            case Operation.Cholesky _ -> "cholesky";
            case Operation.TriangularSolve(boolean lower) -> "triangular_solve " + (lower ? "lower" : "upper");
            case Operation.Solve _ -> "solve";
            case Operation.For loop -> "for 0.." + loop.n() + (loop.down() ? " down" : "") + " " + loop.kinds();
            case Operation.While _ -> "while";
            case Operation.If _ -> "if";
            case Operation.Call(String function) -> "call @" + function;
            case Operation.Jvp(String function, var wrt) -> "jvp @" + function + " " + wrt;
            case Operation.Vjp(String function, var wrt) -> "vjp @" + function + " " + wrt;
        };
    }

    /// As Graphviz reads it.
    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }
}
