package mg.backend.c;

import java.util.List;
import mg.loops.Kernel;

/// One kernel as a C function.
///
/// @param symbol    the function
/// @param error     the function that gives the text of a status
/// @param size      the macro that is the size of the workspace
/// @param workspace the layout of the workspace
/// @param usesWorkspace whether anything is ever written there
/// @param prototype the function's declaration without the semicolon
/// @param comment   what a caller must know
/// @param body      the statements
/// @param faults    status `k` is fault `k - 1`
record Entry(
        Kernel kernel,
        String symbol,
        String error,
        String size,
        Workspace workspace,
        boolean usesWorkspace,
        String prototype,
        String comment,
        String body,
        List<Fault> faults) {
    Entry {
        faults = List.copyOf(faults);
    }

    /// What stands in the header.
    String declaration() {
        return comment
                + "#define " + size + " " + workspace.bytes() + "\n"
                + prototype + ";\n"
                + "const char *" + error + "(int status);\n\n";
    }

    /// What stands in the source.
    String definition() {
        var out = new StringBuilder(prototype).append(" {\n").append(body).append("    return 0;\n}\n\n");
        out.append("const char *").append(error).append("(int status) {\n    switch (status) {\n");
        out.append("    case 0: return \"\";\n");
        for (int k = 0; k < faults.size(); k++) {
            out.append("    case ").append(k + 1).append(": return ").append(Literals.string(faults.get(k).text()));
            out.append(";\n");
        }
        return out.append("    default: return \"unknown status\";\n    }\n}\n\n").toString();
    }
}
