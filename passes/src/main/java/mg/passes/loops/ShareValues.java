package mg.passes.loops;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mg.ir.ElementType;
import mg.loops.Buffer;
import mg.loops.Kernel;
import mg.loops.Scalar;
import mg.loops.Statement;
import mg.loops.Value;

/// Makes each value once: what is defined again as it was defined before, in the same body or one around it, is what it
/// was. Loops that were written out and branches that became choices leave much to share.
public final class ShareValues {
    private record Made(Value value, ElementType element, int lanes) {}

    private final Set<Scalar> variables = new HashSet<>();
    private final Map<Scalar, Scalar> same = new HashMap<>();
    private final Renaming renaming = new Renaming(s -> same.getOrDefault(s, s));

    private ShareValues() {}

    /// The kernel with fewer definitions.
    public static Kernel run(Kernel kernel) {
        return kernel.with(run(kernel.body()));
    }

    /// A body with fewer definitions.
    static List<Statement> run(List<Statement> body) {
        var share = new ShareValues();
        Parts.changes(body, share.variables::add);
        Parts.conditions(body, share.variables::add);
        return share.body(body, new Scope(null, new HashMap<>()));
    }

    /// What was made in a body, and in those around it.
    private record Scope(Scope outer, Map<Made, Scalar> made) {
        Scalar find(Made value) {
            for (Scope scope = this; scope != null; scope = scope.outer) {
                Scalar found = scope.made.get(value);
                if (found != null) {
                    return found;
                }
            }
            return null;
        }
    }

    private List<Statement> body(List<Statement> body, Scope scope) {
        var kept = new ArrayList<Statement>(body.size());
        for (Statement statement : body) {
            Statement next = statement.bodies().isEmpty()
                    ? renaming.statement(statement)
                    : renaming.outside(statement).map(b -> body(b, new Scope(scope, new HashMap<>())));
            if (next instanceof Statement.Define(Scalar target, Value value) && isFixed(target, value)) {
                var made = new Made(value, target.element(), target.lanes());
                Scalar before = scope.find(made);
                if (before != null) {
                    same.put(target, before);
                    continue;
                }
                scope.made.put(made, target);
            }
            kept.add(next);
        }
        return kept;
    }

    /// Whether the value is the same wherever it is defined with these operands, and stays what it is.
    private boolean isFixed(Scalar target, Value value) {
        boolean readOnly = !(value instanceof Value.Load(var from))
                || from.buffer().place() instanceof Buffer.Place.Input
                || from.buffer().place() instanceof Buffer.Place.Constant;
        var fixed = new boolean[] {readOnly && !variables.contains(target)};
        Parts.reads(new Statement.Define(target, value), s -> fixed[0] &= !variables.contains(s));
        return fixed[0];
    }
}
