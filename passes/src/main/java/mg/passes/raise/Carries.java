package mg.passes.raise;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mg.ir.Instruction;
import mg.ir.Kind;
import mg.ir.Operation;
import mg.ir.Var;

/// Scalars that a loop carries and whose next values are of one family: they are carried as one array, whose elements
/// are in the order in which the body makes them.
///
/// @param loop    the loop
/// @param groups  which carries are one array
/// @param singles the other carries
record Carries(Instruction loop, List<int[]> groups, int[] singles) {
    /// The carries of a loop whose body has these families.
    static Carries of(Instruction loop, Families families) {
        int carries = ((Operation.For) loop.operation()).carries();
        Map<Integer, List<Integer>> byFamily = new LinkedHashMap<>();
        for (int k = 0; k < carries; k++) {
            int next = next(loop, families, k);
            boolean isMade = switch (families.nodes().get(next)) {
                case Node.Apply _, Node.Sum _, Node.Extreme _ -> true;
                case Node.Given _, Node.Element _, Node.Number _ -> false;
                case Node.Part _ -> throw new AssertionError("parts are not read");
            };
            byFamily.computeIfAbsent(isMade ? families.family(next) : -1 - k, _ -> new ArrayList<>()).add(k);
        }
        var groups = new ArrayList<int[]>();
        var singles = new Ints();
        for (List<Integer> alike : byFamily.values()) {
            if (alike.size() >= Raise.FEW) {
                alike.sort(Comparator.comparingInt(k -> next(loop, families, k)));
                groups.add(alike.stream().mapToInt(k -> k).toArray());
            } else {
                alike.forEach(singles::add);
            }
        }
        return new Carries(loop, groups, singles.toArray());
    }

    /// The node of what the body yields for a carry.
    private static int next(Instruction loop, Families families, int carry) {
        return families.nodes().number(loop.blocks().getFirst().results().get(carry));
    }

    /// The loop that carries arrays, one for each group, then the other scalars.
    Operation.For operation() {
        var old = (Operation.For) loop.operation();
        var kinds = new ArrayList<Kind>();
        for (int k = 0; k < groups.size() + singles.length; k++) {
            kinds.add(Kind.CARRY);
        }
        kinds.addAll(old.kinds().subList(old.carries(), old.kinds().size()));
        return new Operation.For(old.n(), kinds, old.bounded(), old.down());
    }

    /// The argument of the body that a carry is.
    Var argument(int carry) {
        return loop.blocks().getFirst().arguments().get(1 + carry);
    }
}
