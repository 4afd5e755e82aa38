package mg.lang;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import mg.ir.Span;

/// The local names at a place in the text, and the file it is in.
final class Scope {
    /// What a name means and where it got that meaning.
    record Binding(Meaning meaning, Span origin) {}

    private final Unit unit;
    private final Scope outer;
    private final Map<String, Binding> bindings = new HashMap<>();

    private Scope(Unit unit, Scope outer) {
        this.unit = unit;
        this.outer = outer;
    }

    /// A scope without local names.
    static Scope of(Unit unit) {
        return new Scope(unit, null);
    }

    /// A scope in this one.
    Scope inner() {
        return new Scope(unit, this);
    }

    Unit unit() {
        return unit;
    }

    void define(String name, Meaning meaning, Span origin) {
        bindings.put(name, new Binding(meaning, origin));
    }

    Optional<Binding> find(String name) {
        for (Scope scope = this; scope != null; scope = scope.outer) {
            Binding binding = scope.bindings.get(name);
            if (binding != null) {
                return Optional.of(binding);
            }
        }
        return Optional.empty();
    }

    /// All local names.
    Set<String> names() {
        var names = new TreeSet<String>();
        for (Scope scope = this; scope != null; scope = scope.outer) {
            names.addAll(scope.bindings.keySet());
        }
        return names;
    }
}
