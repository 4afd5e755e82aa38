package mg.loops;

import java.util.List;
import java.util.stream.Collectors;
import mg.ir.Function;
import mg.ir.Kind;
import mg.ir.Tensor;

/// The text form of loops, for people to read; the package page describes it.
public final class LoopsPrinter {
    /// Longer constants are cut short.
    private static final int SHOWN = 16;

    private final StringBuilder out = new StringBuilder();

    private LoopsPrinter() {}

    /// A kernel as text.
    public static String print(Kernel kernel) {
        var printer = new LoopsPrinter();
        printer.kernel(kernel);
        return printer.out.toString();
    }

    private void kernel(Kernel kernel) {
        Function f = kernel.function();
        out.append("kernel ").append(f.name()).append('(');
        out.append(kernel.inputs().stream().map(LoopsPrinter::declared).collect(Collectors.joining(", ")));
        out.append(") -> (");
        out.append(kernel.outputs().stream().map(LoopsPrinter::declared).collect(Collectors.joining(", ")));
        out.append(") {\n");
        kernel.locals().forEach(this::local);
        body(kernel.body(), 1);
        out.append("}\n");
    }

    private static String declared(Slot slot) {
        return switch (slot) {
            case Scalar s -> s + ": " + s.element();
            case Buffer b -> b + ": " + b.element() + "[" + b.size() + "]";
        };
    }

    private void local(Buffer b) {
        out.append("  buffer ").append(declared(b)).append(switch (b.place()) {
            case Buffer.Place.Input _ -> " input";
            case Buffer.Place.Output _ -> " output";
            case Buffer.Place.Arena(long offset) -> " at " + offset;
            case Buffer.Place.Constant(Tensor value) -> " = " + elements(value);
        }).append('\n');
    }

    private void body(List<Statement> statements, int depth) {
        statements.forEach(s -> statement(s, depth));
    }

    private void statement(Statement statement, int depth) {
        out.repeat("  ", depth);
        switch (statement) {
            case Statement.Define(Scalar target, Value value) -> line("let " + target + " = " + text(target, value));
            case Statement.Assign(Scalar target, Scalar value) -> line(target + " = " + value);
            case Statement.Accumulate(Scalar target, Kind kind, Scalar value) ->
                    line(target + " " + kind + "= " + value);
            case Statement.Store(Address to, Scalar value, boolean add) ->
                line(text(to) + (add ? " += " : " = ") + value);
            case Statement.Fill(Address to, long count, Scalar value) ->
                line("fill " + text(to) + " for " + count + " = " + value);
            case Statement.Copy(Address to, Address from, long count, boolean add) ->
                line("copy " + text(to) + " for " + count + (add ? " += " : " = ") + text(from));
            case Statement.Loop loop -> {
                line((loop.parallel() ? "parallel for " : "for ") + loop.index() + " in 0.." + loop.count()
                        + (loop.down() ? " down" : "")
                        + loop.bound().map(b -> " until " + b).orElse("") + " {");
                body(loop.body(), depth + 1);
                end(depth, "}");
            }
            case Statement.If(Scalar condition, List<Statement> then, List<Statement> otherwise) -> {
                line("if " + condition + " {");
                body(then, depth + 1);
                if (!otherwise.isEmpty()) {
                    end(depth, "} else {");
                    body(otherwise, depth + 1);
                }
                end(depth, "}");
            }
            case Statement.While(List<Statement> test, Scalar condition, List<Statement> body) -> {
                line("while {");
                body(test, depth + 1);
                end(depth, "} " + condition + " {");
                body(body, depth + 1);
                end(depth, "}");
            }
            case Statement.Check(Scalar index, long size, _) -> line("check 0 <= " + index + " < " + size);
            case Statement.NonZero(Scalar divisor, _) -> line("check " + divisor + " != 0");
        }
    }

    private static String text(Scalar target, Value value) {
        return switch (value) {
            case Value.Literal(Tensor constant) -> element(constant, 0);
            case Value.Apply(var op, List<Scalar> operands) ->
                op + " " + operands.stream().map(Scalar::toString).collect(Collectors.joining(", "));
            case Value.Convert(Scalar operand) -> target.element() + "(" + operand + ")";
            case Value.Load(Address from) -> text(from);
            case Value.Affine(Index index, long step) -> text(index) + lanes(step);
        };
    }

    private static String text(Address address) {
        return address.buffer() + "[" + text(address.index()) + lanes(address.step()) + "]";
    }

    private static String lanes(long step) {
        return step == 0 ? "" : " + " + (step == 1 ? "" : step + "*") + "lane";
    }

    private static String text(Index index) {
        var sum = index.terms().stream()
                .map(t -> t.stride() == 1 ? t.scalar().toString() : t.stride() + "*" + t.scalar())
                .collect(Collectors.joining(" + "));
        return index.terms().isEmpty() || index.constant() != 0
                ? sum + (sum.isEmpty() ? "" : " + ") + index.constant()
                : sum;
    }

    private static String elements(Tensor value) {
        var text = new StringBuilder("{");
        int size = value.type().size();
        for (int k = 0; k < Math.min(size, SHOWN); k++) {
            text.append(k == 0 ? "" : ", ").append(element(value, k));
        }
        return text.append(size > SHOWN ? ", …}" : "}").toString();
    }

    private static String element(Tensor value, int k) {
        return switch (value.type().element()) {
            case F64 -> Double.toString(value.doubles()[k]);
            case F32 -> Float.toString(value.floats()[k]);
            case I64 -> Long.toString(value.longs()[k]);
            case BOOL -> Boolean.toString(value.booleans()[k]);
        };
    }

    private void line(String text) {
        out.append(text).append('\n');
    }

    private void end(int depth, String text) {
        out.repeat("  ", depth).append(text).append('\n');
    }
}
