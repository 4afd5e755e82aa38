package mg.backend.c;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import mg.ir.Kind;
import mg.loops.Address;
import mg.loops.Scalar;
import mg.loops.Statement;
import mg.loops.Value;

/// What becomes of each scalar of some statements: whether any effect depends on it, how often it is read by statements
/// that matter, and whether it changes after its definition. Linear in the number of statements.
final class Liveness {
    /// What is known of one scalar.
    private static final class Facts {
        boolean needed;
        boolean changes;
        int reads;
        Kind combined;
        List<Scalar> sources = List.of();
    }

    /// By the numbers of scalars: a part of a long kernel mentions few of them.
    private final Map<Integer, Facts> known = new HashMap<>();

    /// @param statements where the scalars are defined and used
    Liveness(List<Statement> statements) {
        var roots = new ArrayList<Scalar>();
        visit(statements, roots);
        spread(roots);
        roots.forEach(s -> facts(s).reads++);
        for (Facts each : List.copyOf(known.values())) {
            if (each.needed) {
                each.sources.forEach(s -> facts(s).reads++);
            }
        }
    }

    private Facts facts(Scalar scalar) {
        return known.computeIfAbsent(scalar.id(), _ -> new Facts());
    }

    /// Whether any effect depends on it.
    boolean isNeeded(Scalar scalar) {
        return facts(scalar).needed;
    }

    /// Whether it is read at one place, once.
    boolean isReadOnce(Scalar scalar) {
        return facts(scalar).reads == 1;
    }

    /// Whether it is assigned or accumulated after its definition.
    boolean changes(Scalar scalar) {
        return facts(scalar).changes;
    }

    /// What a scalar that changes is for, as a name.
    String purpose(Scalar scalar) {
        return switch (facts(scalar).combined) {
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
            Facts facts = facts(work.pop());
            if (!facts.needed) {
                facts.needed = true;
                work.addAll(facts.sources);
            }
        }
    }

    private void visit(List<Statement> statements, List<Scalar> roots) {
        for (Statement statement : statements) {
            switch (statement) {
                case Statement.Define(Scalar target, Value value) -> feed(target, Mentions.of(value));
                case Statement.Assign(Scalar target, Scalar value) -> {
                    facts(target).changes = true;
                    feed(target, List.of(value));
                }
                case Statement.Accumulate(Scalar target, Kind kind, Scalar value) -> {
                    facts(target).changes = true;
                    facts(target).combined = kind;
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
        Facts facts = facts(target);
        if (facts.sources.isEmpty()) {
            facts.sources = values;
        } else if (!values.isEmpty()) {
            if (!(facts.sources instanceof ArrayList<Scalar>)) {
                facts.sources = new ArrayList<>(facts.sources);
            }
            facts.sources.addAll(values);
        }
    }
}
