package mg.passes;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import mg.ir.Block;
import mg.ir.Builder;
import mg.ir.Function;
import mg.ir.Instruction;
import mg.ir.Kind;
import mg.ir.Operation;
import mg.ir.Type;
import mg.ir.Var;

/// Sums of placed values, as reverse mode makes them of every array read in a loop over `i`:
///
/// - `sum_i (v + w)` = `sum_i v + sum_i w`
/// - `sum_i place(v, [k, r…])` = `place(sum_i place(v, [r…]), [k])`, when `k` does not change in the loop
/// - `sum_i place(v, [i, r…])` = `collect_i place(v, [r…])`, when the axis is as long as the loop
///
/// Without them the adjoint of a matrix that is read row by row costs a whole matrix for each row.
public final class PlaceRules {
    /// A part of a sum: what the loop yields, how, and where in the result it belongs.
    private record Part(Kind kind, Var yield, List<Var> place) {}

    private PlaceRules() {}

    public static Function run(Function function) {
        return Rewriter.run(
                function,
                i -> i.operation() instanceof Operation.For loop && !loop.bounded(),
                (b, i) -> apply(b, i, (Operation.For) i.operation()));
    }

    private static List<Var> apply(Builder b, Instruction i, Operation.For loop) {
        if (loop.kinds().stream().noneMatch(k -> k == Kind.SUM)
                || i.block().results().stream().allMatch(v -> v.type().isScalar())) {
            return List.of();
        }
        Set<Var> inside = new HashSet<>(i.block().arguments());
        i.block().instructions().forEach(inner -> inside.addAll(inner.results()));
        var parts = new ArrayList<List<Part>>();
        boolean[] changed = {false};
        Block body = b.block(i.block().arguments(), () -> {
            b.splice(i.block().instructions());
            var yields = new ArrayList<Var>();
            for (int k = 0; k < loop.kinds().size(); k++) {
                Kind kind = loop.kinds().get(k);
                Var yield = i.block().results().get(k);
                List<Part> split = kind == Kind.SUM && !yield.type().isScalar()
                        ? split(b, loop, i.block().arguments().getFirst(), yield, inside)
                        : List.of(new Part(kind, yield, List.of()));
                changed[0] |= split.size() > 1 || split.getFirst().kind() != kind || !split.getFirst().place().isEmpty();
                parts.add(split);
                split.forEach(p -> yields.add(p.yield()));
            }
            return yields;
        });
        if (!changed[0]) {
            return List.of();
        }
        List<Kind> kinds = parts.stream().flatMap(List::stream).map(Part::kind).toList();
        var all = b.emit(new Operation.For(loop.n(), kinds, false, loop.down()), i.operands(), List.of(body));
        var results = new ArrayList<Var>();
        int at = 0;
        for (int k = 0; k < parts.size(); k++) {
            List<Integer> shape = i.results().get(k).type().shape();
            Var sum = null;
            for (Part part : parts.get(k)) {
                Var value = all.get(at++);
                Var placed = part.place().isEmpty() ? value : b.place(shape, value, part.place());
                sum = sum == null ? placed : b.add(sum, placed);
            }
            results.add(sum);
        }
        return results;
    }

    private static List<Part> split(Builder b, Operation.For loop, Var i, Var yield, Set<Var> inside) {
        var parts = new ArrayList<Part>();
        for (Var term : terms(b, yield, inside)) {
            Instruction source = b.definition(term).orElse(null);
            parts.add(inside.contains(term) && source != null && source.operation() instanceof Operation.Place
                    ? placed(b, loop, i, term.type(), source, inside)
                    : new Part(Kind.SUM, term, List.of()));
        }
        return parts;
    }

    /// The terms of the additions made in the loop.
    private static List<Var> terms(Builder b, Var sum, Set<Var> inside) {
        var terms = new ArrayList<Var>();
        var open = new ArrayList<Var>(List.of(sum));
        while (!open.isEmpty()) {
            Var value = open.removeLast();
            Instruction source = b.definition(value).orElse(null);
            if (source != null && inside.contains(value)
                    && source.operation().equals(new Operation.Element(mg.ir.ElementOp.ADD))) {
                open.add(source.operand(1));
                open.add(source.operand(0));
            } else {
                terms.add(value);
            }
        }
        return terms;
    }

    private static Part placed(
            Builder b, Operation.For loop, Var i, Type type, Instruction place, Set<Var> inside) {
        List<Var> positions = place.operands().subList(1, place.operands().size());
        int fixed = 0;
        while (fixed < positions.size() && !inside.contains(positions.get(fixed))) {
            fixed++;
        }
        List<Var> outer = positions.subList(0, fixed);
        List<Var> rest = positions.subList(fixed, positions.size());
        boolean rows = !rest.isEmpty() && rest.getFirst().equals(i) && type.size(fixed) == loop.n();
        if (rows) {
            rest = rest.subList(1, rest.size());
        }
        List<Integer> shape = type.row(fixed + (rows ? 1 : 0)).shape();
        Var value = rest.isEmpty() ? place.operand(0) : b.place(shape, place.operand(0), rest);
        return new Part(rows ? Kind.COLLECT : Kind.SUM, value, outer);
    }
}
