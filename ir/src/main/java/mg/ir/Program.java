package mg.ir;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Parameters (the learnable ones) and functions.
public record Program(List<Parameter> parameters, List<Function> functions) {
    public Program {
        parameters = List.copyOf(parameters);
        functions = List.copyOf(functions);
    }

    /// A program of functions alone.
    public static Program of(Function... functions) {
        return new Program(List.of(), List.of(functions));
    }

    /// The function of that name, if there is one.
    public Optional<Function> find(String name) {
        return functions.stream().filter(f -> f.name().equals(name)).findFirst();
    }

    /// The function of that name.
    ///
    /// @throws IllegalArgumentException if there is none
    public Function function(String name) {
        return find(name).orElseThrow(() -> new IllegalArgumentException("no function @" + name));
    }

    /// The parameter of that name.
    ///
    /// @throws IllegalArgumentException if there is none
    public Parameter parameter(String name) {
        return parameters.stream()
                .filter(p -> p.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no parameter @" + name));
    }

    /// The same program with other functions; itself if they are the objects that it has.
    public Program with(List<Function> other) {
        boolean same = other.size() == functions.size()
                && IntStream.range(0, other.size()).allMatch(k -> other.get(k) == functions.get(k));
        return same ? this : new Program(parameters, other);
    }

    /// This program with one more function, in place of any that has its name.
    public Program plus(Function function) {
        var all = new ArrayList<>(functions);
        all.removeIf(f -> f.name().equals(function.name()));
        all.add(function);
        return with(all);
    }
}
