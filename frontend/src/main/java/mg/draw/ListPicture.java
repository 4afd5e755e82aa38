package mg.draw;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mg.ir.Argument;
import mg.ir.Block;
import mg.ir.ElementType;
import mg.ir.Function;
import mg.ir.Instruction;
import mg.ir.Kind;
import mg.ir.Operation;
import mg.ir.Tensor;
import mg.ir.Var;
import mg.ir.VarMap;

/// A Wengert list as a picture: a node for each value, with its operation and type; loops and branches as frames around
/// their lists. What a nested list takes stands in its frame, so do the results; operands come in from left to right.
public final class ListPicture {
    private final List<Edge> edges = new ArrayList<>();
    /// The node that a value is drawn as: its own, or that of an instruction with several results.
    private final VarMap<String> nodes = new VarMap<>();
    private int count;

    private ListPicture() {}

    /// The function, from top to bottom.
    public static Picture of(Function f) {
        return new ListPicture().function(f);
    }

    private Picture function(Function f) {
        var items = new ArrayList<Item>();
        for (Argument a : f.arguments()) {
            Tone tone = a.parameter() ? Tone.PARAMETER : Tone.INPUT;
            items.add(node(List.of(a.var()), tone, a.type().toString(), a.name()));
        }
        items.addAll(instructions(f.body()));
        for (int k = 0; k < f.resultNames().size(); k++) {
            Var value = f.body().results().get(k);
            String id = "result" + k;
            items.add(new Node(id, Tone.RESULT, "result", List.of(f.resultNames().get(k), value.type().toString())));
            use(value, id, "");
        }
        return new Picture(f.name(), Direction.TB, items, edges);
    }

    private List<Item> instructions(Block block) {
        return block.instructions().stream().map(this::item).toList();
    }

    private Item item(Instruction i) {
        return switch (i.operation()) {
            case Operation.For loop -> forLoop(loop, i);
            case Operation.While _ -> whileLoop(i);
            case Operation.If _ -> branch(i);
            case Operation.Const(Tensor value) -> node(i.results(), Tone.CONSTANT, "const", title(i, text(value)));
            case Operation.Element _, Operation.Cast _, Operation.StopGradient _, Operation.Iota _,
                    Operation.Broadcast _, Operation.Reshape _, Operation.Transpose _, Operation.Slice _,
                    Operation.Pad _, Operation.Concat _, Operation.Index _, Operation.Place _, Operation.Gather _,
                    Operation.ScatterAdd _, Operation.Reduce _, Operation.Dot _, Operation.Cholesky _,
                    Operation.TriangularSolve _, Operation.Solve _, Operation.Call _, Operation.Jvp _,
                    Operation.Vjp _ -> plain(i);
        };
    }

    private Node plain(Instruction i) {
        String title = OperationText.of(i.operation());
        Node node = node(i.results(), Tone.VALUE, title.split(" ")[0], title(i, title));
        i.operands().forEach(x -> use(x, node.id(), ""));
        return node;
    }

    /// The variable and the carries above, the results below, each with its kind.
    private Frame forLoop(Operation.For loop, Instruction i) {
        Block body = i.block();
        List<Var> inputs = body.arguments();
        var items = new ArrayList<Item>();
        String end = loop.n() == Long.MAX_VALUE ? "bound" : String.valueOf(loop.n());
        String range = "0.." + end + (loop.down() ? " down" : "");
        items.add(node(inputs.subList(0, 1), Tone.INPUT, "i64", inputs.getFirst() + " in " + range));
        if (loop.bounded()) {
            use(i.operands().getLast(), nodes.find(inputs.getFirst()), "until");
        }
        items.addAll(states(inputs.subList(1, inputs.size()), "carry", i.operands()));
        items.addAll(instructions(body));
        for (int k = 0; k < i.results().size(); k++) {
            Kind kind = loop.kinds().get(k);
            String what = kind == Kind.CARRY ? "carry to " + inputs.get(k + 1) : kind.toString();
            items.add(result(i.results().get(k), what, List.of(body.results().get(k)), List.of()));
        }
        return frame("for " + inputs.getFirst() + " in " + range, items);
    }

