package mg.passes.loops;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mg.loops.Kernel;
import mg.loops.Scalar;
import mg.loops.Statement;

/// Drops variables that only one assignment changes, in the list that defines them, before anything reads them: they
/// are what is assigned.
///
/// ```
/// let d1 = 0.0
/// let d2 = x[i]       -->    let d2 = x[i]
/// d1 = d2
/// let d3 = mul d1, d1        let d3 = mul d2, d2
/// ```
public final class SingleAssignments {
    /// How often each scalar is assigned or accumulated to.
    private final Map<Scalar, Integer> changes = new HashMap<>();
    private final Set<Scalar> conditions = new HashSet<>();
    private final Map<Scalar, Scalar> same = new HashMap<>();

    private SingleAssignments() {}

    /// The kernel with fewer variables.
    public static Kernel run(Kernel kernel) {
        var pass = new SingleAssignments();
        Parts.changes(kernel.body(), target -> pass.changes.merge(target, 1, Integer::sum));
        Parts.conditions(kernel.body(), pass.conditions::add);
        pass.find(kernel.body());
        return pass.same.isEmpty()
                ? kernel
                : kernel.with(new Renaming(pass::value).body(pass.left(kernel.body())));
    }

    /// Notes the variables of a list that become what they are assigned.
    private void find(List<Statement> body) {
        Set<Scalar> unread = new HashSet<>();
        for (Statement statement : body) {
            forget(statement, unread);
            if (statement instanceof Statement.Define(Scalar target, _) && changes.getOrDefault(target, 0) == 1) {
                unread.add(target);
            } else if (statement instanceof Statement.Assign(Scalar target, Scalar value)
                    && unread.contains(target) && !changes.containsKey(value) && !conditions.contains(target)) {
                same.put(target, value);
            }
            statement.bodies().forEach(this::find);
        }
    }

    private static void forget(Statement statement, Set<Scalar> unread) {
        if (!unread.isEmpty()) {
            Parts.reads(statement, unread::remove);
            if (statement instanceof Statement.Accumulate(Scalar target, _, _)) {
                unread.remove(target);
            }
            statement.bodies().forEach(b -> b.forEach(s -> forget(s, unread)));
        }
    }

    private List<Statement> left(List<Statement> body) {
        var left = new ArrayList<Statement>(body.size());
        for (Statement statement : body) {
            boolean gone = switch (statement) {
                case Statement.Define(Scalar target, _) -> same.containsKey(target);
                case Statement.Assign(Scalar target, _) -> same.containsKey(target);
                case Statement.Accumulate _, Statement.Store _, Statement.Fill _, Statement.Copy _, Statement.Loop _,
                        Statement.If _, Statement.While _, Statement.Check _, Statement.NonZero _ -> false;
            };
            if (!gone) {
                left.add(statement.map(this::left));
            }
        }
        return left;
    }

    private Scalar value(Scalar scalar) {
        return same.getOrDefault(scalar, scalar);
    }
}
