package mg.passes.loops;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import mg.loops.Kernel;
import mg.loops.Scalar;
import mg.loops.Statement;

/// Drops scalars that nothing depends on: positions that became parts of addresses, mostly.
public final class DeadScalars {
    /// For each scalar, by its number, the first statement that gives it a value.
    private final Statement[] giver;
    /// The others.
    private final Map<Integer, List<Statement>> givers = new HashMap<>();
    /// Live scalars whose givers are still to be looked at: the first so many. Each is here once.
    private final int[] open;
    private int opened;
    private final BitSet live = new BitSet();
    /// One object for all statements: where code is not compiled yet, to make one is what takes longest.
    private final Consumer<Scalar> use = this::use;

    private DeadScalars(int scalars) {
        giver = new Statement[scalars];
        open = new int[scalars];
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
            int target = target(statement);
            if (target >= 0) {
                give(target, statement);
            } else {
                Parts.reads(statement, use);
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

    /// The number of the scalar that gets a value, if that is all that a statement does; -1 if it does something else.
    private static int target(Statement statement) {
        return switch (statement) {
            case Statement.Define(Scalar target, _) -> target.id();
            case Statement.Assign(Scalar target, _) -> target.id();
            case Statement.Accumulate(Scalar target, _, _) -> target.id();
            case Statement.Store _, Statement.Fill _, Statement.Copy _, Statement.Loop _, Statement.If _,
                    Statement.While _, Statement.Check _, Statement.NonZero _ -> -1;
        };
    }

    private void use(Scalar scalar) {
        if (!live.get(scalar.id())) {
            live.set(scalar.id());
            open[opened++] = scalar.id();
        }
    }

    private void spread() {
        while (opened > 0) {
            int scalar = open[--opened];
            if (giver[scalar] != null) {
                Parts.reads(giver[scalar], use);
                if (!givers.isEmpty()) {
                    givers.getOrDefault(scalar, List.of()).forEach(s -> Parts.reads(s, use));
                }
            }
        }
    }

    private List<Statement> body(List<Statement> body) {
        var kept = new ArrayList<Statement>(body.size());
        for (Statement statement : body) {
            int target = target(statement);
            if (target < 0 || live.get(target)) {
                kept.add(statement.map(this::body));
            }
        }
        return kept;
    }
}
