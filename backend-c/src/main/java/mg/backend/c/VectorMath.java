package mg.backend.c;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// `libmvec`, the vector functions that come with glibc: gcc calls them where a prototype says that they are there.
/// They are within 4 ulp.
final class VectorMath {
    /// The macro that says they are there, in all the forms that glibc has from 2.35 on.
    static final String MACRO = "MG_LIBMVEC";

    private static final List<String> ONE =
            List.of("acos", "asin", "atan", "cbrt", "cos", "cosh", "erf", "exp", "expm1", "log", "log1p", "sin", "sinh",
                    "tan", "tanh");
    private static final List<String> TWO = List.of("atan2", "hypot", "pow");
    private static final List<String> FOLDERS =
            List.of("/lib/x86_64-linux-gnu", "/usr/lib/x86_64-linux-gnu", "/lib64", "/usr/lib64", "/usr/lib");

    private VectorMath() {}

    /// The prototypes of the functions that a text calls; empty if there are none.
    static String prototypes(String text) {
        var lines = new StringBuilder();
        for (String type : List.of("double", "float")) {
            String suffix = type.equals("float") ? "f" : "";
            ONE.forEach(f -> prototype(lines, text, type, f + suffix, type));
            TWO.forEach(f -> prototype(lines, text, type, f + suffix, type + ", " + type));
        }
        return lines.isEmpty() ? "" : "#if defined(" + MACRO + ") && !defined(__cplusplus)\n" + lines + "#endif\n\n";
    }

    private static void prototype(StringBuilder lines, String text, String type, String name, String parameters) {
        if (text.contains(" " + name + "(") || text.contains("(" + name + "(")) {
            lines.append("#pragma omp declare simd notinbranch\n");
            lines.append(type).append(' ').append(name).append('(').append(parameters).append(");\n");
        }
    }

    /// Whether this machine has them all.
    static boolean isHere() {
        return Here.ANSWER;
    }

    private static final class Here {
        static final boolean ANSWER = System.getProperty("os.arch").equals("amd64")
                && System.getProperty("os.name").equals("Linux")
                && FOLDERS.stream().map(f -> Path.of(f, "libmvec.so.1")).anyMatch(Here::isComplete);

        private static boolean isComplete(Path library) {
            try {
                return Files.isReadable(library)
                        && Files.readString(library, StandardCharsets.ISO_8859_1).contains("_ZGVeN8v_tanh");
            } catch (IOException e) {
                return false;
            }
        }
    }
}
