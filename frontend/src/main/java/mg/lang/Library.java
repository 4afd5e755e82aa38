package mg.lang;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The library that is written in the language. All of it is known everywhere, without import.
final class Library {
    /// The files, those that use others or not: they see each other.
    static final List<String> FILES = List.of("arrays", "statistics", "activations", "losses", "layers", "linear",
            "distributions", "optimizers", "solvers", "dynamics");

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

    private static List<Unit> load() {
        var units = new ArrayList<Unit>();
        var diagnostics = new Diagnostics();
        for (String file : FILES) {
            var source = Source.of(PREFIX + file + ".mg", text(file));
            units.add(new Unit(source, Syntax.parse(source, diagnostics), units));
        }
        diagnostics.check();
        return units;
    }

    private static String text(String file) {
        try (InputStream in = Library.class.getResourceAsStream(file + ".mg")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
