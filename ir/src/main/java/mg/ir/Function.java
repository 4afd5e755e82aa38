package mg.ir;

import java.util.List;
import java.util.stream.IntStream;

/// A named function: typed arguments, named results, a Wengert list.
public record Function(String name, List<Argument> arguments, List<String> resultNames, Block body) {
    public Function {
        arguments = List.copyOf(arguments);
        resultNames = List.copyOf(resultNames);
    }

    /// The types of the results, in order.
    public List<Type> resultTypes() {
        return body.results().stream().map(Var::type).toList();
    }

    /// The types of the arguments, in order.
    public List<Type> argumentTypes() {
        return arguments.stream().map(Argument::type).toList();
    }

    /// The position of the argument of that name, or -1.
    public int indexOf(String argument) {
        return IntStream.range(0, arguments.size())
                .filter(k -> arguments.get(k).name().equals(argument))
                .findFirst()
                .orElse(-1);
    }

    /// The same function under another name.
    public Function named(String other) {
        return new Function(other, arguments, resultNames, body);
    }
}
