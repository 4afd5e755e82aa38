package mg.passes;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
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
/// - `sum_i place(v, [i, k, r…])` = `transpose(place(collect_i place(v, [r…]), [k]))` then, when `k` does not change in
///   the loop
/// - `sum_i transpose(place(v, …))` = `transpose(sum_i place(v, …))`
///
/// A loop that ends where a value says collects nothing; the first two hold for it too. What is placed in a branch is
/// placed outside of it first: [BranchPlaces].
///
/// Without them the adjoint of a matrix that is read row by row costs a whole matrix for each row, and of one that is
/// read column by column a whole matrix for each column.
public final class PlaceRules {
    /// A part of a sum: what the loop yields, how, where in an array it belongs, and the transpose of that array that
    /// is the part.
    private record Part(Kind kind, Var yield, List<Var> place, List<Integer> axes) {
        Part(Var yield) {
            this(Kind.SUM, yield, List.of(), List.of());
        }

        Part transposed(List<Integer> order) {
            return new Part(kind, yield, place, axes.isEmpty() ? order : order.stream().map(axes::get).toList());
        }

        /// The part of the sum, of this shape, from what the loop gives.
        Var of(Builder b, Var result, List<Integer> shape) {
            var before = new ArrayList<>(shape);
            IntStream.range(0, axes.size()).forEach(k -> before.set(axes.get(k), shape.get(k)));
            Var placed = place.isEmpty() ? result : b.place(before, result, place);
            return axes.isEmpty() ? placed : b.transpose(placed, axes);
        }
    }

    private PlaceRules() {}

    public static Function run(Function function) {
        BranchPlaces branches = BranchPlaces.of(function);
        return Rewriter.run(
                function,
                i -> i.operation() instanceof Operation.For || branches.concerns(i),
                (b, i) -> i.operation() instanceof Operation.For loop ? apply(b, i, loop) : branches.rewrite(b, i));
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
                List<Part> whole = List.of(new Part(kind, yield, List.of(), List.of()));
                List<Part> split = kind == Kind.SUM && !yield.type().isScalar()
                        ? split(b, loop, i.block().arguments().getFirst(), yield, inside)
                        : whole;
                changed[0] |= !split.equals(whole);
                parts.add(split);
                split.forEach(p -> yields.add(p.yield()));
            }
            return yields;
        });
        if (!changed[0]) {
            return List.of();
        }
        List<Kind> kinds = parts.stream().flatMap(List::stream).map(Part::kind).toList();
        var all = b.emit(new Operation.For(loop.n(), kinds, loop.bounded(), loop.down()), i.operands(), List.of(body));
        var results = new ArrayList<Var>();
        int at = 0;
        for (int k = 0; k < parts.size(); k++) {
            List<Integer> shape = i.results().get(k).type().shape();
            Var sum = null;
            for (Part part : parts.get(k)) {
                Var value = part.of(b, all.get(at++), shape);
                sum = sum == null ? value : b.add(sum, value);
            }
            results.add(sum);
        }
        return results;
    }

    private static List<Part> split(Builder b, Operation.For loop, Var i, Var yield, Set<Var> inside) {
        return terms(b, yield, inside).stream().map(term -> part(b, loop, i, term, inside)).toList();
    }

    private static Part part(Builder b, Operation.For loop, Var i, Var term, Set<Var> inside) {
        return switch (operation(b, term, inside)) {
            case Operation.Place _ -> placed(b, loop, i, term, inside);
            case Operation.Transpose(List<Integer> axes) when isPlace(b, term, inside) ->
                part(b, loop, i, b.definition(term).orElseThrow().operand(0), inside).transposed(axes);
            case null, default -> new Part(term);
        };
    }

    /// What makes a value in the loop, if anything there does.
    private static Operation operation(Builder b, Var value, Set<Var> inside) {
        return inside.contains(value) ? b.operation(value).orElse(null) : null;
    }

    private static boolean isPlace(Builder b, Var transpose, Set<Var> inside) {
        return operation(b, b.definition(transpose).orElseThrow().operand(0), inside) instanceof Operation.Place;
    }

    /// The terms of the additions made in a list that makes these values.
    static List<Var> terms(Builder b, Var sum, Set<Var> inside) {
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

    private static Part placed(Builder b, Operation.For loop, Var i, Var term, Set<Var> inside) {
        Type type = term.type();
        Instruction place = b.definition(term).orElseThrow();
        List<Var> positions = place.operands().subList(1, place.operands().size());
        int fixed = 0;
        while (fixed < positions.size() && !inside.contains(positions.get(fixed))) {
            fixed++;
        }
        boolean rows = !loop.bounded()
                && fixed < positions.size() && positions.get(fixed).equals(i) && type.size(fixed) == loop.n();
        if (fixed == 0 && !rows) {
            return new Part(term);
        }
        // The axes of the result in the order in which they are made: positions from outside, the loop's, what is left.
        var order = new ArrayList<>(IntStream.range(0, fixed).boxed().toList());
        if (rows) {
            IntStream.range(fixed, positions.size()).filter(k -> !inside.contains(positions.get(k)))
                    .forEach(order::add);
        }
        int outer = order.size();
        IntStream.range(fixed, type.rank()).filter(k -> !order.contains(k)).forEach(order::add);
        List<Integer> made = order.subList(outer + (rows ? 1 : 0), order.size());
        List<Var> rest = made.stream().filter(k -> k < positions.size()).map(positions::get).toList();
        List<Integer> shape = made.stream().map(type::size).toList();
        Var value = rest.isEmpty() ? place.operand(0) : b.place(shape, place.operand(0), rest);
        var part = new Part(
                rows ? Kind.COLLECT : Kind.SUM, value, order.subList(0, outer).stream().map(positions::get).toList(),
                List.of());
        return outer == fixed ? part : part.transposed(Transposes.inverse(order));
    }
}
