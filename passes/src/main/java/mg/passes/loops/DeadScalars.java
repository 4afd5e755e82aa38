package mg.passes.loops;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mg.loops.Kernel;
import mg.loops.Scalar;
import mg.loops.Statement;

/// Drops scalars that nothing depends on: positions that became parts of addresses, mostly.
public final class DeadScalars {
    /// For each scalar, by its number, the first statement that gives it a value.
    private final Statement[] giver;
    /// The others.
    private final Map<Integer, List<Statement>> givers = new HashMap<>();
    private final Deque<Integer> open = new ArrayDeque<>();
    private final BitSet live = new BitSet();

    private DeadScalars(int scalars) {
        giver = new Statement[scalars];
    }

    /// The kernel without them.
    public static Kernel run(Kernel kernel) {
        var scalars = new DeadScalars(kernel.scalars());
        scalars.collect(kernel.body());
        scalars.spread();
        return kernel.with(scalars.body(kernel.body()));
    }

    private void collect(List<Statement> body) {
        for (Statement statement : body) {
            Optional<Scalar> target = target(statement);
            if (target.isPresent()) {
                give(target.get().id(), statement);
            } else {
                Parts.reads(statement, this::use);
            }
            statement.bodies().forEach(this::collect);
        }
    }

    private void give(int scalar, Statement statement) {
        if (giver[scalar] == null) {
            giver[scalar] = statement;
        } else {
            givers.computeIfAbsent(scalar, _ -> new ArrayList<>()).add(statement);
        }
    }

    private static Optional<Scalar> target(Statement statement) {
        return switch (statement) {
            case Statement.Define(Scalar target, _) -> Optional.of(target);
            case Statement.Assign(Scalar target, _) -> Optional.of(target);
            case Statement.Accumulate(Scalar target, _, _) -> Optional.of(target);
            case Statement.Store _, Statement.Fill _, Statement.Copy _, Statement.Loop _, Statement.If _,
                    Statement.While _, Statement.Check _, Statement.NonZero _ -> Optional.empty();
        };
    }

    private void use(Scalar scalar) {
        if (!live.get(scalar.id())) {
            live.set(scalar.id());
            open.push(scalar.id());
        }
    }

    private void spread() {
        while (!open.isEmpty()) {
            int scalar = open.pop();
            if (giver[scalar] != null) {
                Parts.reads(giver[scalar], this::use);
                givers.getOrDefault(scalar, List.of()).forEach(s -> Parts.reads(s, this::use));
            }
        }
    }

    private List<Statement> body(List<Statement> body) {
        var kept = new ArrayList<Statement>(body.size());
        for (Statement statement : body) {
            if (target(statement).map(t -> live.get(t.id())).orElse(true)) {
                kept.add(statement.map(this::body));
            }
        }
        return kept;
    }
}
