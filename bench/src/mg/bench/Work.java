package mg.bench;

import java.util.List;
import java.util.function.Supplier;

/// Something to be done, and who does it.
///
/// @param name    what selects it, parts separated by `/`
/// @param title   what a table calls it
/// @param kind    the table it belongs to
/// @param atLeast how many times as fast as the others the JVM is to be; 0 if nothing is said
/// @param amount  how many of the unit one call does; the unit is `""` for calls
record Work(String name, String title, Kind kind, double atLeast, double amount, String unit, List<Entry> entries) {
    /// The tables.
    enum Kind {
        TRAINING, NAMES, SCALARS, GRADIENT, PRODUCT
    }

    /// One who does it. `role` tells those apart that do another thing: `""` is the work itself, [#VALUE] the function
    /// whose gradient the work is.
    record Entry(String who, String role, Supplier<Contender> open) {}

    static final String VALUE = "value";

    /// Those who do the thing itself, or what `role` says.
    List<Entry> entries(String role) {
        return entries.stream().filter(e -> e.role().equals(role)).toList();
    }

    /// Whether a word of the command line means it: its name or the first parts of it.
    boolean is(String word) {
        return name.equals(word) || name.startsWith(word + "/");
    }
}
