package mg.ir;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The text form of programs; [Parser] reads it back.
public final class Printer {
    private final StringBuilder out = new StringBuilder();
    private final boolean spans;
    /// The names of arguments; other values are called by their numbers.
    private VarMap<String> names = new VarMap<>();

    private Printer(boolean spans) {
        this.spans = spans;
    }

    /// A program as text, with the places its instructions were made from.
    public static String print(Program program) {
        return print(program, true);
    }

    /// A program as text, with or without the places its instructions were made from.
    public static String print(Program program, boolean spans) {
        var printer = new Printer(spans);
        program.parameters().forEach(printer::parameter);
        for (Function function : program.functions()) {
            printer.out.append(printer.out.isEmpty() ? "" : "\n");
            printer.function(function);
        }
        return printer.out.toString();
    }

    /// One function as text, without places.
    public static String print(Function function) {
        var printer = new Printer(false);
        printer.function(function);
        return printer.out.toString();
    }

    private void parameter(Parameter p) {
        out.append("param @").append(Literals.name(p.name())).append(" : ").append(p.type()).append(" = ");
        switch (p.initial()) {
            case Initial.Uniform(double low, double high) -> pair("uniform", low, high);
            case Initial.Normal(double mean, double deviation) -> pair("normal", mean, deviation);
            case Initial.Given(Tensor value) -> Literals.append(out, value);
        }
        out.append('\n');
    }

    private void pair(String distribution, double first, double second) {
        out.append(distribution).append('(').append(Literals.real(first)).append(", ").append(Literals.real(second))
                .append(')');
    }

    private void function(Function function) {
        names = new VarMap<>();
        var arguments = new StringJoiner(", ", "(", ")");
        for (Argument a : function.arguments()) {
            String name = '%' + Literals.name(a.name());
            names.put(a.var(), name);
            arguments.add((a.parameter() ? "param " : "") + name + ": " + a.type());
        }
        out.append("func @").append(Literals.name(function.name())).append(arguments).append(" -> ");
        out.append(results(function)).append(" {\n");
        instructions(function.body().instructions(), 1);
        indent(1).append("return").append(function.resultNames().isEmpty() ? "" : " ");
        values(function.body().results()).append("\n}\n");
    }

    private static String results(Function function) {
        List<String> names = function.resultNames();
        List<Type> types = function.resultTypes();
        if (names.equals(List.of("result"))) {
            return types.getFirst().toString();
        }
        return IntStream.range(0, names.size())
                .mapToObj(k -> Literals.name(names.get(k)) + ": " + types.get(k))
                .collect(Collectors.joining(", ", "(", ")"));
    }

    private void instructions(List<Instruction> list, int depth) {
        for (Instruction instruction : list) {
            indent(depth);
            if (!instruction.results().isEmpty()) {
                values(instruction.results()).append(" = ");
            }
            operation(instruction, depth);
            String separator = " : ";
            for (Var result : instruction.results()) {
                out.append(separator).append(result.type());
                separator = ", ";
            }
            if (spans && !instruction.span().equals(Span.NONE)) {
                Span span = instruction.span();
                out.append(" at ").append(Literals.quoted(span.source())).append(':').append(span.line()).append(':')
                        .append(span.column()).append('+').append(span.length());
            }
            out.append('\n');
        }
    }