    private Frame whileLoop(Instruction i) {
        Block test = i.blocks().get(0);
        Block body = i.blocks().get(1);
        var tested = new ArrayList<Item>(states(test.arguments(), "state", i.operands()));
        tested.addAll(instructions(test));
        tested.add(node("test" + count++, Tone.RESULT, "test", List.of("while true")));
        use(test.results().getFirst(), tested.getLast().id(), "");
        var done = new ArrayList<Item>(states(body.arguments(), "state", test.arguments()));
        done.addAll(instructions(body));
        var items = new ArrayList<Item>(List.of(frame("test", tested), frame("do", done)));
        for (int k = 0; k < i.results().size(); k++) {
            items.add(result(i.results().get(k), "state to " + test.arguments().get(k), List.of(body.results().get(k)),
                    List.of()));
        }
        return frame("while", items);
    }

    private Frame branch(Instruction i) {
        var items = new ArrayList<Item>();
        List<String> sides = List.of("then", "else");
        for (int k = 0; k < 2; k++) {
            Block side = i.blocks().get(k);
            // A side that only hands on what there is has nothing to draw.
            if (!side.instructions().isEmpty()) {
                items.add(frame(sides.get(k), instructions(side)));
            }
        }
        for (int k = 0; k < i.results().size(); k++) {
            items.add(result(i.results().get(k), "if",
                    List.of(i.operand(0), i.blocks().get(0).results().get(k), i.blocks().get(1).results().get(k)),
                    List.of("if", "then", "else")));
        }
        return frame("if", items);
    }

    private List<Item> states(List<Var> arguments, String what, List<Var> from) {
        var items = new ArrayList<Item>();
        for (int k = 0; k < arguments.size(); k++) {
            Var a = arguments.get(k);
            items.add(node(List.of(a), Tone.INPUT, what, a + " = " + what));
            use(from.get(k), nodes.find(a), "");
        }
        return items;
    }

    private Node result(Var value, String what, List<Var> from, List<String> labels) {
        Node node = node(List.of(value), Tone.RESULT, what.split(" ")[0], value + " = " + what);
        for (int k = 0; k < from.size(); k++) {
            use(from.get(k), node.id(), labels.isEmpty() ? "" : labels.get(k));
        }
        return node;
    }

    private Frame frame(String label, List<? extends Item> items) {
        return new Frame("frame" + count++, label, List.copyOf(items));
    }

    private Node node(List<Var> values, Tone tone, String kind, String title) {
        String id = values.isEmpty() ? "list" + count++ : "v" + values.getFirst().id();
        values.forEach(v -> nodes.put(v, id));
        String types = values.stream().map(v -> v.type().toString()).distinct().collect(Collectors.joining(", "));
        return node(id, tone, kind, Stream.of(title, types).filter(line -> !line.isEmpty()).toList());
    }

    private static Node node(String id, Tone tone, String kind, List<String> cells) {
        return new Node(id, tone, kind, cells);
    }

    private void use(Var value, String by, String label) {
        edges.add(new Edge(nodes.find(value), by, label));
    }

    private static String title(Instruction i, String what) {
        String results = i.results().stream().map(Var::toString).collect(Collectors.joining(", "));
        return results.isEmpty() ? what : results + " = " + what;
    }

    /// A scalar as a decimal number; of an array only that it is one.
    private static String text(Tensor value) {
        if (!value.type().isScalar()) {
            return "const";
        }
        return switch (value.type().element()) {
            case F64, F32 -> decimal(value);
            case I64 -> String.valueOf(value.whole(0));
            case BOOL -> String.valueOf((value.whole(0) != 0));
        };
    }

    private static String decimal(Tensor value) {
        boolean single = value.type().element() == ElementType.F32;
        String text = single ? Float.toString((float) value.real(0)) : Double.toString(value.real(0));
        return text.replaceFirst("\\.0$", "");
    }
}
