package mg.backend.c;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mg.ir.Argument;
import mg.ir.Type;
import mg.loops.Buffer;
import mg.loops.Kernel;
import mg.loops.Scalar;

/// Writes one kernel as a C function.
final class EntryWriter {
    private static final int WIDTH = 116;

    private final Kernel kernel;
    private final String symbol;
    private final CFile file;
    private final Names names;
    private final Liveness liveness;
    private final Workspace workspace;
    private final Map<Integer, String> buffers = new HashMap<>();
    private final Set<Integer> used = new HashSet<>();
    private final Values values;
    private final List<String> parameters = new ArrayList<>();
    private final StringBuilder notes = new StringBuilder();
    private final StringBuilder unused = new StringBuilder();

    EntryWriter(Kernel kernel, String symbol, CFile file) {
        this.kernel = kernel;
        this.symbol = symbol;
        this.file = file;
        names = new Names(file.names());
        names.take("workspace");
        liveness = new Liveness(kernel);
        workspace = Workspace.of(kernel);
        values = new Values(new Elements(file::prelude), this::use);
    }

    /// The function.
    Entry entry() {
        List<String> inputs = inputs();
        outputs();
        parameters.add("void *" + file.restrict() + " workspace");
        kernel.locals().forEach(b -> buffers.put(b.id(), b.place() instanceof Buffer.Place.Arena ? names.unique(b.name()) : ""));
        Map<Fault, Integer> faults = new LinkedHashMap<>();
        String statements = new Body(names, liveness, values, faults, file.reorders()).write(kernel.body());
        for (int k = 0; k < inputs.size(); k++) {
            boolean isUsed = switch (kernel.inputs().get(k)) {
                case Scalar scalar -> liveness.isNeeded(scalar);
                case Buffer buffer -> used.contains(buffer.id());
            };
            unused(inputs.get(k), isUsed);
        }
        kernel.outputs().forEach(b -> unused(buffers.get(b.id()).replace("*", ""), used.contains(b.id())));
        String pointers = pointers();
        boolean faulty = faults.keySet().stream().anyMatch(Fault.Index.class::isInstance);
        boolean usesWorkspace = faulty || !pointers.isEmpty();
        unused("workspace", usesWorkspace);
        return new Entry(kernel, symbol, CFile.error(symbol), CFile.size(symbol), workspace, usesWorkspace, prototype(),
                comment(), unused + pointers + statements, List.copyOf(faults.keySet()));
    }

    private List<String> inputs() {
        var inputs = new ArrayList<String>();
        for (int k = 0; k < kernel.inputs().size(); k++) {
            Argument argument = kernel.function().arguments().get(k);
            String name = names.unique(argument.name());
            inputs.add(name);
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
        return inputs;
    }

    private void outputs() {
        for (int k = 0; k < kernel.outputs().size(); k++) {
            Buffer buffer = kernel.outputs().get(k);
            Type type = kernel.function().resultTypes().get(k);
            String wanted = kernel.function().resultNames().get(k);
            String name = names.unique(wanted);
            parameters.add(Literals.type(buffer.element()) + " *" + file.restrict() + " " + name);
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
        return buffer.place() instanceof Buffer.Place.Constant constant ? file.constant(constant) : buffers.get(buffer.id());
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
                        type, buffers.get(buffer.id()), type, workspace.offset(buffer.element(), offset), buffer.size()));
            }
        }
        return out.toString();
    }

    private String comment() {
        String original = Literals.comment(kernel.name());
        return "/* " + original + "\n" + notes + " */\n";
    }

    private String prototype() {
        var out = new StringBuilder("int ").append(symbol).append('(');
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
