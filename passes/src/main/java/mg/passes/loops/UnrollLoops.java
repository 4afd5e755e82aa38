package mg.passes.loops;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import mg.ir.Tensor;
import mg.loops.Index;
import mg.loops.Kernel;
import mg.loops.Scalar;
import mg.loops.Statement;
import mg.loops.Value;

/// Writes loops of very few iterations out, innermost first, so that the elements of small arrays have constant positions.
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
        return loop.bound().isEmpty()
                && loop.count() <= MOST_ITERATIONS
                && loop.count() * Parts.count(loop.body()) <= MOST_STATEMENTS
                && Parts.count(loop.body(), Statement.Loop.class) == 0
                && Parts.count(loop.body(), Statement.While.class) == 0;
    }

    private List<Statement> unrolled(Statement.Loop loop) {
        var all = new ArrayList<Statement>();
        for (long k = 0; k < loop.count(); k++) {
            long i = loop.down() ? loop.count() - 1 - k : k;
            Scalar index = fresh.index();
            Map<Scalar, Scalar> own = new HashMap<>();
            own.put(loop.index(), index);
            rename(loop.body(), own);
            var renaming = new Renaming(s -> own.getOrDefault(s, s), at -> at(at, loop.index(), i));
            List<Statement> iteration = renaming.body(loop.body());
            if (reads(iteration, index)) {
                all.add(new Statement.Define(index, new Value.Literal(Tensor.of(i))));
            }
            all.addAll(iteration);
        }
        return all;
    }

    private static boolean reads(List<Statement> body, Scalar scalar) {
        var found = new boolean[1];
        for (Statement statement : body) {
            Parts.reads(statement, s -> found[0] |= s.equals(scalar));
            found[0] |= statement.bodies().stream().anyMatch(b -> reads(b, scalar));
        }
        return found[0];
    }

    /// Each iteration defines its own scalars.
    private void rename(List<Statement> body, Map<Scalar, Scalar> own) {
        for (Statement statement : body) {
            if (statement instanceof Statement.Define(Scalar target, _)) {
                own.put(target, fresh.like(target, target.lanes()));
            }
            statement.bodies().forEach(b -> rename(b, own));
        }
    }

    /// The position when the index has that value.
    private static Index at(Index position, Scalar index, long value) {
        Index sum = new Index(position.constant(), List.of());
        for (Index.Term term : position.terms()) {
            sum = term.scalar().equals(index)
                    ? sum.plus(term.stride() * value)
                    : sum.plus(term.scalar(), term.stride());
        }
        return sum;
    }
}
