package mg.passes;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import mg.ir.Builder;
import mg.ir.Var;

/// The adjoints of the values seen in one list, while reverse mode walks it. A value that received nothing has none.
final class Adjoints {
    private final Map<Var, Var> adjoints = new LinkedHashMap<>();
    private final Builder b;
    private final Activity activity;

    Adjoints(Builder b, Activity activity) {
        this.b = b;
        this.activity = activity;
    }

    /// The values that received something, in the order in which they did first.
    Set<Var> values() {
        return adjoints.keySet();
    }

    boolean has(Var value) {
        return adjoints.containsKey(value);
    }

    /// The adjoint of a value that has one.
    Var get(Var value) {
        return adjoints.get(value);
    }

    Var orZeros(Var value) {
        return has(value) ? get(value) : b.zeros(value.type());
    }

    /// Adds a contribution, if the value is active.
    void add(Var value, Var contribution) {
        if (activity.isActive(value)) {
            adjoints.merge(value, contribution, b::add);
        }
    }
}
