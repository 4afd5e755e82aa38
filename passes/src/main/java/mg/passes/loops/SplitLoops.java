package mg.passes.loops;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import mg.loops.Index;
import mg.loops.Kernel;
import mg.loops.Scalar;
import mg.loops.Statement;
import mg.loops.Value;

/// Splits loops where a condition on their index changes, so that their bodies do not branch, or where another position
/// is chosen, so that positions are neighbours:
///
/// ```
/// for i in 0..100 {            y[0] = 1.0
///   if i == 0 { y[i] = 1.0 }
///   else { y[i] = x[i - 1] }   for k in 0..99 { y[k + 1] = x[k] }
/// }
/// for i in 0..100 {            y[0] = x[0]
///   k = max i - 1, 0      -->
///   y[i] = x[k]                for k in 0..99 { y[k + 1] = x[k] }
/// }
/// ```
///
/// Conditions are comparisons of what is affine in the index with constants, and what `and`, `or` and `not` make of
/// them (index set splitting; Wolfe, High Performance Compilers for Parallel Computing, 1996, section 9.4). What is
/// always true after that is not asked again, and positions that cannot be out of range are not checked. Positions are
/// chosen by `min`, `max`, `select` and remainders by a constant: what lies at the border of a grid, or on its other
/// side.
public final class SplitLoops {
    /// Loops that would become more pieces, or more statements, stay whole.
    private static final int MOST_PIECES = 4;
    private static final long MOST_STATEMENTS = 400;
    /// Loops with fewer iterations are not split for positions.
    private static final long LEAST = 8;

    private final Fresh fresh;
    private final IntegerForms integers = new IntegerForms();
    /// Positions that were chosen and are known now.
    private final Map<Scalar, Index> positions = new HashMap<>();
    private final Renaming renaming = new Renaming(UnaryOperator.identity(), this::index);

    private SplitLoops(Fresh fresh) {
        this.fresh = fresh;
    }

    /// The kernel with more loops that do less.
    public static Kernel run(Kernel kernel) {
        var fresh = new Fresh(kernel);
        var pass = new SplitLoops(fresh);
        pass.integers.remember(kernel.body());
        return fresh.kernel(pass.body(kernel.body()));
    }

    private List<Statement> body(List<Statement> body) {
        var made = new ArrayList<Statement>();
        for (Statement statement : body) {
            switch (statement) {
                case Statement.Loop loop -> made.addAll(loop(loop));
                case Statement.If choice -> made.addAll(choice(choice));
                case Statement.Check(Scalar index, long size, _) when isWithin(index, size) -> {}
                case Statement.Define(Scalar target, Value value) when integers.choice(target, value).isPresent() -> {
                    Index form = integers.choice(target, value).get();
                    positions.put(target, form);
                    made.add(new Statement.Define(target, new Value.Affine(form)));
                }
                case Statement.While _, Statement.Define _, Statement.Assign _, Statement.Accumulate _,
                        Statement.Store _, Statement.Fill _, Statement.Copy _, Statement.Check _,
                        Statement.NonZero _ ->
                    made.add(statement.bodies().isEmpty() ? renaming.statement(statement) : statement.map(this::body));
            }
        }
        return made;
    }

    private Index index(Index index) {
        return index.substituted(s -> positions.getOrDefault(s, Index.of(s)));
    }

    private boolean isWithin(Scalar index, long size) {
        Optional<Span> span = index.isWide() ? Optional.empty() : integers.span(index);
        return span.isPresent() && span.get().low() >= 0 && span.get().high() < size;
    }

    private List<Statement> choice(Statement.If choice) {
        Optional<Boolean> known = integers.truth(choice.condition());
        return known.isEmpty()
                ? List.of(choice.map(this::body))
                : body(known.get() ? choice.then() : choice.otherwise());
    }

    private List<Statement> loop(Statement.Loop loop) {
        List<Long> ends = ends(loop);
        if (ends.size() == 1) {
            return List.of(loop.map(this::body));
        }
        var pieces = new ArrayList<List<Statement>>();
        long from = 0;
        for (long to : ends) {
            List<Statement> piece = new Iterations(loop, fresh).range(from, to);
            integers.remember(piece);
            pieces.add(body(piece));
            from = to;
        }
        return (loop.down() ? pieces.reversed() : pieces).stream().flatMap(List::stream).toList();
    }

    /// Where the pieces of a loop end; its own end, if it stays whole.
    private List<Long> ends(Statement.Loop loop) {
        var changes = new TreeSet<Long>();
        if (loop.bound().isEmpty()) {
            conditions(loop.body(), loop.index(), loop.count() >= LEAST, changes);
            changes.removeIf(at -> at <= 0 || at >= loop.count());
        }
        long statements = (changes.size() + 1) * Parts.count(loop.body());
        if (changes.size() >= MOST_PIECES || statements > MOST_STATEMENTS) {
            changes.clear();
        }
        var ends = new ArrayList<>(changes);
        ends.add(loop.count());
        return ends;
    }

    private void conditions(List<Statement> body, Scalar index, boolean positions, Set<Long> changes) {
        for (Statement statement : body) {
            if (statement instanceof Statement.If(Scalar condition, _, _)) {
                integers.changes(condition, index, changes);
            } else if (positions && statement instanceof Statement.Define(_, Value.Apply choice)) {
                integers.choices(choice, index, changes);
            }
            statement.bodies().forEach(b -> conditions(b, index, positions, changes));
        }
    }
}
