package mg.backend.c;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import mg.ir.Argument;
import mg.ir.Type;
import mg.loops.Buffer;
import mg.loops.Kernel;
import mg.loops.Scalar;
import mg.loops.Statement;
import mg.passes.loops.RowBlocks;

/// One function of C that does some statements of a kernel, with the parameters of the kernel.
final class FunctionText {
    private static final int WIDTH = 116;

    private final Kernel kernel;
    private final CFile file;
    private final Names names;
    private final Workspace workspace;
    private final Map<Integer, String> buffers = new HashMap<>();
    private final Set<Integer> used = new HashSet<>();
    private final List<String> parameters = new ArrayList<>();
    private final List<String> arguments = new ArrayList<>();
    private final StringBuilder notes = new StringBuilder();
    private final StringBuilder unused = new StringBuilder();
    private final StringBuilder before = new StringBuilder();
    private final Values values;
    private final Way way;
    private final boolean isIteration;

    FunctionText(Kernel kernel, CFile file, Way way) {
        this.kernel = kernel;
        this.way = way;
        isIteration = false;
        this.file = file;
        names = new Names(file.names());
        names.take("workspace");
        names.take("status");
        workspace = Workspace.of(kernel);
        values = new Values(new Elements(file::prelude), "workspace", this::use);
        addParameters();
    }

    /// One for the iterations of a parallel loop: it takes an index, and where to leave an index that is out of range.
    private FunctionText(Kernel kernel, CFile file, Way way, Statement.Loop loop) {
        this.kernel = kernel;
        this.way = way;
        isIteration = true;
        this.file = file;
        names = new Names(file.names());
        List.of("workspace", "status", "thread", "failed").forEach(names::take);
        workspace = Workspace.of(kernel);
        values = new Values(new Elements(file::prelude), "failed", this::use);
        addParameters();
        parameters.add("int64_t thread");
        parameters.add("int64_t *failed");
        values.know(loop.index(), Expression.atom("thread"), loop.count());
    }

    private void addParameters() {
        inputs();
        outputs();
        parameters.add("void *" + file.restrict() + " workspace");
        arguments.add("workspace");
    }

    /// The body without its braces, for these statements.
    ///
    /// @param faults receives the checks with their numbers
    String body(List<Statement> statements, Map<Fault, Integer> faults) {
        var liveness = new Liveness(statements);
        for (Buffer buffer : kernel.locals()) {
            buffers.put(buffer.id(), buffer.place() instanceof Buffer.Place.Arena ? names.unique(buffer.name()) : "");
        }
        Optional<String> left = way == Way.LIMITED && Work.of(statements).endless()
                ? Optional.of(names.unique("left"))
                : Optional.empty();
        var liberties = new Liberties(file.reorders(), RowBlocks.streamed(kernel), left);
        var body = new Body(names, liveness, new GuardedLoads(statements, liveness, isIteration),
                new WideValues(values, file.wide()), faults, liberties, loop -> threads(loop, faults));
        String text = body.write(statements);
        for (int k = 0; k < kernel.inputs().size(); k++) {
            boolean isUsed = switch (kernel.inputs().get(k)) {
                case Scalar scalar -> liveness.isNeeded(scalar);
                case Buffer buffer -> used.contains(buffer.id());
            };
            unused(arguments.get(k), isUsed);
        }
        kernel.outputs().forEach(b -> unused(buffers.get(b.id()).replace("*", ""), used.contains(b.id())));
        String pointers = pointers() + left.map(FunctionText::limit).orElse("");
        unused("workspace", !pointers.isEmpty() || text.contains("(workspace, ") || text.contains("workspace)"));
        if (isIteration) {
            unused("failed", text.contains("(failed, "));
        }
        return unused + pointers + text + "    return 0;\n";
    }

