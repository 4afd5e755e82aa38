package mg.backend.c;

import java.util.List;
import mg.loops.Kernel;
import mg.loops.Statement;

/// How much a kernel does, roughly.
///
/// @param statements how many statements its text has
/// @param endless    whether there is a `while`, whose length is not known
record Work(long statements, boolean endless) {
    static Work of(Kernel kernel) {
        return of(kernel.body());
    }

    /// The sum over statements and what is nested in them.
    static Work of(List<Statement> body) {
        long statements = 0;
        boolean endless = false;
        for (Statement statement : body) {
            Work one = of(statement);
            statements += one.statements;
            endless |= one.endless;
        }
        return new Work(statements, endless);
    }

    private static Work of(Statement statement) {
        long nested = 0;
        boolean endless = statement instanceof Statement.While;
        for (List<Statement> body : statement.bodies()) {
            Work inside = of(body);
            nested += inside.statements;
            endless |= inside.endless;
        }
        return new Work(1 + nested, endless);
    }
}
