package mg.backend.jvm;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import mg.loops.Scalar;
import mg.loops.Statement;

/// What a loop carries from one iteration to the next: at the start of each it says of which class those vectors are
/// ([VectorClass]). They were made by an operation on themselves, of which HotSpot knows nothing yet.
final class Carried {
    private Carried() {}

    /// Whether comparisons are made for a scalar, if a loop carries it.
    static boolean isCompared(Scalar scalar) {
        return scalar.isWide() && VectorClass.isCompared(scalar.element());
    }

    /// The scalars to be compared: those that a loop changes, among the ones that are in local variables before it.
    static List<Scalar> by(List<List<Step>> bodies, Predicate<Scalar> isLocal) {
        var changed = new LinkedHashSet<Scalar>();
        bodies.forEach(body -> addChanged(body, changed));
        return changed.stream().filter(Carried::isCompared).filter(isLocal).toList();
    }

    private static void addChanged(List<Step> steps, Set<Scalar> changed) {
        for (Step step : steps) {
            switch (step) {
                case Step.Plain(Statement statement, _) -> Access.of(statement).changes().ifPresent(changed::add);
                case Step.Nest(_, List<List<Step>> bodies, _) -> bodies.forEach(body -> addChanged(body, changed));
                case Step.Argument _, Step.Parallel _, Step.Call _ -> {}
            }
        }
    }
}