    /// The call of a function, then among those before this one, that runs a parallel loop.
    private String threads(Statement.Loop loop, Map<Fault, Integer> faults) {
        var one = new FunctionText(kernel, file, way, loop);
        String body = one.body(loop.body(), faults);
        String name = file.threads();
        before.append(one.before);
        before.append(one.prototype("static int " + name + "_one")).append(" {\n").append(body).append("}\n\n");
        before.append(new ThreadText(name, loop.count(), parameters, arguments, file.restrict()).definitions());
        return name + "(" + passedOn() + ")";
    }

    /// The functions that this one calls.
    String before() {
        return before.toString();
    }

    /// What the parameters are, a line for each.
    String notes() {
        return notes.toString();
    }

    /// `(name, name, …)`: the parameters passed on.
    String passedOn() {
        return String.join(", ", arguments);
    }

    private void inputs() {
        for (int k = 0; k < kernel.inputs().size(); k++) {
            Argument argument = kernel.function().arguments().get(k);
            String name = names.unique(argument.name());
            arguments.add(name);
            switch (kernel.inputs().get(k)) {
                case Scalar scalar -> {
                    parameters.add(Literals.type(scalar.element()) + " " + name);
                    values.know(scalar, Expression.atom(name));
                }
                case Buffer buffer -> {
                    parameters.add("const " + Literals.type(buffer.element()) + " *" + file.restrict() + " " + name);
                    buffers.put(buffer.id(), name);
                }
            }
            note(argument.parameter() ? "parameter" : "argument", name, argument.type(), argument.name());
        }
    }

    private void outputs() {
        for (int k = 0; k < kernel.outputs().size(); k++) {
            Buffer buffer = kernel.outputs().get(k);
            Type type = kernel.function().resultTypes().get(k);
            String wanted = kernel.function().resultNames().get(k);
            String name = names.unique(wanted);
            parameters.add(Literals.type(buffer.element()) + " *" + file.restrict() + " " + name);
            arguments.add(name);
            buffers.put(buffer.id(), type.isScalar() ? "*" + name : name);
            note("result", name, type, wanted);
        }
    }

    private void note(String role, String name, Type type, String original) {
        notes.append(" *   ").append(role).append(' ').append(name).append(": ").append(type);
        notes.append(name.equals(original) ? "\n" : " (" + Literals.comment(original) + ")\n");
    }

    private String use(Buffer buffer) {
        used.add(buffer.id());
        return buffer.place() instanceof Buffer.Place.Constant constant
                ? file.constant(constant)
                : buffers.get(buffer.id());
    }

    private void unused(String parameter, boolean isUsed) {
        if (!isUsed) {
            unused.append("    (void) ").append(parameter).append(";\n");
        }
    }

    /// The buffers in the workspace.
    private String pointers() {
        var out = new StringBuilder();
        for (Buffer buffer : kernel.locals()) {
            if (used.contains(buffer.id()) && buffer.place() instanceof Buffer.Place.Arena(long offset)) {
                String type = Literals.type(buffer.element());
                out.append("    %s *const %s = (%s *) ((char *) workspace + %d); // [%d]\n".formatted(
                        type, buffers.get(buffer.id()), type, workspace.offset(buffer.element(), offset),
                        buffer.size()));
            }
        }
        return out.toString();
    }

    /// How much this call may still do.
    private static String limit(String left) {
        return "    int64_t " + left + " = *(const int64_t *) ((const char *) workspace + " + Workspace.LIMIT + ");\n";
    }

    /// The declaration of such a function, without a semicolon.
    String prototype(String before) {
        var out = new StringBuilder(before).append('(');
        int column = out.length();
        for (int k = 0; k < parameters.size(); k++) {
            String text = parameters.get(k) + (k == parameters.size() - 1 ? ")" : ",");
            if (k > 0 && column + 1 + text.length() > WIDTH) {
                out.append("\n        ").append(text);
                column = 8 + text.length();
            } else {
                out.append(k == 0 ? "" : " ").append(text);
                column += 1 + text.length();
            }
        }
        return out.toString();
    }
}
