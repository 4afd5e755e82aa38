package mg.lang;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// A file: what it declares and the files whose declarations it sees. One object per file. Thread-safe once it sees all
/// that it imports.
final class Unit {
    /// What stands before a name, and a dot, that is not to be one of the file's own.
    static final String LIBRARY = "mg";

    /// A declaration and the file it is in.
    record Found(Unit unit, Declaration declaration) {}

    private final Source source;
    private final List<Unit> imports = new ArrayList<>();
    private final List<Unit> library;
    private final Set<String> names;
    private final Supplier<Contents> contents;

    /// What a file declares: in order, and by name without imports, the first of each.
    private record Contents(List<Declaration> declarations, Map<String, Declaration> own) {
        static Contents of(List<Declaration> declarations) {
            var own = new LinkedHashMap<String, Declaration>();
            for (Declaration d : declarations) {
                if (!(d instanceof Declaration.Import)) {
                    own.putIfAbsent(d.name(), d);
                }
            }
            return new Contents(List.copyOf(declarations), own);
        }
    }

    /// @param library the files whose names are known without import
    Unit(Source source, List<Declaration> declarations, List<Unit> library) {
        this.source = source;
        this.library = library;
        var known = Contents.of(declarations);
        this.contents = () -> known;
        this.names = known.own.keySet();
    }

    /// A file that is read when one of its names is asked for.
    ///
    /// @param names what it declares; stated derivatives need not be among them
    Unit(Source source, Set<String> names, Supplier<List<Declaration>> reading, List<Unit> library) {
        this.source = source;
        this.library = library;
        this.names = names;
        this.contents = new Supplier<>() {
            private Contents read;

            @Override
            public synchronized Contents get() {
                if (read == null) {
                    read = Contents.of(reading.get());
                }
                return read;
            }
        };
    }

    Source source() {
        return source;
    }

    List<Declaration> declarations() {
        return contents.get().declarations;
    }

    /// The files it imports, in order.
    List<Unit> imports() {
        return imports;
    }

    /// Adds a file whose declarations are seen here.
    void see(Unit other) {
        imports.add(other);
    }

    /// The file's own declaration of a name.
    Optional<Declaration> own(String name) {
        return Optional.ofNullable(contents.get().own.get(name));
    }

    /// The names of the file's functions.
    List<String> functions() {
        return declarations().stream().filter(Declaration.Fn.class::isInstance).map(Declaration::name).toList();
    }

    /// The derivatives that a function of the file states.
    List<Declaration.Stated> stated(Declaration.Fn fn) {
        Map<String, Declaration> own = contents.get().own;
        return own.get(fn.name()) != fn ? List.of() : Stream.of(Declaration.Mode.values())
                .map(mode -> own.get(mode + " " + fn.name()))
                .filter(Declaration.Stated.class::isInstance)
                .map(Declaration.Stated.class::cast)
                .toList();
    }

    /// What a name is declared as: here, in an imported file, or in the library.
    Optional<Found> find(String name) {
        if (name.startsWith(LIBRARY + ".")) {
            return find(List.of(library), plain(name));
        }
        return names.contains(name) ? own(name).map(d -> new Found(this, d)) : find(List.of(imports, library), name);
    }

    private static Optional<Found> find(List<List<Unit>> places, String name) {
        for (List<Unit> units : places) {
            for (Unit unit : units) {
                if (unit.names.contains(name)) {
                    return unit.own(name).map(d -> new Found(unit, d));
                }
            }
        }
        return Optional.empty();
    }

    /// A name without what says that it is not to be one of the file's own.
    static String plain(String name) {
        return name.startsWith(LIBRARY + ".") ? name.substring(LIBRARY.length() + 1) : name;
    }

    /// All names that [#find] finds.
    TreeSet<String> names() {
        var all = new TreeSet<>(names);
        imports.forEach(u -> all.addAll(u.names));
        library.forEach(u -> all.addAll(u.names));
        all.removeIf(n -> n.contains(" "));
        return all;
    }

    @Override
    public String toString() {
        return source.name();
    }
}
