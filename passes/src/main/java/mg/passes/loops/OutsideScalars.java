package mg.passes.loops;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mg.ir.Kind;
import mg.loops.Scalar;
import mg.loops.Statement;

/// The scalars of outside that the body of a loop mentions.
final class OutsideScalars {
    private final Set<Scalar> inside = new HashSet<>();
    private final Set<Scalar> read = new LinkedHashSet<>();
    private final Map<Scalar, Kind> totals = new LinkedHashMap<>();
    private boolean legal = true;

    OutsideScalars(Statement.Loop loop) {
        inside.add(loop.index());
        define(loop.body());
        use(loop.body());
    }

    /// Whether those that change are only combined with others, in one way each, and not read.
    boolean areLegal() {
        return legal && totals.keySet().stream().noneMatch(read::contains);
    }

    /// Those that are read, and not changed.
    Set<Scalar> read() {
        return read;
    }

    /// Those that are combined with others, and how.
    Map<Scalar, Kind> totals() {
        return totals;
    }

    /// Those of the body itself.
    Set<Scalar> inside() {
        return inside;
    }

    private void define(List<Statement> body) {
        for (Statement statement : body) {
            if (statement instanceof Statement.Define(Scalar target, _)) {
                inside.add(target);
            } else if (statement instanceof Statement.Loop loop) {
                inside.add(loop.index());
            }
            statement.bodies().forEach(this::define);
        }
    }

    private void use(List<Statement> body) {
        for (Statement statement : body) {
            Parts.reads(statement, s -> {
                if (!inside.contains(s)) {
                    read.add(s);
                }
            });
            if (statement instanceof Statement.Assign(Scalar target, _)) {
                legal &= inside.contains(target);
            } else if (statement instanceof Statement.Accumulate(Scalar target, Kind kind, _)
                    && !inside.contains(target)) {
                Kind before = totals.put(target, kind);
                legal &= !target.isWide() && (before == null || before == kind);
            }
            statement.bodies().forEach(this::use);
        }
    }
}
