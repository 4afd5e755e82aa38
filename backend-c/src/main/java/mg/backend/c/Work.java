package mg.backend.c;

import java.util.List;
import mg.loops.Kernel;
import mg.loops.Statement;

/// How much a kernel does, roughly.
///
/// @param statements how many statements its text has
/// @param endless    whether there is a `while`, whose length is not known
/// @param inThreads  whether there is one in a parallel loop
record Work(long statements, boolean endless, boolean inThreads) {
    static Work of(Kernel kernel) {
        return of(kernel.body());
    }

    /// The sum over statements and what is nested in them.
    static Work of(List<Statement> body) {
        long statements = 0;
        boolean endless = false;
        boolean inThreads = false;
        for (Statement statement : body) {
            Work one = of(statement);
            statements += one.statements;
            endless |= one.endless;
            inThreads |= one.inThreads;
        }
        return new Work(statements, endless, inThreads);
    }

    private static Work of(Statement statement) {
        long nested = 0;
        boolean endless = statement instanceof Statement.While;
        boolean inThreads = false;
        for (List<Statement> body : statement.bodies()) {
            Work inside = of(body);
            nested += inside.statements;
            endless |= inside.endless;
            inThreads |= inside.inThreads;
        }
        inThreads |= endless && statement instanceof Statement.Loop loop && loop.parallel();
        return new Work(1 + nested, endless, inThreads);
    }
}
