package mg.backend.c;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import mg.ir.Kind;
import mg.loops.Address;
import mg.loops.Scalar;
import mg.loops.Statement;
import mg.loops.Value;

/// What becomes of each scalar of some statements: whether any effect depends on it, how often it is read by statements that
/// matter, and whether it changes after its definition. Linear in the number of statements.
final class Liveness {
    private final boolean[] needed;
    private final int[] reads;
    private final boolean[] changes;
    private final Kind[] combined;
    private final List<List<Scalar>> sources = new ArrayList<>();

    /// @param scalars    the number of scalars
    /// @param statements where they are defined and used
    Liveness(int scalars, List<Statement> statements) {
        needed = new boolean[scalars];
        reads = new int[scalars];
        changes = new boolean[scalars];
        combined = new Kind[scalars];
        for (int k = 0; k < scalars; k++) {
            sources.add(List.of());
        }
        var roots = new ArrayList<Scalar>();
        visit(statements, roots);
        spread(roots);
        roots.forEach(s -> reads[s.id()]++);
        for (int k = 0; k < needed.length; k++) {
            if (needed[k]) {
                sources.get(k).forEach(s -> reads[s.id()]++);
            }
        }
    }

    /// Whether any effect depends on it.
    boolean isNeeded(Scalar scalar) {
        return needed[scalar.id()];
    }

    /// Whether it is read at one place, once.
    boolean isReadOnce(Scalar scalar) {
        return reads[scalar.id()] == 1;
    }

    /// Whether it is assigned or accumulated after its definition.
    boolean changes(Scalar scalar) {
        return changes[scalar.id()];
    }

    /// What a scalar that changes is for, as a name.
    String purpose(Scalar scalar) {
        Kind kind = combined[scalar.id()];
        return switch (kind) {
            case null -> "state";
            case CARRY, COLLECT, ARGMAX, ARGMIN -> "state";
            case SUM -> "sum";
            case PROD -> "product";
            case MAX -> "most";
            case MIN -> "least";
            case ANY -> "any";
            case ALL -> "all";
        };
    }

    private void spread(List<Scalar> roots) {
        var work = new ArrayDeque<>(roots);
        while (!work.isEmpty()) {
            Scalar scalar = work.pop();
            if (!needed[scalar.id()]) {
                needed[scalar.id()] = true;
                work.addAll(sources.get(scalar.id()));
            }
        }
    }

    private void visit(List<Statement> statements, List<Scalar> roots) {
        for (Statement statement : statements) {
            switch (statement) {
                case Statement.Define(Scalar target, Value value) -> feed(target, Mentions.of(value));
                case Statement.Assign(Scalar target, Scalar value) -> {
                    changes[target.id()] = true;
                    feed(target, List.of(value));
                }
                case Statement.Accumulate(Scalar target, Kind kind, Scalar value) -> {
                    changes[target.id()] = true;
                    combined[target.id()] = kind;
                    feed(target, List.of(value));
                }
                case Statement.Store(Address to, Scalar value, _) -> {
                    roots.addAll(Mentions.of(to));
                    roots.add(value);
                }
                case Statement.Fill(Address to, long count, Scalar value) -> {
                    if (count > 0) {
                        roots.addAll(Mentions.of(to));
                        roots.add(value);
                    }
                }
                case Statement.Copy(Address to, Address from, long count, _) -> {
                    if (count > 0) {
                        roots.addAll(Mentions.of(to));
                        roots.addAll(Mentions.of(from));
                    }
                }
                case Statement.Loop(_, _, var bound, _, var body, _) -> {
                    bound.ifPresent(roots::add);
                    visit(body, roots);
                }
                case Statement.If(Scalar condition, var then, var otherwise) -> {
                    roots.add(condition);
                    visit(then, roots);
                    visit(otherwise, roots);
                }
                case Statement.While(var test, Scalar condition, var body) -> {
                    visit(test, roots);
                    roots.add(condition);
                    visit(body, roots);
                }
                case Statement.Check(Scalar index, _, _) -> roots.add(index);
                case Statement.NonZero(Scalar divisor, _) -> roots.add(divisor);
            }
        }
    }

    private void feed(Scalar target, List<Scalar> values) {
        List<Scalar> known = sources.get(target.id());
        if (known.isEmpty()) {
            sources.set(target.id(), values);
        } else if (!values.isEmpty()) {
            if (!(known instanceof ArrayList<Scalar>)) {
                known = new ArrayList<>(known);
                sources.set(target.id(), known);
            }
            known.addAll(values);
        }
    }
}
