package mg.passes.loops;

import java.util.List;
import mg.loops.Kernel;
import mg.loops.Statement;

/// Marks innermost loops whose iterations may run several at a time; the package page says which.
public final class VectorLoops {
    /// Loops of fewer iterations are left alone.
    public static final long LEAST = 4;

    private VectorLoops() {}

    /// The kernel with marks.
    public static Kernel run(Kernel kernel) {
        return kernel.with(body(kernel.body()));
    }

    private static List<Statement> body(List<Statement> body) {
        return body.stream().map(VectorLoops::statement).toList();
    }

    private static Statement statement(Statement statement) {
        return switch (statement) {
            case Statement.Loop loop -> mark(loop);
            case Statement.If choice ->
                new Statement.If(choice.condition(), body(choice.then()), body(choice.otherwise()));
            case Statement.While loop -> new Statement.While(body(loop.test()), loop.condition(), body(loop.body()));
            case Statement.Define _, Statement.Assign _, Statement.Accumulate _, Statement.Store _, Statement.Fill _,
                    Statement.Copy _, Statement.Check _, Statement.NonZero _ -> statement;
        };
    }

    static Statement.Loop mark(Statement.Loop loop) {
        return loop.count() >= LEAST && Independence.holds(loop) ? loop.asVector() : loop.with(body(loop.body()));
    }
}
