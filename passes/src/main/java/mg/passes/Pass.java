package mg.passes;

import java.util.function.UnaryOperator;
import mg.ir.Function;
import mg.ir.Program;

/// A named step from program to program; where it finds nothing to do, to the program itself.
public record Pass(String name, UnaryOperator<Program> step) {
    /// A pass that treats each function on its own.
    static Pass each(String name, UnaryOperator<Function> step) {
        return new Pass(name, p -> p.with(p.functions().stream().map(step).toList()));
    }

    /// The program after the pass.
    public Program run(Program program) {
        return step.apply(program);
    }
}
