package mg.passes;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import mg.ir.Block;
import mg.ir.Builder;
import mg.ir.ElementOp;
import mg.ir.Function;
import mg.ir.Instruction;
import mg.ir.Kind;
import mg.ir.Operation;
import mg.ir.Type;
import mg.ir.Var;
import mg.ir.VarMap;

/// `if c { place(v, k…) } else { place(w, k…) }` = `place(if c { v } else { w }, k…)`, in sums over loops and where the
/// positions are surely inside: so that [PlaceRules] hold for what is placed in branches, too. Where a side places
/// nothing at `k…`, the number is 0.
///
/// ```
/// for i { for j {                            for i { for j {
///   %1 = if c { … place v, i }        -->      %1 = if c { … v } else { 0 }
///        else { zeros }                        %2 = place %1, i
///   yield sum %1                               yield sum %2
/// } }                                        } }
/// ```
///
/// Several terms of a side are taken out one by one; what stays inside is what may be placed nowhere. More zeros are
/// added then, which a sum does not notice: it begins with 0.
final class BranchPlaces {
    /// A number that may come from both sides, and where it belongs; what a side does not have is null.
    private record Placed(List<Integer> shape, List<Var> positions, Var[] values) {}

    private final Set<Var> summed = new HashSet<>();
    private final VarMap<Integer> uses;

    private BranchPlaces(Function function) {
        this.uses = Values.uses(function);
    }

    /// The rule for the branches of a function.
    static BranchPlaces of(Function function) {
        var rule = new BranchPlaces(function);
        if (Values.any(function.body(), i -> i.operation() instanceof Operation.If)) {
            rule.mark(function.body());
        }
        return rule;
    }

    /// Whether it is a branch that gives terms of a sum.
    boolean concerns(Instruction i) {
        return i.operation() instanceof Operation.If && i.results().stream().anyMatch(summed::contains);
    }

    /// Finds the arrays that only become terms of the sum of a loop around.
    private void mark(Block block) {
        for (Instruction i : block.instructions().reversed()) {
            for (int k = 0; k < i.results().size(); k++) {
                terms(i, k).forEach(this::mark);
            }
            i.blocks().forEach(this::mark);
        }
    }

    /// What is added up to a result, if it is the sum of a loop or a term of one.
    private List<Var> terms(Instruction i, int k) {
        boolean isTerm = summed.contains(i.results().get(k));
        return switch (i.operation()) {
            case Operation.For loop when loop.kinds().get(k) == Kind.SUM -> List.of(i.block().results().get(k));
            case Operation.If _ when isTerm -> i.blocks().stream().map(side -> side.results().get(k)).toList();
            case Operation.Element(ElementOp op) when isTerm && op == ElementOp.ADD -> i.operands();
            default -> List.of();
        };
    }

    private void mark(Var value) {
        if (!value.type().isScalar() && uses.get(value) == 1) {
            summed.add(value);
        }
    }

    /// The results of a branch that [#concerns] it; none if no term may be taken out.
    List<Var> rewrite(Builder b, Instruction branch) {
        var taken = new ArrayList<List<Placed>>();
        var left = new ArrayList<List<List<Var>>>();
        for (int k = 0; k < branch.results().size(); k++) {
            var placed = new LinkedHashMap<List<Object>, Placed>();
            var rest = new ArrayList<List<Var>>();
            for (int side = 0; side < 2; side++) {
                Block block = branch.blocks().get(side);
                rest.add(summed.contains(branch.results().get(k))
                        ? taken(b, block, block.results().get(k), side, placed)
                        : List.of(block.results().get(k)));
            }
            taken.add(List.copyOf(placed.values()));
            left.add(rest);
        }
        if (taken.stream().allMatch(List::isEmpty)) {
            return List.of();
        }
        List<Var> made = b.emit(new Operation.If(), branch.operands(), List.of(
                side(b, branch, 0, taken, left), side(b, branch, 1, taken, left)));
        var results = new ArrayList<Var>();
        int at = 0;
        for (int k = 0; k < branch.results().size(); k++) {
            var terms = new ArrayList<Var>();
            if (!isEmpty(left.get(k))) {
                terms.add(made.get(at++));
            }
            for (Placed placed : taken.get(k)) {
                terms.add(b.place(placed.shape(), made.get(at++), placed.positions()));
            }
            Type type = branch.results().get(k).type();
            results.add(sum(b, terms, () -> b.zeros(type)));
        }
        return results;
    }

    private static boolean isEmpty(List<List<Var>> sides) {
        return sides.stream().allMatch(List::isEmpty);
    }

    /// A side that yields, for each result, what is left of it and what is taken out.
    private static Block side(
            Builder b, Instruction branch, int side, List<List<Placed>> taken, List<List<List<Var>>> left) {
        return b.block(List.of(), () -> {
            b.splice(branch.blocks().get(side).instructions());
            var yields = new ArrayList<Var>();
            for (int k = 0; k < taken.size(); k++) {
                if (!isEmpty(left.get(k))) {
                    Var result = branch.results().get(k);
                    yields.add(sum(b, left.get(k).get(side), () -> b.zeros(result.type())));
                }
                for (Placed placed : taken.get(k)) {
                    Var other = placed.values()[1 - side];
                    yields.add(placed.values()[side] != null ? placed.values()[side] : b.zeros(other.type()));
                }
            }
            return yields;
        });
    }

    private static Var sum(Builder b, List<Var> terms, Supplier<Var> nothing) {
        return terms.stream().reduce(b::add).orElseGet(nothing);
    }

    /// Takes the terms of a side that may be placed outside of it; the terms that stay, without zeros.
    private static List<Var> taken(Builder b, Block block, Var yield, int side, Map<List<Object>, Placed> placed) {
        Set<Var> inside = new HashSet<>();
        block.instructions().forEach(i -> inside.addAll(i.results()));
        var rest = new ArrayList<Var>();
        for (Var term : PlaceRules.terms(b, yield, inside)) {
            Instruction source = inside.contains(term) ? b.definition(term).orElse(null) : null;
            if (source == null || !(source.operation() instanceof Operation.Place(List<Integer> shape))) {
                if (!Identities.isZero(b, term, false)) {
                    rest.add(term);
                }
                continue;
            }
            List<Var> positions = source.operands().subList(1, source.operands().size());
            // Those that are surely inside are constants, and variables of loops around.
            if (!Inside.all(b, source.result().type(), positions)) {
                rest.add(term);
                continue;
            }
            Placed there = placed.computeIfAbsent(
                    positions.stream().<Object>map(p -> isConstant(b, p) ? b.operation(p).orElseThrow() : p).toList(),
                    _ -> new Placed(shape, outside(b, positions, inside), new Var[2]));
            if (there.values()[side] == null) {
                there.values()[side] = source.operand(0);
            } else {
                rest.add(term);
            }
        }
        return rest;
    }

    private static boolean isConstant(Builder b, Var v) {
        return b.operation(v).orElse(null) instanceof Operation.Const;
    }

    private static List<Var> outside(Builder b, List<Var> positions, Set<Var> inside) {
        return positions.stream().map(p -> inside.contains(p) ? b.emit(b.operation(p).orElseThrow()) : p).toList();
    }
}
