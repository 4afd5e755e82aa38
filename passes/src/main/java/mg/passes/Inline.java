package mg.passes;

import java.util.HashMap;
import java.util.Map;
import mg.ir.Function;
import mg.ir.Instruction;
import mg.ir.Operation;
import mg.ir.Program;

/// Replaces every call by the body of the function. Derivatives of functions stay, and as long as there are any, so do
/// calls of functions that state their own.
public final class Inline {
    private Inline() {}

    public static Program run(Program program) {
        return run(program, program.functions().stream().anyMatch(f -> CallOrder.differentiates(f.body())));
    }

    private static boolean isCall(Instruction i) {
        return i.operation() instanceof Operation.Call;
    }

    /// Replaces every call but those of functions that state their own derivatives.
    public static Program unlessStated(Program program) {
        return run(program, true);
    }

    private static Program run(Program program, boolean derivatives) {
        if (program.functions().stream().noneMatch(f -> Values.any(f.body(), Inline::isCall))) {
            return program;
        }
        Map<String, Function> done = new HashMap<>();
        for (Function f : CallOrder.of(program)) {
            done.put(f.name(), Rewriter.run(
                    f,
                    i -> i.operation() instanceof Operation.Call(String callee)
                            && !(derivatives && CustomDerivative.states(program, callee)),
                    (b, i) -> b.inline(done.get(((Operation.Call) i.operation()).function()), i.operands())));
        }
        return program.with(program.functions().stream().map(f -> done.get(f.name())).toList());
    }
}
