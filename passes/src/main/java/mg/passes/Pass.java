package mg.passes;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import mg.ir.Function;
import mg.ir.Program;

/// A named step from program to program; where it finds nothing to do, to the program itself.
public record Pass(String name, UnaryOperator<Program> step) {
    /// A pass that treats each function on its own.
    static Pass each(String name, UnaryOperator<Function> step) {
        return new Pass(name, p -> {
            List<Function> functions = p.functions().stream().map(step).toList();
            boolean same = IntStream.range(0, functions.size()).allMatch(k -> functions.get(k) == p.functions().get(k));
            return same ? p : p.with(functions);
        });
    }

    /// The program after the pass.
    public Program run(Program program) {
        return step.apply(program);
    }
}
