package mg.passes;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import mg.ir.Builder;
import mg.ir.Diagnostic;
import mg.ir.DiagnosticException;
import mg.ir.Function;
import mg.ir.Operation;
import mg.ir.Program;
import mg.ir.Type;
import mg.ir.Var;

/// Adds to a program the function that gives a function's value and its gradient.
public final class Gradient {
    private Gradient() {}

    /// The program with one more function, called `name`: its results are `value`, the first result of `function`, and
    /// for each argument in `wrt` the gradient `grad_` and the argument's name.
    ///
    /// @throws DiagnosticException if the first result is not one real, or an argument is not real
    public static Program of(Program program, String function, List<Integer> wrt, String name) {
        Function f = program.function(function);
        Type value = f.resultTypes().getFirst();
        if (!value.isScalar() || !value.isReal()) {
            throw new DiagnosticException(Diagnostic.of(
                    "only one real number has a gradient; '" + function + "' gives " + value,
                    "sum its elements, or take the gradient of a loss"));
        }
        for (int k : wrt) {
            if (!f.arguments().get(k).type().isReal()) {
                throw new DiagnosticException(Diagnostic.of("there is no gradient with respect to '"
                        + f.arguments().get(k).name() + "', which is " + f.arguments().get(k).type()));
            }
        }
        if (f.resultTypes().size() > 1) {
            Program alone = program.plus(first(f, name + "_of"));
            return of(alone, name + "_of", wrt, name);
        }
        var b = new Builder();
        var operands = new ArrayList<>(b.argumentsOf(f));
        operands.add(b.filled(value, 1));
        var types = new ArrayList<>(List.of(value));
        var names = new ArrayList<>(List.of("value"));
        for (int k : wrt) {
            types.add(f.arguments().get(k).type());
            names.add("grad_" + f.arguments().get(k).name());
        }
        List<Var> results = b.emit(new Operation.Vjp(function, wrt), operands, List.of(), types);
        return program.plus(b.finish(name, names, results));
    }

    /// The function that gives only the first result: the others have no adjoint, rather than one of zeros.
    private static Function first(Function f, String name) {
        var b = new Builder();
        List<Var> results = b.call(f, b.argumentsOf(f));
        return b.finish(name, f.resultNames().subList(0, 1), results.subList(0, 1));
    }

    /// The positions of all real arguments: what a gradient is taken with respect to unless it is said otherwise.
    public static List<Integer> reals(Function f) {
        return IntStream.range(0, f.arguments().size())
                .filter(k -> f.arguments().get(k).type().isReal())
                .boxed()
                .toList();
    }
}
