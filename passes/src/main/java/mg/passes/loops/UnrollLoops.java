package mg.passes.loops;

import java.util.ArrayList;
import java.util.List;
import mg.loops.Kernel;
import mg.loops.Statement;

/// Writes loops of very few iterations out, innermost first, so that the elements of small arrays have constant
/// positions. A loop of one iteration is none; loops in wide scalars have no small arrays.
public final class UnrollLoops {
    /// Loops of more iterations stay.
    private static final long MOST_ITERATIONS = 4;
    /// So do loops that would become more statements.
    private static final long MOST_STATEMENTS = 1000;

    private final Fresh fresh;

    private UnrollLoops(Fresh fresh) {
        this.fresh = fresh;
    }

    /// The kernel with longer bodies.
    public static Kernel run(Kernel kernel) {
        var fresh = new Fresh(kernel);
        return fresh.kernel(new UnrollLoops(fresh).body(kernel.body()));
    }

    private List<Statement> body(List<Statement> body) {
        var made = new ArrayList<Statement>();
        for (Statement statement : body) {
            Statement inside = statement.map(this::body);
            if (inside instanceof Statement.Loop loop && isShort(loop)) {
                made.addAll(unrolled(loop));
            } else {
                made.add(inside);
            }
        }
        return made;
    }

    private static boolean isShort(Statement.Loop loop) {
        if (loop.bound().isPresent() || loop.count() == 1) {
            return loop.bound().isEmpty();
        }
        return loop.count() <= MOST_ITERATIONS
                && loop.count() * Parts.count(loop.body()) <= MOST_STATEMENTS
                && Parts.count(loop.body(), Statement.Loop.class) == 0
                && Parts.count(loop.body(), Statement.While.class) == 0
                && !Parts.isWide(loop.body());
    }

    private List<Statement> unrolled(Statement.Loop loop) {
        var iterations = new Iterations(loop, fresh);
        var all = new ArrayList<Statement>();
        for (long k = 0; k < loop.count(); k++) {
            all.addAll(iterations.at(loop.down() ? loop.count() - 1 - k : k));
        }
        return all;
    }
}
