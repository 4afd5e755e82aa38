package mg.passes.raise;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
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

/// Emits families of sums: the terms of each kind as one contraction, as a loop, or, where they are few, one by one.
final class Sums {
    /// Fewer terms of a kind are written one by one.
    static final int FEW = 4;
    /// Sums with more different numbers of terms are made by adding each term at its place.
    static final int MOST_SHAPES = 4;

    /// The terms of one kind of the members of a group, `width` of each. `b` is -1 where terms are no products.
    private record Terms(boolean negative, int width, int a, int b) {}

    private final Nodes nodes;
    private final Families families;
    private final Values values;
    private final Builder b;

    Sums(Nodes nodes, Families families, Values values) {
        this.nodes = nodes;
        this.families = families;
        this.values = values;
        this.b = values.builder();
    }

    /// Emits a family, except those members that are left to be copied.
    void emit(int[] members, IntConsumer copy) {
        int[] ones = Arrays.stream(members).filter(n -> sum(n).a().length == 1).toArray();
        if (ones.length > 0) {
            ones(ones);
            several(Arrays.stream(members).filter(n -> sum(n).a().length > 1).toArray(), copy);
        } else {
            several(members, copy);
        }
        values.join(members);
    }

    /// Sums of one term, which are that term: nothing is added to it, nor is it added to zero.
    private void ones(int[] members) {
        b.at(sum(members[0]).instruction().span());
        values.spread(products(
                Arrays.stream(members).map(n -> sum(n).a()[0]).toArray(),
                Arrays.stream(members).map(n -> sum(n).b()[0]).toArray()), members);
    }

    private void several(int[] members, IntConsumer copy) {
        Map<List<Integer>, Ints> byShape = new LinkedHashMap<>();
        for (int n : members) {
            List<Integer> shape = Arrays.stream(families.terms(sum(n))).sorted().boxed().toList();
            byShape.computeIfAbsent(shape, _ -> new Ints()).add(n);
        }
        if (byShape.size() > MOST_SHAPES) {
            ragged(members);
            return;
        }
        byShape.forEach((shape, group) -> {
            if (group.size() >= FEW || most(shape.stream().mapToInt(kind -> kind).toArray()) >= FEW) {
                regular(group.toArray());
            } else {
                Arrays.stream(group.toArray()).forEach(copy);
            }
        });
    }

    private Node.Sum sum(int n) {
        return (Node.Sum) nodes.get(n);
    }

    /// The number of terms of the kind that has most.
    static int most(int[] kinds) {
        return runs(kinds).max().orElse(0);
    }

    /// How many additions a sum of terms of these kinds has apart from loops over `few` or more of a kind.
    static int additions(int[] kinds, int few) {
        return runs(kinds).map(terms -> terms < few ? terms : 1).sum() - 1;
    }

    /// How many terms there are of each kind.
    private static IntStream runs(int[] kinds) {
        int[] sorted = kinds.clone();
        Arrays.sort(sorted);
        var runs = new Ints();
        for (int k = 0, from = 0; k < sorted.length; k++) {
            if (k + 1 == sorted.length || sorted[k + 1] != sorted[k]) {
                runs.add(k + 1 - from);
                from = k + 1;
            }
        }
        return Arrays.stream(runs.toArray());
    }

    /// The positions of a sum's terms by kind, each kind in the order of what is read.
    private Map<Integer, List<Integer>> byKind(Node.Sum sum) {
        int[] kinds = families.terms(sum);
        Map<Integer, List<Integer>> byKind = new LinkedHashMap<>();
        for (int t = 0; t < kinds.length; t++) {
            byKind.computeIfAbsent(kinds[t], _ -> new ArrayList<>()).add(t);
        }
        Comparator<Integer> byReads = Comparator.comparingInt((Integer t) -> values.position(sum.a()[t]))
                .thenComparingInt(t -> sum.b()[t] < 0 ? 0 : values.position(sum.b()[t]));
        byKind.values().forEach(terms -> terms.sort(byReads));
        return byKind;
    }

    // Sums with the same numbers of terms

