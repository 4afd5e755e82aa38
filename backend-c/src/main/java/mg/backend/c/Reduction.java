package mg.backend.c;

import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import mg.ir.Kind;
import mg.loops.Scalar;
import mg.loops.Statement;
import mg.loops.Value;

/// A loop that does nothing but form real sums, or nothing but real products: its iterations may be taken several at a
/// time.
record Reduction(Kind kind, List<Scalar> targets) {
    /// The macro that says so to a compiler which is told to listen.
    static final String MACRO = "MG_REDUCE";

    /// What the loop reduces, if it is of that form: definitions and sums, no effects, and no sum is read meanwhile.
    static Optional<Reduction> of(Statement.Loop loop, Liveness liveness) {
        Set<Scalar> targets = new LinkedHashSet<>();
        Set<Scalar> read = new HashSet<>();
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        for (Statement statement : loop.body()) {
            if (mentionsWide(statement)) {
                return Optional.empty();
            }
            switch (statement) {
                case Statement.Define(Scalar target, _) when !liveness.isNeeded(target) -> {}
                case Statement.Accumulate(Scalar target, _, _) when !liveness.isNeeded(target) -> {}
                case Statement.Define(Scalar target, Value value) when !liveness.changes(target) ->
                    read.addAll(Mentions.of(value));
                case Statement.Accumulate(Scalar target, Kind how, Scalar value)
                        when (how == Kind.SUM || how == Kind.PROD) && target.element().isReal() -> {
                    kinds.add(how);
                    targets.add(target);
                    read.add(value);
                }
                default -> {
                    return Optional.empty();
                }
            }
        }
        return kinds.size() == 1 && Collections.disjoint(targets, read)
                ? Optional.of(new Reduction(kinds.iterator().next(), List.copyOf(targets)))
                : Optional.empty();
    }

    private static boolean mentionsWide(Statement statement) {
        boolean[] wide = {false};
        Mentions.each(statement, s -> wide[0] |= s.isWide());
        return wide[0];
    }

    /// The line before the loop, given the names of the targets.
    String pragma(Function<Scalar, String> name) {
        String list = targets.stream().map(name).collect(Collectors.joining(", "));
        return MACRO + "(" + (kind == Kind.SUM ? "+" : "*") + ": " + list + ")";
    }
}
