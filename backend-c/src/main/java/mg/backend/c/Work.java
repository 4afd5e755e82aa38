package mg.backend.c;

import java.util.List;
import mg.loops.Kernel;
import mg.loops.Statement;

/// How much a kernel does, roughly.
///
/// @param statements how many statements its text has
/// @param steps      how many of them a call runs at most; a `while` counts as endless
record Work(long statements, double steps) {
    static Work of(Kernel kernel) {
        return of(kernel.body());
    }

    /// The sum over statements and what is nested in them.
    static Work of(List<Statement> body) {
        long statements = 0;
        double steps = 0;
        for (Statement statement : body) {
            Work one = of(statement);
            statements += one.statements;
            steps += one.steps;
        }
        return new Work(statements, steps);
    }

    private static Work of(Statement statement) {
        return switch (statement) {
            case Statement.Define _, Statement.Assign _, Statement.Accumulate _, Statement.Store _ -> new Work(1, 1);
            case Statement.Check _, Statement.NonZero _ -> new Work(1, 1);
            case Statement.Fill(_, long count, _) -> new Work(1, count);
            case Statement.Copy(_, _, long count, _) -> new Work(1, count);
            case Statement.Loop(_, long count, _, _, var body) -> {
                Work inside = of(body);
                yield new Work(1 + inside.statements, 1 + count * inside.steps);
            }
            case Statement.If(_, var then, var otherwise) -> {
                Work first = of(then);
                Work second = of(otherwise);
                yield new Work(1 + first.statements + second.statements, 1 + Math.max(first.steps, second.steps));
            }
            case Statement.While(var test, _, var body) ->
                new Work(1 + of(test).statements + of(body).statements, Double.POSITIVE_INFINITY);
        };
    }
}