    private void regular(int[] members) {
        var all = new ArrayList<Map<Integer, List<Integer>>>();
        Arrays.stream(members).forEach(n -> all.add(byKind(sum(n))));
        int[] ranks = ranks(members, all);
        // What is in no array has no position until it is known between which elements it stands.
        for (int kind : all.getFirst().keySet()) {
            Map<Integer, Integer> positions = new HashMap<>();
            for (int n : values.distinct(nodes(members, all, kind, Node.Sum::a), all.getFirst().get(kind).size(),
                    ranks)) {
                positions.put(n, positions.size());
            }
            for (int k = 0; k < members.length; k++) {
                Node.Sum sum = sum(members[k]);
                all.get(k).get(kind).sort(Comparator.comparingInt((Integer t) -> positions.get(sum.a()[t]))
                        .thenComparingInt(t -> sum.b()[t] < 0 ? 0 : values.position(sum.b()[t])));
            }
        }
        var columns = new ArrayList<Column>();
        var terms = new ArrayList<Terms>();
        var blocks = new Ints();
        all.getFirst().forEach((kind, ts) -> {
            int first = ts.getFirst();
            boolean product = sum(members[0]).b()[first] >= 0;
            terms.add(new Terms(sum(members[0]).negative()[first], ts.size(), columns.size(), product
                    ? columns.size() + 1 : -1));
            columns.add(values.column(nodes(members, all, kind, Node.Sum::a), ts.size(), ranks));
            blocks.add(kind);
            if (product) {
                columns.add(values.column(nodes(members, all, kind, Node.Sum::b), ts.size(), ranks));
                blocks.add(kind);
            }
        });
        Arrangement arrangement = Arrangement.of(members.length, columns, blocks.toArray());
        for (Terms each : terms) {
            int[] loops = Contraction.loops(values, arrangement, each.width(), each.a(), each.b());
            if (loops.length > 0) {
                arrangement = arrangement.transposed(loops);
                break;
            }
        }
        emit(members, arrangement, terms);
    }

    /// The order of the members by what the only term of some kind reads.
    private int[] ranks(int[] members, List<Map<Integer, List<Integer>>> terms) {
        var columns = new ArrayList<int[]>();
        terms.getFirst().forEach((kind, ts) -> {
            if (ts.size() == 1) {
                columns.add(nodes(members, terms, kind, Node.Sum::a));
                if (sum(members[0]).b()[ts.getFirst()] >= 0) {
                    columns.add(nodes(members, terms, kind, Node.Sum::b));
                }
            }
        });
        return columns.isEmpty() ? IntStream.range(0, members.length).toArray() : values.ranks(columns);
    }

    /// One side of the terms of a kind.
    private int[] nodes(int[] members, List<Map<Integer, List<Integer>>> terms, int kind,
            Function<Node.Sum, int[]> side) {
        var column = new Ints();
        for (int k = 0; k < members.length; k++) {
            int[] factors = side.apply(sum(members[k]));
            terms.get(k).get(kind).forEach(t -> column.add(factors[t]));
        }
        return column.toArray();
    }

    private void emit(int[] members, Arrangement arrangement, List<Terms> terms) {
        b.at(sum(members[0]).instruction().span());
        List<Reader> parts = terms.stream().map(each -> part(arrangement, each)).toList();
        Var result;
        if (terms.size() == 1 && !terms.getFirst().negative()
                && Contraction.isOne(values, arrangement, terms.getFirst().width(), terms.getFirst().a(),
                terms.getFirst().b())) {
            result = ((Whole) parts.getFirst()).array();
        } else {
            result = Nest.collect(b, arrangement.sizes(), i -> total(terms, parts, i));
        }
        if (result.type().isScalar()) {
            values.put(members[0], result);
        } else {
            values.spread(result, arrangement.of(members));
        }
    }

    private Var total(List<Terms> terms, List<Reader> parts, List<Var> i) {
        Var total = null;
        for (int k = 0; k < parts.size(); k++) {
            Var part = parts.get(k).at(i);
            boolean negative = terms.get(k).negative();
            total = total == null
                    ? negative ? b.neg(part) : part
                    : negative ? b.sub(total, part) : b.add(total, part);
        }
        return total;
    }

