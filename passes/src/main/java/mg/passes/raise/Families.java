package mg.passes.raise;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import mg.ir.ElementOp;
import mg.ir.Instruction;
import mg.ir.Operation;
import mg.ir.Tensor;
import mg.ir.Var;

/// Nodes that are alike: made by the same operation from nodes that are alike. Which element of an array it is, which
/// constant, and how many terms of a kind a sum has, makes no difference.
///
/// Families are numbered in the order in which their first members are found, so that operands are always of earlier
/// families: whole families can be computed one after the other.
final class Families {
    /// What the first number of a key says the members are.
    private enum Kind { ALONE, GIVEN, CARRIED, ELEMENT, NUMBER, APPLY, POWER, SUM, EXTREME }

    private final Nodes nodes;
    /// Keys of families: lists of numbers.
    private final Pairs keys = new Pairs();
    /// Terms: whether they are subtracted, and the families of their factors.
    private final Pairs terms = new Pairs();
    /// Numbers of what has none.
    private final Map<Object, Integer> objects = new HashMap<>();
    /// The family of each key, plus one.
    private int[] byKey = new int[1 << 10];
    /// The key of each family.
    private final Ints keyOf = new Ints();
    private final List<Ints> members = new ArrayList<>();
    private final int[] family;
    /// Whether sums of terms of one kind, and the greatest of such, are of the family of the terms.
    private final boolean loose;
    /// What values from loops have in common with others that are alike.
    private final Map<Var, Object> alike;

    private Families(Nodes nodes, Map<Var, Object> alike, boolean loose) {
        this.nodes = nodes;
        this.alike = alike;
        this.loose = loose;
        this.family = new int[nodes.size()];
        Arrays.fill(family, -1);
        for (int n = 0; n < nodes.listed(); n++) {
            if (nodes.listed() < nodes.size()) {
                addOnes(n);
            }
            if (!(nodes.get(n) instanceof Node.Part)) {
                add(n);
            }
        }
    }

    static Families of(Nodes nodes) {
        return of(nodes, Map.of());
    }

    /// @param alike what values that come from loops have in common with others, which are then of one family
    static Families of(Nodes nodes, Map<Var, Object> alike) {
        return new Families(nodes, alike, false);
    }

    /// Families in which sums of terms of one kind, and the greatest of such, are of the family of the terms.
    static Families loose(Nodes nodes, Map<Var, Object> alike) {
        return new Families(nodes, alike, true);
    }

    /// Adds the operands of a node that are no values of the list.
    private void addOnes(int n) {
        switch (nodes.get(n)) {
            case Node.Apply apply -> addOnes(apply.operands());
            case Node.Sum sum -> {
                addOnes(sum.a());
                addOnes(sum.b());
            }
            case Node.Given _, Node.Element _, Node.Number _, Node.Extreme _, Node.Part _ -> {}
        }
    }

    private void addOnes(int[] operands) {
        for (int x : operands) {
            if (x >= nodes.listed() && family[x] < 0) {
                add(x);
            }
        }
    }

    /// The family of a node; -1 for a part.
    int family(int n) {
        return family[n];
    }

    /// What the families are of.
    Nodes nodes() {
        return nodes;
    }

    /// A number of instructions that the list has in any case after it is raised: those that are alike fewer than `few`
    /// others, and additions that are of fewer terms of a kind.
    int least(int few) {
        int least = 0;
        for (Ints family : members) {
            if (family.size() < few) {
                for (int k = 0; k < family.size(); k++) {
                    least += switch (nodes.get(family.get(k))) {
                        case Node.Apply _ -> 1;
                        case Node.Sum sum when sum.a().length == 1 -> 0;
                        case Node.Sum sum when sum.a().length < few
                                || Sums.most(terms(sum)) < few -> 1 + sum.parts().length;
                        // Those that are alike may be one loop; its body adds what is not.
                        case Node.Sum sum -> k == 0 ? Sums.additions(terms(sum), few) : 0;
                        case Node.Extreme extreme when extreme.terms().length == 1 -> 0;
                        case Node.Extreme extreme -> extreme.terms().length < few ? 1 + extreme.parts().length : 0;
                        case Node.Given _, Node.Element _, Node.Number _ -> 0;
                        case Node.Part _ -> throw new AssertionError("parts are of no family");
                    };
                }
            }
        }
        return least;
    }

    /// The members of each family, in the order of the list.
    List<Ints> members() {
        return members;
    }

    private void add(int n) {
        int key = key(n);
        if (key >= byKey.length) {
            byKey = Arrays.copyOf(byKey, 2 * key);
        }
        if (byKey[key] == 0) {
            members.add(new Ints());
            keyOf.add(key);
            byKey[key] = members.size();
        }
        family[n] = byKey[key] - 1;
        members.get(family[n]).add(n);
    }

