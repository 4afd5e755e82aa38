package mg.passes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import mg.ir.Argument;
import mg.ir.Builder;
import mg.ir.Function;
import mg.ir.Program;
import mg.ir.Tensor;
import mg.ir.Var;

/// Replaces parameters by constants, for inference.
public final class Freeze {
    private Freeze() {}

    /// The program without parameters: each takes the given value.
    ///
    /// @throws IllegalArgumentException if a parameter has no value, or one of another type
    public static Program run(Program program, Map<String, Tensor> values) {
        program.parameters().forEach(p -> {
            Tensor value = values.get(p.name());
            if (value == null || !value.type().equals(p.type())) {
                throw new IllegalArgumentException("parameter '" + p.name() + "' is " + p.type() + ", not "
                        + (value == null ? "absent" : value.type()));
            }
        });
        return new Program(List.of(), resolved(program).functions().stream().map(f -> freeze(f, values)).toList());
    }

    /// The program without calls and derivatives, which pass parameters on.
    private static Program resolved(Program program) {
        Program inlined = Inline.run(program);
        if (inlined.functions().stream().noneMatch(f -> CallOrder.differentiates(f.body()))) {
            return inlined;
        }
        return Inline.run(Differentiate.run(inlined.with(inlined.functions().stream().map(Expand::run).toList())));
    }

    private static Function freeze(Function f, Map<String, Tensor> values) {
        var b = new Builder();
        var operands = new ArrayList<Var>();
        for (Argument a : f.arguments()) {
            operands.add(a.parameter() ? b.constant(values.get(a.name())) : b.argument(a.name(), a.type()));
        }
        return b.finish(f.name(), f.resultNames(), b.inline(f, operands));
    }
}