    /// An array made before the loops.
    private record Whole(Builder b, Var array) implements Reader {
        @Override
        public Var at(List<Var> i) {
            return b.index(array, i);
        }
    }

    /// The sum of the terms of one kind.
    private Reader part(Arrangement arrangement, Terms terms) {
        if (Contraction.isOne(values, arrangement, terms.width(), terms.a(), terms.b())) {
            return new Whole(b, Contraction.emit(values, arrangement, terms.a(), terms.b()));
        }
        List<Integer> inner = arrangement.inner().get(terms.a());
        Reader a = reader(arrangement, terms.a());
        Reader c = terms.b() < 0 ? null : reader(arrangement, terms.b());
        Reader term = c == null ? a : i -> b.mul(a.at(i), c.at(i));
        if (terms.width() >= FEW) {
            return i -> Nest.reduce(b, Kind.SUM, inner, t -> term.at(joined(i, t)));
        }
        return i -> {
            Var total = null;
            for (int t = 0; t < terms.width(); t++) {
                int at = t;
                List<Var> position = IntStream.range(0, inner.size())
                        .mapToObj(d -> b.constant((long) (at / Reading.step(inner, d) % inner.get(d))))
                        .toList();
                Var next = term.at(joined(i, position));
                total = total == null ? next : b.add(total, next);
            }
            return total;
        };
    }

    private Reader reader(Arrangement arrangement, int column) {
        return Reader.of(values, arrangement.reading(column), arrangement.sizes(column));
    }

    private static List<Var> joined(List<Var> first, List<Var> second) {
        var all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    // Sums with different numbers of terms

    /// All terms of a kind in one loop, then each added to its sum.
    private void ragged(int[] members) {
        b.at(sum(members[0]).instruction().span());
        var a = new LinkedHashMap<Integer, Ints>();
        var c = new LinkedHashMap<Integer, Ints>();
        var of = new LinkedHashMap<Integer, Ints>();
        Map<Integer, Boolean> negative = new LinkedHashMap<>();
        for (int m = 0; m < members.length; m++) {
            Node.Sum sum = sum(members[m]);
            int member = m;
            byKind(sum).forEach((kind, ts) -> ts.forEach(t -> {
                a.computeIfAbsent(kind, _ -> new Ints()).add(sum.a()[t]);
                c.computeIfAbsent(kind, _ -> new Ints()).add(sum.b()[t]);
                of.computeIfAbsent(kind, _ -> new Ints()).add(member);
                negative.put(kind, sum.negative()[t]);
            }));
        }
        var terms = new ArrayList<Terms>();
        var parts = new ArrayList<Reader>();
        a.forEach((kind, first) -> {
            terms.add(new Terms(negative.get(kind), 1, 0, 0));
            Var all = products(first.toArray(), c.get(kind).toArray());
            int[] to = of.get(kind).toArray();
            Var at = b.constant(Tensor.wholes(Type.of(ElementType.I64, to.length), k -> to[k]));
            parts.add(new Whole(b, b.emit(new Operation.ScatterAdd(members.length), all, at)));
        });
        Var result = Nest.collect(b, List.of(members.length), i -> total(terms, parts, i));
        values.spread(result, members);
    }

    /// `a_k · b_k`, or `a_k` where there is no `b_k`, as a vector.
    private Var products(int[] first, int[] second) {
        var columns = new ArrayList<>(List.of(values.column(first, 1)));
        if (second[0] >= 0) {
            columns.add(values.column(second, 1));
        }
        int n = first.length;
        List<Integer> sizes = Radix.of(columns.stream()
                .filter(Column.Elements.class::isInstance)
                .map(column -> ((Column.Elements) column).ofMembers(0))
                .toList(), n);
        List<Reader> readers = columns.stream().map(column -> Reader.of(values, column.reading(sizes), sizes)).toList();
        Var product = Nest.collect(b, sizes, i -> readers.stream()
                .map(reader -> reader.at(i))
                .reduce((x, y) -> b.mul(x, y))
                .orElseThrow());
        return b.reshape(product, List.of(n));
    }
}
