package mg.passes;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import mg.ir.Argument;
import mg.ir.Builder;
import mg.ir.Function;
import mg.ir.Kind;
import mg.ir.Program;
import mg.ir.Var;

/// Adds to a program the function that applies a function to `n` sets of arguments at once.
public final class Batch {
    private Batch() {}

    /// The program with one more function, called `name`: arguments at `batched` and all results have a new leading
    /// axis of length `n`; the other arguments are shared.
    public static Program of(Program program, String function, Set<Integer> batched, int n, String name) {
        return over(program, function, batched, n, name, Kind.COLLECT);
    }

    /// As [#of], but each result is the sum over the sets.
    public static Program sum(Program program, String function, Set<Integer> batched, int n, String name) {
        return over(program, function, batched, n, name, Kind.SUM);
    }

    private static Program over(
            Program program, String function, Set<Integer> batched, int n, String name, Kind kind) {
        Function f = program.function(function);
        var b = new Builder();
        var arguments = new ArrayList<Var>();
        for (int k = 0; k < f.arguments().size(); k++) {
            Argument a = f.arguments().get(k);
            arguments.add(b.argument(a.name(), batched.contains(k) ? a.type().stacked(n) : a.type(), a.parameter()));
        }
        List<Kind> kinds = f.resultNames().stream().map(_ -> kind).toList();
        List<Var> results = b.forLoop(n, kinds, List.of(), (i, _) -> {
            var operands = new ArrayList<Var>();
            for (int k = 0; k < arguments.size(); k++) {
                operands.add(batched.contains(k) ? b.index(arguments.get(k), i) : arguments.get(k));
            }
            return b.call(f, operands);
        });
        return program.plus(b.finish(name, f.resultNames(), results));
    }
}
