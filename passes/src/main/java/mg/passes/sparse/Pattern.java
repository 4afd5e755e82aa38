package mg.passes.sparse;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mg.ir.Block;
import mg.ir.Function;
import mg.ir.Operation;
import mg.ir.Program;
import mg.ir.Tensor;
import mg.passes.CustomDerivative;
import mg.passes.Inline;
import mg.passes.Jacobian;
import mg.passes.Pipelines;

/// Which elements of a Jacobian may be other than zero. Rows are the elements of the result, columns those of the
/// argument.
public final class Pattern {
    private final int height;
    private final int columns;
    private final Dependence rows;

    Pattern(int height, int columns, Dependence rows) {
        this.height = height;
        this.columns = columns;
        this.rows = rows;
    }

    /// The pattern of the derivative of one real result of a function by one real argument.
    ///
    /// @param known arguments whose value is known, by position
    /// @throws mg.ir.DiagnosticException if the argument or the result is not real
    public static Pattern of(Program program, String function, int argument, int result, Map<Integer, Tensor> known) {
        Jacobian.requireReal(program.function(function), argument, result);
        Function f = program.function(function);
        var facts = new ArrayList<Fact>(Collections.nCopies(f.arguments().size(), Fact.CONSTANT));
        known.forEach((k, value) -> facts.set(k, Fact.known(value)));
        int columns = f.argumentTypes().get(argument).size();
        facts.set(argument, Fact.of(Dependence.itself(0, columns)));
        Dependence rows = results(program, function, facts).get(result).dependence();
        return new Pattern(f.resultTypes().get(result).size(), columns, rows);
    }

    /// What is known of the results of a function, given what is known of its arguments.
    static List<Fact> results(Program program, String function, List<Fact> arguments) {
        var calls = new StatedCalls(program);
        if (CustomDerivative.states(program, function)) {
            return calls.results(function, arguments);
        }
        Program inlined = Inline.unlessStated(Pipelines.reachable(program, Set.of(function)));
        Function f = inlined.function(function);
        Function list = derives(f.body()) ? Pipelines.run(Pipelines.DEPENDENCE, program, function) : f;
        return new Analysis(calls).results(list.body(), arguments);
    }

    private static boolean derives(Block list) {
        return list.instructions().stream().anyMatch(i -> switch (i.operation()) {
            case Operation.Jvp _, Operation.Vjp _ -> true;
            default -> i.blocks().stream().anyMatch(Pattern::derives);
        });
    }

    /// The number of elements of the result.
    public int rows() {
        return height;
    }

    /// The number of elements of the argument.
    public int columns() {
        return columns;
    }

    /// The number of elements that may be other than zero.
    public int count() {
        long count = 0;
        for (int k = 0; k < rows.count(); k++) {
            count += rows.support(k).size();
        }
        return Math.toIntExact(count);
    }

    /// Takes an element that may be other than zero.
    public interface Visitor {
        void at(int row, int column);
    }

    /// Calls `visitor` for each element that may be other than zero, in row-major order.
    public void forEach(Visitor visitor) {
        for (int k = 0; k < rows.count(); k++) {
            int row = rows.position(k);
            rows.support(k).forEach(column -> visitor.at(row, column));
        }
    }

    /// For each row its columns.
    Dependence dependence() {
        return rows;
    }

    /// The pattern of the rows that pass alone.
    Pattern where(java.util.function.IntPredicate passes) {
        return new Pattern(height, columns, rows.where(passes));
    }

    /// The pattern of the transposed Jacobian.
    Pattern transposed() {
        var starts = new int[columns + 1];
        forEach((_, column) -> starts[column + 1]++);
        for (int k = 0; k < columns; k++) {
            starts[k + 1] += starts[k];
        }
        var sum = new DependenceSum();
        var members = new Support[starts[columns]];
        int[] next = starts.clone();
        forEach((row, column) -> members[next[column]++] = Support.range(row, row + 1));
        for (int k = 0; k < columns; k++) {
            if (starts[k] < starts[k + 1]) {
                sum.add(k, Support.or(members, starts[k], starts[k + 1]));
            }
        }
        return new Pattern(columns, height, sum.result());
    }

    @Override
    public String toString() {
        return height + " by " + columns + ", " + rows;
    }
}
