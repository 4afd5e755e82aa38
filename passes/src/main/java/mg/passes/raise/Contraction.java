package mg.passes.raise;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import mg.ir.Builder;
import mg.ir.Operation;
import mg.ir.Var;

/// Sums of products of two arrays in which every loop runs along an axis of one or both: a `dot`.
final class Contraction {
    /// An operand: its view, and the loop that each axis of the view is for.
    private record Side(Var array, List<Integer> loops) {}

    private Contraction() {}

    /// Whether the sums of `width` products of columns `a` and `b` are one `dot`.
    static boolean isOne(Values values, Arrangement arrangement, int width, int a, int b) {
        if (b < 0 || width < Sums.FEW) {
            return false;
        }
        Optional<Side> left = side(values, arrangement, a);
        Optional<Side> right = side(values, arrangement, b);
        if (left.isEmpty() || right.isEmpty()) {
            return false;
        }
        int members = arrangement.sizes().size();
        return IntStream.range(0, arrangement.sizes(a).size()).allMatch(d -> {
            boolean l = left.get().loops().contains(d);
            boolean r = right.get().loops().contains(d);
            return d < members ? l || r : l && r;
        });
    }

    /// The operand, if it is an array in which every axis is for one loop.
    private static Optional<Side> side(Values values, Arrangement arrangement, int column) {
        if (!(arrangement.reading(column) instanceof Reading.Strided strided)) {
            return Optional.empty();
        }
        List<Integer> sizes = arrangement.sizes(column);
        return values.views().of(strided, sizes).flatMap(view -> {
            var loops = new ArrayList<Integer>();
            for (int stride : view.strides()) {
                int[] found = IntStream.range(0, sizes.size()).filter(d -> strided.strides()[d] == stride).toArray();
                if (found.length != 1) {
                    return Optional.empty();
                }
                loops.add(found[0]);
            }
            return Optional.of(new Side(view.array(), loops));
        });
    }

    /// The loops over the members in the order in which a `dot` gives its results; none if it is no `dot`.
    static int[] loops(Values values, Arrangement arrangement, int width, int a, int b) {
        return isOne(values, arrangement, width, a, b)
                ? results(arrangement, sides(values, arrangement, a, b))
                : new int[0];
    }

    /// The operands, exchanged if the results are then in the order of the loops.
    private static List<Side> sides(Values values, Arrangement arrangement, int a, int b) {
        List<Side> sides = List.of(
                side(values, arrangement, a).orElseThrow(), side(values, arrangement, b).orElseThrow());
        boolean exchange = !isAscending(results(arrangement, sides))
                && isAscending(results(arrangement, sides.reversed()));
        return exchange ? sides.reversed() : sides;
    }

    private static boolean isAscending(int[] loops) {
        return IntStream.range(0, loops.length).allMatch(k -> loops[k] == k);
    }

    /// Loops in both operands, then those of the left alone, then those of the right alone.
    private static int[] results(Arrangement arrangement, List<Side> sides) {
        Side left = sides.getFirst();
        Side right = sides.getLast();
        int members = arrangement.sizes().size();
        return IntStream.concat(
                        batch(members, left, right).stream().mapToInt(d -> d),
                        IntStream.concat(
                                left.loops().stream().filter(d -> d < members && !right.loops().contains(d))
                                .mapToInt(d -> d),
                                right.loops().stream().filter(d -> d < members && !left.loops().contains(d))
                                        .mapToInt(d -> d)))
                .toArray();
    }

    private static List<Integer> batch(int members, Side left, Side right) {
        return left.loops().stream().filter(d -> d < members && right.loops().contains(d)).toList();
    }

    /// The sums, as an array with an axis for each loop over the members.
    static Var emit(Values values, Arrangement arrangement, int a, int b) {
        Builder builder = values.builder();
        List<Side> sides = sides(values, arrangement, a, b);
        Side left = sides.getFirst();
        Side right = sides.getLast();
        int members = arrangement.sizes().size();
        List<Integer> batch = batch(members, left, right);
        List<Integer> summed = left.loops().stream().filter(d -> d >= members).toList();
        Var dot = builder.emit(new Operation.Dot(axes(left, batch), axes(right, batch), axes(left, summed),
                axes(right, summed)), left.array(), right.array());
        int[] made = results(arrangement, sides);
        return builder.transpose(dot, IntStream.range(0, members)
                .mapToObj(d -> IntStream.range(0, made.length).filter(k -> made[k] == d).findFirst().orElseThrow())
                .toList());
    }

    private static List<Integer> axes(Side side, List<Integer> loops) {
        return loops.stream().map(side.loops()::indexOf).toList();
    }
}
