package mg.passes.raise;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import mg.ir.ElementOp;
import mg.ir.Operation;
import mg.ir.Var;

/// Says of single nodes, where others alike have sums or greatest values, that they are those of one: `x₀ - x₀` beside
/// `x_k - max(x_0, …, x_k)`, as in the first row of a triangle, is then of the family of the others.
///
/// Which are alike is found by families in which a sum of terms of one kind, or the greatest of them, is of the family
/// of its terms. That is a guess, and only what is worth trying depends on it: a node and the sum of it alone are the
/// same.
final class Ones {
    private final Nodes nodes;
    /// Families in which what is made of one is not told from what is made of several.
    private final Families loose;
    /// Places, and what is wrapped: pairs of a family or a node and one of these begin them.
    private final Pairs keys = new Pairs();
    private static final int APPLY = -1;
    private static final int SUM = -2;
    private static final int ONE = -3;
    /// What is made of several, by the place where it is read.
    private final Map<Integer, Node> several = new HashMap<>();
    /// Places where it is made by more than one operation.
    private final Set<Integer> unlike = new HashSet<>();
    /// What was wrapped, by node and operation.
    private final Map<Integer, Integer> wrapped = new HashMap<>();

    private Ones(Nodes nodes, Map<Var, Object> alike) {
        this.nodes = nodes;
        this.loose = Families.loose(nodes, alike);
    }

    /// Wraps what is single where it is read like several; whether there is anything like that.
    static boolean wrap(Nodes nodes, Map<Var, Object> alike) {
        var ones = new Ones(nodes, alike);
        int size = nodes.size();
        for (int n = 0; n < size; n++) {
            ones.eachOperand(n, ones::note);
        }
        ones.several.keySet().removeAll(ones.unlike);
        if (!ones.several.isEmpty()) {
            for (int n = 0; n < size; n++) {
                ones.eachOperand(n, ones::wrap);
            }
        }
        return !ones.wrapped.isEmpty();
    }

    /// What looks at operand `operands[k]`; all that is alike has it at the same place.
    private interface Look {
        void at(int place, int[] operands, int k);
    }

    /// Terms of sums and of greatest values are not looked at: there, one would be one of several of several.
    private void eachOperand(int n, Look look) {
        switch (nodes.get(n)) {
            case Node.Apply apply -> {
                int[] x = apply.operands();
                boolean exchanged = loose.operands(apply) != x;
                int family = keys.of(loose.family(n), APPLY);
                for (int k = 0; k < x.length; k++) {
                    look.at(keys.of(family, exchanged ? 1 - k : k), x, k);
                }
            }
            case Node.Sum sum -> {
                int[] kinds = loose.terms(sum);
                int family = keys.of(loose.family(n), SUM);
                for (int t = 0; t < kinds.length; t++) {
                    if (sum.b()[t] >= 0) {
                        int kind = keys.of(family, kinds[t]);
                        look.at(keys.of(kind, 0), sum.a(), t);
                        look.at(keys.of(kind, 1), sum.b(), t);
                    }
                }
            }
            case Node.Given _, Node.Element _, Node.Number _, Node.Extreme _, Node.Part _ -> {}
        }
    }

    private void note(int place, int[] operands, int k) {
        int operation = operation(operands[k]);
        if (operation >= 0) {
            Node first = several.putIfAbsent(place, nodes.get(operands[k]));
            if (first != null && operation(first) != operation) {
                unlike.add(place);
            }
        }
    }

    /// Which operation makes a node of several of one kind; -1 if it is made otherwise.
    private int operation(int n) {
        return switch (nodes.get(n)) {
            case Node.Sum sum when loose.isOne(sum) -> operation(sum);
            case Node.Extreme extreme when loose.isAlike(extreme) -> operation(extreme);
            case Node.Given _, Node.Element _, Node.Number _, Node.Apply _, Node.Sum _, Node.Extreme _, Node.Part _ ->
                    -1;
        };
    }

    private static int operation(Node several) {
        return switch (several) {
            case Node.Sum sum -> sum.b()[0] < 0 ? 0 : 1;
            case Node.Extreme(var i, _, _) -> ((Operation.Element) i.operation()).op() == ElementOp.MAX ? 2 : 3;
            case Node.Given _, Node.Element _, Node.Number _, Node.Apply _, Node.Part _ ->
                throw new AssertionError("not made of several");
        };
    }

    private void wrap(int place, int[] operands, int k) {
        Node like = several.get(place);
        int n = operands[k];
        if (like != null && nodes.get(n) instanceof Node.Apply) {
            operands[k] = wrapped.computeIfAbsent(keys.of(n, ONE - operation(like)), _ -> nodes.addOne(n, like));
        }
    }
}
