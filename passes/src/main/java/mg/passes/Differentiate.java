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

/// Replaces every derivative (`jvp`, `vjp`) of a function by its instructions, innermost first, so that derivatives
/// nest. Functions must be in expanded form, and without calls but of functions that state their own derivatives.
public final class Differentiate {
    /// A derivative, by what the function states or by its list.
    private record Key(Operation operation, boolean stated) {}

    private final Program program;
    private final Map<String, Function> done = new HashMap<>();
    private final Map<Key, Function> derivatives = new HashMap<>();

    private Differentiate(Program program) {
        this.program = program;
    }

    public static Program run(Program program) {
        var pass = new Differentiate(program);
        program.functions().forEach(f -> pass.done.put(f.name(), f));
        for (Function f : CallOrder.ofDerivatives(program)) {
            pass.done.put(f.name(), Rewriter.run(f, CallOrder::isDerivative, (b, i) -> pass.expand(f, b, i)));
        }
        return program.with(
                program.functions().stream().map(f -> pass.done.get(f.name())).toList());
    }

    private List<Var> expand(Function caller, Builder b, Instruction i) {
        return switch (i.operation()) {
            case Operation.Jvp jvp -> b.inline(derivatives.computeIfAbsent(key(jvp, jvp.function(), caller),
                    k -> ForwardMode.run(primal(jvp.function(), k.stated()), jvp.wrt(), done)), i.operands());
            case Operation.Vjp vjp -> b.inline(derivatives.computeIfAbsent(key(vjp, vjp.function(), caller),
                    k -> ReverseMode.run(primal(vjp.function(), k.stated()), vjp.wrt(), done)), i.operands());
            default -> List.of();
        };
    }

    private Key key(Operation operation, String function, Function caller) {
        return new Key(operation, CustomDerivative.stands(program, function, caller));
    }

    /// What is differentiated: a function's list, or, if it states its derivative, a call of it.
    private Function primal(String name, boolean stated) {
        if (!stated) {
            return clean(name);
        }
        Function f = done.get(name);
        var b = new Builder();
        return b.finish(name, f.resultNames(), b.call(f, b.argumentsOf(f)));
    }

    /// Before it is differentiated (again), a function loses what the first derivative left behind; what does not
    /// change in a loop leaves it, so that its adjoint is carried on once, for all iterations together; and the sides
    /// of its selects become branches where they need to.
    private Function clean(String name) {
        Function fused = DeadCode.run(FuseLoops.run(DeadCode.run(done.get(name))));
        return CommonSubexpressions.run(LazySelects.run(DeadCode.run(LoopInvariants.run(fused))));
    }
}
