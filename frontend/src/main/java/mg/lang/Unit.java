package mg.lang;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/// A file: what it declares and the files whose declarations it sees. One object per file.
final class Unit {
    /// What stands before a name, and a dot, that is not to be one of the file's own.
    static final String LIBRARY = "mg";

    /// A declaration and the file it is in.
    record Found(Unit unit, Declaration declaration) {}

    private final Source source;
    private final List<Declaration> declarations;
    private final List<Unit> imports = new ArrayList<>();
    private final List<Unit> library;
    private final Map<String, Declaration> own = new LinkedHashMap<>();

    /// @param library the files whose names are known without import
    Unit(Source source, List<Declaration> declarations, List<Unit> library) {
        this.source = source;
        this.declarations = List.copyOf(declarations);
        this.library = library;
        for (Declaration d : declarations) {
            if (!(d instanceof Declaration.Import)) {
                own.putIfAbsent(d.name(), d);
            }
        }
    }

    Source source() {
        return source;
    }

    List<Declaration> declarations() {
        return declarations;
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
        return Optional.ofNullable(own.get(name));
    }

    /// The names of the file's functions.
    List<String> functions() {
        return declarations.stream().filter(Declaration.Fn.class::isInstance).map(Declaration::name).toList();
    }

    /// The derivatives that a function of the file states.
    List<Declaration.Stated> stated(Declaration.Fn fn) {
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
        if (own.containsKey(name)) {
            return Optional.of(new Found(this, own.get(name)));
        }
        return find(List.of(imports, library), name);
    }

    private static Optional<Found> find(List<List<Unit>> places, String name) {
        for (List<Unit> units : places) {
            for (Unit unit : units) {
                if (unit.own.containsKey(name)) {
                    return Optional.of(new Found(unit, unit.own.get(name)));
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
        var names = new TreeSet<>(own.keySet());
        imports.forEach(u -> names.addAll(u.own.keySet()));
        library.forEach(u -> names.addAll(u.own.keySet()));
        names.removeIf(n -> n.contains(" "));
        return names;
    }

    @Override
    public String toString() {
        return source.name();
    }
}
