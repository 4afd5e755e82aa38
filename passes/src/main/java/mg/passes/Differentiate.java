package mg.passes;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import mg.ir.Builder;
import mg.ir.Function;
import mg.ir.Instruction;
import mg.ir.Operation;
import mg.ir.Program;
import mg.ir.Var;

/// Replaces every derivative (`jvp`, `vjp`) of a function by its instructions, innermost first, so that derivatives nest.
/// Functions must be in expanded form, and without calls but of functions that state their own derivatives.
public final class Differentiate {
    private final Map<String, Function> done = new HashMap<>();
    private final Map<Operation, Function> derivatives = new HashMap<>();

    private Differentiate() {}

    public static Program run(Program program) {
        var pass = new Differentiate();
        for (Function f : CallOrder.of(program)) {
            pass.done.put(f.name(), Rewriter.run(f, pass::expand));
        }
        return program.with(
                program.functions().stream().map(f -> pass.done.get(f.name())).toList());
    }

    private List<Var> expand(Builder b, Instruction i) {
        return switch (i.operation()) {
            case Operation.Jvp jvp -> b.inline(
                    derivatives.computeIfAbsent(jvp, _ -> ForwardMode.run(clean(jvp.function()), jvp.wrt(), done)), i.operands());
            case Operation.Vjp vjp -> b.inline(
                    derivatives.computeIfAbsent(vjp, _ -> ReverseMode.run(clean(vjp.function()), vjp.wrt(), done)), i.operands());
            default -> List.of();
        };
    }

    /// Before it is differentiated (again), a function loses what the first derivative left behind, and the sides of its
    /// selects become branches where they need to.
    private Function clean(String name) {
        Function fused = DeadCode.run(FuseLoops.run(DeadCode.run(done.get(name))));
        return CommonSubexpressions.run(LazySelects.run(fused));
    }
}