    /// What the members of a family have in common, as a number.
    private int key(int n) {
        return switch (nodes.get(n)) {
            case Node.Given(var value, _, _) when alike.containsKey(value) ->
                    key(Kind.CARRIED, object(alike.get(value)));
            case Node.Given(var value, Instruction maker, int[] operands) -> {
                if (!value.type().isScalar() || maker != null && !maker.blocks().isEmpty()) {
                    yield key(Kind.ALONE, n);
                }
                int given = key(Kind.GIVEN, value.type().element().ordinal());
                yield maker == null
                        ? given
                        : withAll(keys.of(keys.of(given, object(maker.operation())), maker.results().indexOf(value)),
                        operands);
            }
            case Node.Element(int array, _) -> key(Kind.ELEMENT, family[array]);
            case Node.Number(Tensor value) -> key(Kind.NUMBER, value.type().element().ordinal());
            case Node.Apply apply -> {
                int[] operands = operands(apply);
                // x^2 is worth more than x^y.
                yield is(apply, ElementOp.POW) && nodes.get(operands[1]) instanceof Node.Number(Tensor exponent)
                        ? keys.of(keys.of(key(Kind.POWER, element(apply.instruction())), object(exponent)),
                        family[operands[0]])
                        : withAll(operation(Kind.APPLY, apply.instruction()), operands);
            }
            case Node.Sum sum when loose && isOne(sum) -> sum.b()[0] < 0
                    ? keyOf.get(family[sum.a()[0]])
                    : keys.of(keys.of(
                            keys.of(key(Kind.APPLY, element(sum.instruction())), ElementOp.MUL.ordinal()),
                            family[sum.a()[0]]), family[sum.b()[0]]);
            case Node.Extreme extreme when loose && isAlike(extreme) -> keyOf.get(family[extreme.terms()[0]]);
            case Node.Sum sum -> {
                int[] kinds = terms(sum);
                Arrays.sort(kinds);
                int key = key(Kind.SUM, element(sum.instruction()));
                for (int k = 0; k < kinds.length; k++) {
                    key = k > 0 && kinds[k] == kinds[k - 1] ? key : keys.of(key, kinds[k]);
                }
                yield key;
            }
            case Node.Extreme extreme -> {
                int key = operation(Kind.EXTREME, extreme.instruction());
                yield isAlike(extreme) ? keys.of(key, family[extreme.terms()[0]]) : withAll(key, extreme.terms());
            }
            case Node.Part _ -> throw new AssertionError("a part is of no family");
        };
    }

    private int key(Kind kind, int what) {
        return keys.of(keys.of(Pairs.EMPTY, kind.ordinal()), what);
    }

    private int operation(Kind kind, Instruction i) {
        int operation = i.operation() instanceof Operation.Element(ElementOp op)
                ? op.ordinal()
                : ElementOp.values().length + object(i.operation());
        return keys.of(key(kind, element(i)), operation);
    }

    private static int element(Instruction i) {
        return i.result().type().element().ordinal();
    }

    private int object(Object object) {
        return objects.computeIfAbsent(object, _ -> objects.size());
    }

    private int withAll(int key, int[] operands) {
        int all = key;
        for (int x : operands) {
            all = keys.of(all, family[x]);
        }
        return all;
    }

    /// Whether all terms are of one family.
    boolean isAlike(Node.Extreme extreme) {
        int first = family[extreme.terms()[0]];
        for (int term : extreme.terms()) {
            if (family[term] != first) {
                return false;
            }
        }
        return true;
    }

    /// Whether all terms are added and of one kind.
    boolean isOne(Node.Sum sum) {
        int[] kinds = terms(sum);
        for (int t = 0; t < kinds.length; t++) {
            if (sum.negative()[t] || kinds[t] != kinds[0]) {
                return false;
            }
        }
        return true;
    }

    private static boolean is(Node.Apply apply, ElementOp op) {
        return apply.instruction().operation() instanceof Operation.Element(ElementOp other) && other == op;
    }

    /// The operands, those of products in the order of their families.
    int[] operands(Node.Apply apply) {
        int[] x = apply.operands();
        return is(apply, ElementOp.MUL) && family[x[0]] > family[x[1]] ? new int[] {x[1], x[0]} : x;
    }

    /// The kind of each term of a sum, in a new array. The factors of a product are put in the order of their families.
    int[] terms(Node.Sum sum) {
        var kinds = new int[sum.a().length];
        for (int t = 0; t < kinds.length; t++) {
            int a = sum.a()[t];
            int b = sum.b()[t];
            if (b >= 0 && family[a] > family[b]) {
                sum.a()[t] = b;
                sum.b()[t] = a;
            }
            kinds[t] = terms.of(
                    2 * family[sum.a()[t]] + (sum.negative()[t] ? 1 : 0), b < 0 ? -1 : family[sum.b()[t]]);
        }
        return kinds;
    }
}
