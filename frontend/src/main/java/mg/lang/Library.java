package mg.lang;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The library that is written in the language. All of it is known everywhere, without import.
final class Library {
    /// The files, those that use others or not: they see each other.
    static final List<String> FILES = List.of("elementary", "arrays", "statistics", "activations", "losses", "layers",
            "linear", "distributions", "optimizers", "solvers", "dynamics");

    private static final String PREFIX = "<library>/";
    private static final List<Unit> UNITS = load();

    private Library() {}

    /// All files.
    static List<Unit> units() {
        return UNITS;
    }

    /// The file of that name, as `import name` asks for it.
    static Optional<Unit> find(String name) {
        return UNITS.stream().filter(u -> u.source().name().equals(PREFIX + name + ".mg")).findFirst();
    }

    /// Whether a text of that name is part of the library.
    static boolean contains(String source) {
        return source.startsWith(PREFIX);
    }

    /// The files, not read yet: most programs need few of them, and reading all takes longer than a small program.
    private static List<Unit> load() {
        var units = new ArrayList<Unit>();
        for (String file : FILES) {
            var source = Source.of(PREFIX + file + ".mg", text(file));
            units.add(new Unit(source, names(source), () -> read(source), units));
        }
        return units;
    }

    /// What a text declares, as far as a line starts with it: the files of the library are written so.
    static Set<String> names(Source source) {
        var names = new LinkedHashSet<String>();
        for (String line : source.lines()) {
            for (String start : List.of("fn ", "const ", "type ")) {
                if (line.startsWith(start)) {
                    names.add(line.substring(start.length(), nameEnd(line, start.length())));
                }
            }
        }
        return names;
    }

    private static int nameEnd(String line, int from) {
        int end = from;
        while (end < line.length() && Character.isJavaIdentifierPart(line.charAt(end))) {
            end++;
        }
        return end;
    }

    private static List<Declaration> read(Source source) {
        var diagnostics = new Diagnostics();
        List<Declaration> declarations = Syntax.parse(source, diagnostics);
        diagnostics.check();
        return declarations;
    }

    private static String text(String file) {
        try (InputStream in = Library.class.getResourceAsStream(file + ".mg")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
