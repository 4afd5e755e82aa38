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
import mg.ir.Type;

/// Nodes that are alike: made by the same operation from nodes that are alike. Which element of an array it is, which
/// constant, and how many terms of a kind a sum has, makes no difference.
///
/// Families are numbered in the order in which their first members are found, so that operands are always of earlier
/// families: whole families can be computed one after the other.
final class Families {
    private enum Kind { GIVEN, ELEMENT, NUMBER, SUM }

    /// What the members of a family have in common. `what` is the operation, a kind, or the only member.
    private record Key(Object what, Type type, List<Integer> operands) {}

    /// An operation with a constant operand that makes a difference.
    private record Power(Tensor exponent) {}

    /// `+a`, `-a`, `+a·b` or `-a·b`, by families.
    private record Term(boolean negative, int a, int b) {}

    private final Nodes nodes;
    private final Map<Key, Integer> keys = new HashMap<>();
    private final Map<Term, Integer> terms = new HashMap<>();
    private final List<Ints> members = new ArrayList<>();
    private final int[] family;

    private Families(Nodes nodes) {
        this.nodes = nodes;
        this.family = new int[nodes.size()];
    }

    static Families of(Nodes nodes) {
        var families = new Families(nodes);
        for (int n = 0; n < nodes.size(); n++) {
            if (!(nodes.get(n) instanceof Node.Part)) {
                families.add(n);
            }
        }
        return families;
    }

    /// The members of each family, in the order of the list.
    List<Ints> members() {
        return members;
    }

    private void add(int n) {
        family[n] = keys.computeIfAbsent(key(n), _ -> {
            members.add(new Ints());
            return members.size() - 1;
        });
        members.get(family[n]).add(n);
    }

    private Key key(int n) {
        return switch (nodes.get(n)) {
            case Node.Given(var value, Instruction maker, int[] operands) -> {
                if (!value.type().isScalar() || maker != null && !maker.blocks().isEmpty()) {
                    yield new Key(n, value.type(), List.of());
                }
                yield maker == null
                        ? new Key(Kind.GIVEN, value.type(), List.of())
                        : new Key(List.of(maker.operation(), maker.results().indexOf(value)), value.type(), of(operands));
            }
            case Node.Element(int array, _) -> new Key(Kind.ELEMENT, null, List.of(family[array]));
            case Node.Number(Tensor value) -> new Key(Kind.NUMBER, value.type(), List.of());
            case Node.Apply apply -> {
                Type type = apply.instruction().result().type();
                int[] operands = operands(apply);
                // x^2 is worth more than x^y.
                yield is(apply, ElementOp.POW) && nodes.get(operands[1]) instanceof Node.Number(Tensor exponent)
                        ? new Key(new Power(exponent), type, List.of(family[operands[0]]))
                        : new Key(apply.instruction().operation(), type, of(operands));
            }
            case Node.Sum sum ->
                new Key(Kind.SUM, sum.instruction().result().type(),
                        Arrays.stream(terms(sum)).sorted().distinct().boxed().toList());
            case Node.Extreme extreme -> {
                List<Integer> of = of(extreme.terms());
                yield new Key(extreme.instruction().operation(), extreme.instruction().result().type(),
                        isAlike(of) ? of.subList(0, 1) : of);
            }
            case Node.Part _ -> throw new AssertionError("a part is of no family");
        };
    }

    private static boolean isAlike(List<Integer> families) {
        return families.stream().allMatch(families.getFirst()::equals);
    }

    /// Whether all terms are of one family.
    boolean isAlike(Node.Extreme extreme) {
        return isAlike(of(extreme.terms()));
    }

    private List<Integer> of(int[] operands) {
        return switch (operands.length) {
            case 1 -> List.of(family[operands[0]]);
            case 2 -> List.of(family[operands[0]], family[operands[1]]);
            default -> Arrays.stream(operands).mapToObj(x -> family[x]).toList();
        };
    }

    private static boolean is(Node.Apply apply, ElementOp op) {
        return apply.instruction().operation() instanceof Operation.Element(ElementOp other) && other == op;
    }

    /// The operands, those of products in the order of their families.
    int[] operands(Node.Apply apply) {
        int[] x = apply.operands();
        return is(apply, ElementOp.MUL) && family[x[0]] > family[x[1]] ? new int[] {x[1], x[0]} : x;
    }

    /// The kind of each term of a sum. The factors of a product are put in the order of their families.
    int[] terms(Node.Sum sum) {
        var kinds = new int[sum.a().length];
        for (int t = 0; t < kinds.length; t++) {
            int a = sum.a()[t];
            int b = sum.b()[t];
            if (b >= 0 && family[a] > family[b]) {
                sum.a()[t] = b;
                sum.b()[t] = a;
            }
            kinds[t] = terms.computeIfAbsent(
                    new Term(sum.negative()[t], family[sum.a()[t]], b < 0 ? -1 : family[sum.b()[t]]),
                    _ -> terms.size());
        }
        return kinds;
    }
}
