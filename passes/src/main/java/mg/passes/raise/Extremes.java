package mg.passes.raise;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import mg.ir.Builder;
import mg.ir.ElementType;
import mg.ir.Kind;
import mg.ir.Operation;
import mg.ir.Tensor;
import mg.ir.Type;
import mg.ir.Var;
import mg.passes.Nest;

/// Emits families of greatest and least values: one after the other in a loop that carries the best so far. A reduction
/// would have another derivative where several are the best.
final class Extremes {
    private final Nodes nodes;
    private final Families families;
    private final Values values;
    private final Builder b;

    Extremes(Nodes nodes, Families families, Values values) {
        this.nodes = nodes;
        this.families = families;
        this.values = values;
        this.b = values.builder();
    }

    /// Emits a family, except those members that are left to be copied.
    void emit(int[] members, IntConsumer copy) {
        b.at(extreme(members[0]).instruction().span());
        if (!families.isAlike(extreme(members[0]))) {
            if (members.length >= Sums.FEW) {
                mixed(members);
            } else {
                Arrays.stream(members).forEach(copy);
            }
            return;
        }
        Map<Integer, Ints> byLength = new LinkedHashMap<>();
        for (int n : members) {
            byLength.computeIfAbsent(extreme(n).terms().length, _ -> new Ints()).add(n);
        }
        if (byLength.size() > Sums.MOST_SHAPES) {
            ragged(members);
            return;
        }
        byLength.forEach((length, group) -> {
            if (group.size() >= Sums.FEW || length >= Sums.FEW || length == 1) {
                regular(group.toArray(), length);
            } else {
                Arrays.stream(group.toArray()).forEach(copy);
            }
        });
        values.join(members);
    }

    private Node.Extreme extreme(int n) {
        return (Node.Extreme) nodes.get(n);
    }

    /// Terms of different kinds, as many in each member.
    private void mixed(int[] members) {
        int terms = extreme(members[0]).terms().length;
        List<Column> columns = IntStream.range(0, terms)
                .mapToObj(t -> values.column(Arrays.stream(members).map(n -> extreme(n).terms()[t]).toArray(), 1))
                .toList();
        Arrangement a = Arrangement.of(members.length, columns, IntStream.range(0, terms).toArray());
        List<Reader> readers = IntStream.range(0, terms).mapToObj(t -> Reader.of(values, a.reading(t), a.sizes(t)))
                .toList();
        Operation operation = extreme(members[0]).instruction().operation();
        values.spread(Nest.collect(b, a.sizes(), i -> readers.stream()
                .map(reader -> reader.at(i))
                .reduce((x, y) -> b.emit(operation, x, y))
                .orElseThrow()), a.of(members));
    }

    /// As many terms in each member.
    private void regular(int[] members, int length) {
        Column column = values.column(terms(members), length);
        Arrangement a = Arrangement.of(members.length, List.of(column), new int[1]).sequential();
        Reader reader = Reader.of(values, a.reading(0), a.sizes(0));
        Operation operation = extreme(members[0]).instruction().operation();
        Var best = Nest.collect(b, a.sizes(), i -> {
            Var first = reader.at(joined(i, b.constant(0L)));
            return length == 1
                    ? first
                    : b.forLoop(length - 1, List.of(Kind.CARRY), List.of(first), (t, carried) -> List.of(
                            b.emit(operation, carried.getFirst(), reader.at(joined(i, b.add(t, b.constant(1L)))))))
                    .getFirst();
        });
        if (best.type().isScalar()) {
            values.put(members[0], best);
        } else {
            values.spread(best, a.of(members));
        }
    }

    private int[] terms(int[] members) {
        return Arrays.stream(members).flatMap(n -> Arrays.stream(extreme(n).terms())).toArray();
    }

    private static List<Var> joined(List<Var> i, Var last) {
        var all = new ArrayList<>(i);
        all.add(last);
        return all;
    }

    /// Members of many different lengths: each goes through its own part of all terms.
    private void ragged(int[] members) {
        int[] lengths = Arrays.stream(members).map(n -> extreme(n).terms().length).toArray();
        var starts = new long[members.length];
        for (int k = 1; k < starts.length; k++) {
            starts[k] = starts[k - 1] + lengths[k - 1];
        }
        Column column = values.column(terms(members), 1);
        List<Integer> all = List.of(IntStream.of(lengths).sum());
        Reader reader = Reader.of(values, column.reading(all), all);
        Type table = Type.of(ElementType.I64, members.length);
        Var start = b.constant(Tensor.wholes(table, k -> starts[k]));
        Var more = b.constant(Tensor.wholes(table, k -> lengths[k] - 1));
        var loop = new Operation.For(IntStream.of(lengths).max().orElseThrow() - 1, List.of(Kind.CARRY), true, false);
        Operation operation = extreme(members[0]).instruction().operation();
        values.spread(Nest.collect(b, List.of(members.length), i -> {
            Var from = b.index(start, i);
            Var first = reader.at(List.of(from));
            return b.forLoop(loop, List.of(first, b.index(more, i)), (t, carried) -> {
                Var next = reader.at(List.of(b.add(from, b.add(t, b.constant(1L)))));
                return List.of(b.emit(operation, carried.getFirst(), next));
            }).getFirst();
        }), members);
    }
}
