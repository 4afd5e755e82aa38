package mg.backend.c;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mg.loops.Kernel;
import mg.loops.Statement;

/// One kernel as a C function.
///
/// @param work          how much a call does
/// @param way           how it is called
/// @param limit         what each of its parts may do in a limited call
/// @param symbol        the function
/// @param workspace     the layout of the workspace
/// @param usesWorkspace whether anything is ever written there
/// @param declaration   what stands in the header
/// @param definition    what stands in the source
/// @param faults        status `k` is fault `k - 1`
record Entry(
        Kernel kernel,
        Work work,
        Way way,
        long limit,
        String symbol,
        Workspace workspace,
        boolean usesWorkspace,
        String declaration,
        String definition,
        List<Fault> faults) {
    Entry {
        faults = List.copyOf(faults);
    }

    /// The function of a kernel in a file.
    static Entry of(Kernel whole, String symbol, CFile file) {
        Parts parts = Parts.of(whole);
        Kernel kernel = parts.kernel();
        Way way = file.way(whole);
        long endless = parts.bodies().stream().filter(b -> Work.of(b).endless()).count();
        var faults = new LinkedHashMap<Fault, Integer>();
        var text = new FunctionText(kernel, file, way);
        var definition = new StringBuilder();
        String body = parts.bodies().size() == 1
                ? text.body(kernel.body(), faults)
                : calls(parts, symbol, file, way, text, faults, definition);
        definition.append(text.before());
        String prototype = text.prototype("int " + symbol);
        definition.append(prototype).append(" {\n").append(body).append("}\n\n");
        definition.append(messages(CFile.error(symbol), List.copyOf(faults.keySet())));
        Workspace workspace = Workspace.of(kernel);
        String declaration = "/* " + Literals.comment(kernel.name()) + "\n" + text.notes() + " */\n"
                + "#define " + CFile.size(symbol) + " " + workspace.bytes() + "\n"
                + prototype + ";\nconst char *" + CFile.error(symbol) + "(int status);\n\n";
        boolean usesWorkspace = !body.contains("(void) workspace;");
        return new Entry(kernel, Work.of(whole), way, Way.LONG / Math.max(1, endless), symbol, workspace, usesWorkspace,
                declaration, definition.toString(), List.copyOf(faults.keySet()));
    }

    /// Writes the parts as functions, and gives a body that calls them.
    private static String calls(Parts parts, String symbol, CFile file, Way way, FunctionText text,
            Map<Fault, Integer> faults, StringBuilder definition) {
        var calls = new StringBuilder("    int status = 0;\n");
        for (List<Statement> statements : parts.bodies()) {
            String name = file.names().unique(symbol + "_part");
            var part = new FunctionText(parts.kernel(), file, way);
            String body = part.body(statements, faults);
            definition.append(part.before()).append(part.prototype(CFile.PART + " static int " + name)).append(" {\n")
                    .append(body).append("}\n\n");
            calls.append("    status = status ? status : ").append(name).append('(').append(text.passedOn())
                    .append(");\n");
        }
        return calls.append("    return status;\n").toString();
    }

    private static String messages(String symbol, List<Fault> faults) {
        var out = new StringBuilder("const char *").append(symbol).append("(int status) {\n    switch (status) {\n");
        out.append("    case 0: return \"\";\n");
        for (int k = 0; k < faults.size(); k++) {
            out.append("    case ").append(k + 1).append(": return ").append(Literals.string(faults.get(k).text()));
            out.append(";\n");
        }
        return out.append("    default: return \"unknown status\";\n    }\n}\n\n").toString();
    }
}
