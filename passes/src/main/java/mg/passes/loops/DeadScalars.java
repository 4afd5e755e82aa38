package mg.passes.loops;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import mg.loops.Kernel;
import mg.loops.Scalar;
import mg.loops.Statement;

/// Drops definitions of scalars that nothing reads: positions that became parts of addresses, mostly.
public final class DeadScalars {
    private final BitSet used = new BitSet();

    private DeadScalars() {}

    /// The kernel without them.
    public static Kernel run(Kernel kernel) {
        return kernel.with(new DeadScalars().body(kernel.body()));
    }

    /// From the last statement to the first: uses come before definitions.
    private List<Statement> body(List<Statement> body) {
        var kept = new ArrayList<Statement>(body.size());
        for (Statement statement : body.reversed()) {
            if (!(statement instanceof Statement.Define(Scalar target, _)) || used.get(target.id())) {
                kept.add(statement(statement));
            }
        }
        Collections.reverse(kept);
        return kept;
    }

    /// What is assigned or accumulated may be read in the next iteration of a loop around it.
    private Statement statement(Statement statement) {
        Parts.reads(statement, this::use);
        switch (statement) {
            case Statement.Assign(Scalar target, _) -> use(target);
            case Statement.Accumulate(Scalar target, _, _) -> use(target);
            case Statement.Define _, Statement.Store _, Statement.Fill _, Statement.Copy _, Statement.Loop _,
                    Statement.If _, Statement.While _, Statement.Check _, Statement.NonZero _ -> {}
        }
        return statement instanceof Statement.While(List<Statement> test, Scalar condition, List<Statement> step)
                ? whileLoop(test, condition, step)
                : statement.map(this::body);
    }

    private Statement whileLoop(List<Statement> test, Scalar condition, List<Statement> step) {
        List<Statement> kept = body(step);
        return new Statement.While(body(test), condition, kept);
    }

    private void use(Scalar scalar) {
        used.set(scalar.id());
    }
}