    private StringBuilder operation(Instruction i, int depth) {
        List<Var> x = i.operands();
        return switch (i.operation()) {
            case Operation.Element(ElementOp op) -> plain(op.toString(), x);
            case Operation.Cast(ElementType to) -> plain("cast " + to, x);
            case Operation.StopGradient _ -> plain("stop_gradient", x);
            case Operation.Const(Tensor value) -> {
                Literals.append(out.append("const "), value);
                yield out;
            }
            case Operation.Iota(int n) -> plain("iota " + n, x);
            case Operation.Broadcast(_, List<Integer> axes) -> plain("broadcast " + list(axes), x);
            case Operation.Reshape _ -> plain("reshape", x);
            case Operation.Transpose(List<Integer> axes) -> plain("transpose " + list(axes), x);
            case Operation.Slice(List<Integer> start, List<Integer> stop, List<Integer> stride) ->
                plain("slice " + list(start.size(), k -> start.get(k) + ":" + stop.get(k) + ":" + stride.get(k)), x);
            case Operation.Pad(_, List<Integer> start, List<Integer> stride) ->
                plain("pad " + list(start.size(), k -> start.get(k) + "::" + stride.get(k)), x);
            case Operation.Concat(int axis) -> plain("concat [" + axis + "]", x);
            case Operation.Index _ -> plain("index", x);
            case Operation.Place _ -> plain("place", x);
            case Operation.Gather _ -> plain("gather", x);
            case Operation.ScatterAdd _ -> plain("scatter_add", x);
            case Operation.Reduce(Kind kind, List<Integer> axes) -> plain("reduce " + kind + " " + list(axes), x);
            case Operation.Dot d -> plain("dot " + pairs(d.leftSum(), d.rightSum())
                    + (d.leftBatch().isEmpty() ? "" : " batch " + pairs(d.leftBatch(), d.rightBatch())), x);
            case Operation.Cholesky _ -> plain("cholesky", x);
            case Operation.TriangularSolve(boolean lower) ->
                    plain("triangular_solve " + (lower ? "lower" : "upper"), x);
            case Operation.Solve _ -> plain("solve", x);
            case Operation.For loop -> forLoop(loop, i, depth);
            case Operation.While _ -> whileLoop(i, depth);
            case Operation.If _ -> {
                values(x, "if ", " ");
                block(i.blocks().get(0), depth, List.of()).append(" else ");
                yield block(i.blocks().get(1), depth, List.of());
            }
            case Operation.Call(String function) -> values(x, "call @" + Literals.name(function) + "(", ")");
            case Operation.Jvp(String function, List<Integer> wrt) -> derivative("jvp", function, wrt, x);
            case Operation.Vjp(String function, List<Integer> wrt) -> derivative("vjp", function, wrt, x);
        };
    }

    private StringBuilder forLoop(Operation.For loop, Instruction i, int depth) {
        List<Var> inputs = i.block().arguments();
        value(out.append("for "), inputs.getFirst()).append(" in 0..").append(loop.n());
        out.append(loop.down() ? " down" : "");
        if (loop.bounded()) {
            value(out.append(" until "), i.operands().getLast());
        }
        if (loop.carries() > 0) {
            out.append(" carry");
            bindings(inputs.subList(1, inputs.size()), i.operands());
        }
        out.append(' ');
        return block(i.block(), depth, loop.kinds());
    }

    private StringBuilder whileLoop(Instruction i, int depth) {
        out.append("while ");
        bindings(i.blocks().get(0).arguments(), i.operands());
        out.append(' ');
        block(i.blocks().get(0), depth, List.of());
        values(i.blocks().get(1).arguments(), " do (", ") ");
        return block(i.blocks().get(1), depth, List.of());
    }

    private StringBuilder derivative(String mode, String function, List<Integer> wrt, List<Var> x) {
        return values(x, mode + " @" + Literals.name(function) + " " + list(wrt) + "(", ")");
    }

    private StringBuilder block(Block block, int depth, List<Kind> kinds) {
        out.append("{\n");
        instructions(block.instructions(), depth + 1);
        indent(depth + 1).append("yield");
        for (int k = 0; k < block.results().size(); k++) {
            out.append(k == 0 ? " " : ", ").append(kinds.isEmpty() ? "" : kinds.get(k) + " ");
            value(out, block.results().get(k));
        }
        out.append('\n');
        return indent(depth).append('}');
    }

    private void bindings(List<Var> inputs, List<Var> initial) {
        out.append('(');
        for (int k = 0; k < inputs.size(); k++) {
            value(out.append(k == 0 ? "" : ", "), inputs.get(k));
            value(out.append(" = "), initial.get(k));
        }
        out.append(')');
    }

    private StringBuilder plain(String operation, List<Var> operands) {
        return operands.isEmpty() ? out.append(operation) : values(operands, operation + " ", "");
    }

    private StringBuilder values(List<Var> vars, String before, String after) {
        out.append(before);
        return values(vars).append(after);
    }

    private StringBuilder values(List<Var> vars) {
        for (int k = 0; k < vars.size(); k++) {
            value(out.append(k == 0 ? "" : ", "), vars.get(k));
        }
        return out;
    }

    private StringBuilder value(StringBuilder to, Var var) {
        String name = names.find(var);
        return name == null ? to.append('%').append(var.id()) : to.append(name);
    }

    private static String list(List<Integer> axes) {
        return list(axes.size(), k -> axes.get(k).toString());
    }

    private static String pairs(List<Integer> left, List<Integer> right) {
        return list(left.size(), k -> left.get(k) + "=" + right.get(k));
    }

    private static String list(int size, IntFunction<String> item) {
        var items = new ArrayList<String>();
        for (int k = 0; k < size; k++) {
            items.add(item.apply(k));
        }
        boolean ranges = items.stream().anyMatch(i -> i.indexOf(':') >= 0);
        return '[' + String.join(ranges ? ", " : ",", items) + ']';
    }

    private StringBuilder indent(int depth) {
        return out.repeat("  ", depth);
    }
}
