package mg.passes.raise;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mg.ir.Instruction;
import mg.ir.Operation;
import mg.ir.Tensor;
import mg.ir.Var;

/// A run whose iterations read what a loop can give them, and what the loop carries from one to the next.
///
/// @param supplies for each step of the body, where each of its reads comes from
/// @param states   what is carried, with its first value; what an iteration makes `back` iterations before is carried
///                 `back` times
record Recurrence(Run run, List<List<Supply>> supplies, Map<State, Var> states) {
    /// How many of the first iterations may be unlike the others.
    private static final int LATEST = 2;

    /// Result `result` of step `step` of the body, made `back` iterations before.
    record State(int step, int result, int back) {}

    /// The run as a recurrence, if it is one.
    static Optional<Recurrence> of(Skeleton list, Run run) {
        return Supplies.of(list, run).flatMap(supplies -> {
            Map<State, Var> states = new LinkedHashMap<>();
            for (List<Supply> step : supplies) {
                for (Supply supply : step) {
                    if (!collect(list, supply, states)) {
                        return Optional.empty();
                    }
                }
            }
            return Optional.of(new Recurrence(run, supplies, states));
        });
    }

    /// Adds the states that a supply needs; whether their first values are the same as those that others need.
    private static boolean collect(Skeleton list, Supply supply, Map<State, Var> states) {
        return switch (supply) {
            case Supply.Same _, Supply.Numbers _ -> true;
            case Supply.Name(_, List<Supply> operands) -> operands.stream().allMatch(x -> collect(list, x, states));
            case Supply.Part(_, Supply whole, _) -> collect(list, whole, states);
            case Supply.Earlier(int step, int result, int back, List<Var> first) -> {
                boolean same = true;
                for (int m = 0; m < back; m++) {
                    Var before = states.putIfAbsent(new State(step, result, back - m), first.get(m));
                    same &= before == null || areSame(list, before, first.get(m));
                }
                yield same;
            }
        };
    }

    private static boolean areSame(Skeleton list, Var x, Var y) {
        return x.equals(y) || constant(list, x).isPresent() && constant(list, x).equals(constant(list, y));
    }

    private static Optional<Tensor> constant(Skeleton list, Var value) {
        Instruction name = list.name(value);
        return name != null && name.operation() instanceof Operation.Const(Tensor number)
                ? Optional.of(number)
                : Optional.empty();
    }

    /// The states in the order in which the loop carries them.
    List<State> carried() {
        return new ArrayList<>(states.keySet());
    }

    /// The first of some runs in a list that is one.
    static Optional<Recurrence> in(Skeleton list, List<Run> runs) {
        for (Run run : runs) {
            Optional<Recurrence> found = narrowest(list, run);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /// The run as a recurrence, begun where least is carried if that goes. The first iterations may be unlike the
    /// others in what they read: then it begins later.
    private static Optional<Recurrence> narrowest(Skeleton list, Run run) {
        Cuts cuts = Cuts.of(list, run);
        int by = cuts.narrowest();
        for (int late = 0; late <= LATEST; late++) {
            Run later = new Run(run.from() + late * run.period(), run.period(), run.count() - late);
            for (Run each : List.of(later.shifted(by, cuts.rest()), later)) {
                Optional<Recurrence> found = each.count() < Run.FEWEST ? Optional.empty() : of(list, each);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }
}
