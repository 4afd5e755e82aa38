package mg.backend.jvm;

import java.util.HashSet;
import java.util.Set;

/// Java identifiers made from any text.
final class Names {
    private static final Set<String> RESERVED = Set.of(
            "abstract", "assert", "boolean", "break", "byte", "case", "catch", "char", "class", "const", "continue",
            "default", "do", "double", "else", "enum", "extends", "false", "final", "finally", "float", "for", "goto",
            "if", "implements", "import", "instanceof", "int", "interface", "long", "native", "new", "null", "package",
            "private", "protected", "public", "return", "short", "static", "strictfp", "super", "switch",
            "synchronized", "this", "throw", "throws", "transient", "true", "try", "void", "volatile", "while", "_");

    private final Set<String> taken = new HashSet<>();

    /// The identifier nearest to a text: other characters become `_`, and so does `$`, which names of generated methods
    /// contain.
    static String identifier(String text) {
        var name = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (name.isEmpty() && !Character.isJavaIdentifierStart(c)) {
                name.append('_');
            }
            boolean fits = Character.isJavaIdentifierPart(c) && !Character.isIdentifierIgnorable(c) && c != '$';
            if (fits) {
                name.appendCodePoint(c);
            } else if (name.isEmpty() || name.length() > 1 || name.charAt(0) != '_') {
                name.append('_');
            }
        });
        return name.isEmpty() || RESERVED.contains(name.toString()) ? name + "_" : name.toString();
    }

    /// An identifier near to a text that was not given before.
    String unique(String text) {
        String name = identifier(text);
        String candidate = name;
        for (int k = 2; !taken.add(candidate); k++) {
            candidate = name + "_" + k;
        }
        return candidate;
    }
}
