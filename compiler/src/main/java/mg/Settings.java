package mg;

import java.util.HashMap;
import java.util.Map;
import mg.ir.ElementType;
import mg.ir.Options;

/// How a model is compiled.
///
/// @param backend `jvm`, `c` or `interpreter`
/// @param real    what `real` means: `f64` or `f32`
/// @param sizes   sizes by name that do not follow from arguments
/// @param seed    where the first values of parameters and other random numbers come from
/// @param options for the backend
public record Settings(String backend, ElementType real, Map<String, Integer> sizes, long seed, Options options) {
    /// The JVM backend, `f64`, seed 0.
    public static final Settings DEFAULT = new Settings("jvm", ElementType.F64, Map.of(), 0, Options.DEFAULT);

    public Settings {
        sizes = Map.copyOf(sizes);
        if (!real.isReal()) {
            throw new IllegalArgumentException("real is f64 or f32, not " + real);
        }
    }

    /// The same on another backend.
    public Settings on(String other) {
        return new Settings(other, real, sizes, seed, options);
    }

    /// The same with another meaning of `real`.
    public Settings with(ElementType other) {
        return new Settings(backend, other, sizes, seed, options);
    }

    /// The same with another seed.
    public Settings seeded(long other) {
        return new Settings(backend, real, sizes, other, options);
    }

    /// The same for the backend with other options.
    public Settings with(Options other) {
        return new Settings(backend, real, sizes, seed, other);
    }

    /// The same with one more size.
    public Settings size(String name, int n) {
        var more = new HashMap<>(sizes);
        more.put(name, n);
        return new Settings(backend, real, more, seed, options);
    }
}
