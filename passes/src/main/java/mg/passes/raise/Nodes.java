package mg.passes.raise;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import mg.ir.Block;
import mg.ir.ElementOp;
import mg.ir.Instruction;
import mg.ir.Operation;
import mg.ir.Tensor;
import mg.ir.Type;
import mg.ir.Var;
import mg.passes.FreeValues;

/// The values of one list as nodes.
///
/// Trees of additions and subtractions of reals whose inner values are used once are one [Node.Sum]; so are products
/// that are used once, as its terms. The greatest (or least) of the greatest of some and one more is the greatest of
/// all.
final class Nodes {
    private final List<Node> nodes = new ArrayList<>();
    /// The node of each value, plus one.
    private int[] numbers = new int[1 << 10];
    private int[] uses;
    /// The numbers among the values from outside.
    private final Map<Var, Tensor> constants;
    /// How many nodes are values of the list.
    private int listed;

    private Nodes(Map<Var, Tensor> constants) {
        this.constants = constants;
    }

    /// The nodes of a list and of the values from outside that it reads.
    static Nodes of(Block block) {
        return of(block, Map.of());
    }

    /// @param constants the numbers among the values from outside
    static Nodes of(Block block, Map<Var, Tensor> constants) {
        var nodes = new Nodes(constants);
        block.instructions().forEach(nodes::read);
        for (Var result : block.results()) {
            nodes.number(result);
        }
        nodes.count(block);
        nodes.flatten();
        nodes.listed = nodes.size();
        return nodes;
    }

    /// How many nodes are values of the list or read by it. Those after them ([#addOne]) come before what is made of
    /// them.
    int listed() {
        return listed;
    }

    /// The node that is the sum, or the greatest, of this one alone, as `like` is of several.
    int addOne(int n, Node like) {
        nodes.add(switch (like) {
            case Node.Sum(Instruction i, _, int[] b, _, _) -> b[0] < 0
                    ? new Node.Sum(i, new int[] {n}, new int[] {-1}, new boolean[1], Node.NONE)
                    : new Node.Sum(i, new int[] {operands(n)[0]}, new int[] {operands(n)[1]}, new boolean[1],
                    Node.NONE);
            case Node.Extreme(Instruction i, _, _) -> new Node.Extreme(i, new int[] {n}, Node.NONE);
            case Node.Given _, Node.Element _, Node.Number _, Node.Apply _, Node.Part _ ->
                throw new AssertionError("not made of several");
        });
        return nodes.size() - 1;
    }

    int size() {
        return nodes.size();
    }

    Node get(int node) {
        return nodes.get(node);
    }

    /// The node of a value that the list makes or reads.
    int number(Var value) {
        int known = known(value);
        return known >= 0
                ? known
                : add(value, constants.containsKey(value)
                        ? new Node.Number(constants.get(value))
                        : new Node.Given(value, null, Node.NONE));
    }

    /// The node of a value; -1 if there is none yet.
    private int known(Var value) {
        return value.id() < numbers.length ? numbers[value.id()] - 1 : -1;
    }

    private int add(Var value, Node node) {
        nodes.add(node);
        if (value.id() >= numbers.length) {
            numbers = Arrays.copyOf(numbers, Math.max(2 * numbers.length, value.id() + 1));
        }
        numbers[value.id()] = nodes.size();
        return nodes.size() - 1;
    }

    private void read(Instruction i) {
        switch (i.operation()) {
            case Operation.Const(Tensor value) when value.type().isScalar() -> add(i.result(), new Node.Number(value));
            case Operation.Element _, Operation.Cast _, Operation.StopGradient _ when i.result().type().isScalar() ->
                add(i.result(), new Node.Apply(i, operands(i.operands())));
            case Operation.Index _ when i.result().type().isScalar() && position(i) >= 0 ->
                add(i.result(), new Node.Element(number(i.operand(0)), position(i)));
            default -> {
                int[] operands = operands(FreeValues.of(i));
                i.results().forEach(result -> add(result, new Node.Given(result, i, operands)));
            }
        }
    }

    private int[] operands(Collection<Var> values) {
        var operands = new int[values.size()];
        int k = 0;
        for (Var v : values) {
            operands[k++] = number(v);
        }
        return operands;
    }

    /// The row-major position of an element whose positions are constants; -1 if one is not, or out of range.
    private int position(Instruction index) {
        Type array = index.operand(0).type();
        long at = 0;
        for (int axis = 0; axis < array.rank(); axis++) {
            int node = known(index.operand(axis + 1));
            if (node < 0 || !(nodes.get(node) instanceof Node.Number(Tensor value))) {
                return -1;
            }
            long position = value.whole(0);
            if (position < 0 || position >= array.size(axis)) {
                return -1;
            }
            at = at * array.size(axis) + position;
        }
        return (int) at;
    }

    // Sums

    /// Counts how often each node is used.
    private void count(Block block) {
        uses = new int[nodes.size()];
        nodes.forEach(this::count);
        for (Var result : block.results()) {
            uses[number(result)]++;
        }
    }

    private void count(Node node) {
        int[] operands = switch (node) {
            case Node.Apply(_, int[] x) -> x;
            case Node.Given(_, _, int[] x) -> x;
            case Node.Element(int array, _) -> new int[] {array};
            case Node.Number _, Node.Sum _, Node.Extreme _, Node.Part _ -> Node.NONE;
        };
        for (int operand : operands) {
            uses[operand]++;
        }
    }

    private void flatten() {
        for (int n = nodes.size() - 1; n >= 0; n--) {
            if (isAddition(n)) {
                nodes.set(n, sum(n));
            } else if (is(n, ElementOp.MAX)) {
                nodes.set(n, extreme(n, ElementOp.MAX));
            } else if (is(n, ElementOp.MIN)) {
                nodes.set(n, extreme(n, ElementOp.MIN));
            }
        }
    }

    private boolean isAddition(int n) {
        return is(n, ElementOp.ADD) || is(n, ElementOp.SUB);
    }

    private boolean is(int n, ElementOp op) {
        return nodes.get(n) instanceof Node.Apply(Instruction i, _)
                && i.operation() instanceof Operation.Element(ElementOp other)
                && other == op
                && i.result().type().isReal();
    }

    /// The sum that ends in this addition; the nodes it swallows become parts.
    private Node.Sum sum(int root) {
        var a = new Ints();
        var b = new Ints();
        var signs = new Ints();
        var parts = new Ints();
        var open = new Ints();
        // A node and, as the lowest bit, whether it is subtracted.
        open.add(2 * root);
        while (!open.isEmpty()) {
            int next = open.removeLast();
            int n = next >> 1;
            int negated = next & 1;
            boolean inside = n == root || uses[n] == 1;
            if (inside && isAddition(n)) {
                open.add(2 * operands(n)[1] + (is(n, ElementOp.SUB) ? 1 - negated : negated));
                open.add(2 * operands(n)[0] + negated);
            } else if (inside && is(n, ElementOp.NEG)) {
                open.add(2 * operands(n)[0] + 1 - negated);
            } else {
                boolean product = inside && is(n, ElementOp.MUL);
                a.add(product ? operands(n)[0] : n);
                b.add(product ? operands(n)[1] : -1);
                signs.add(negated);
                inside = product;
            }
            if (inside && n != root) {
                parts.add(n);
                nodes.set(n, new Node.Part((Node.Apply) nodes.get(n)));
            }
        }
        int[] sign = signs.toArray();
        var negative = new boolean[sign.length];
        for (int k = 0; k < sign.length; k++) {
            negative[k] = sign[k] == 1;
        }
        int[] sorted = parts.toArray();
        Arrays.sort(sorted);
        return new Node.Sum(((Node.Apply) nodes.get(root)).instruction(), a.toArray(), b.toArray(), negative, sorted);
    }

    /// The chain that ends in this operation.
    private Node.Extreme extreme(int root, ElementOp op) {
        var terms = new Ints();
        var parts = new Ints();
        Instruction instruction = ((Node.Apply) nodes.get(root)).instruction();
        int n = root;
        while (n == root || uses[n] == 1 && is(n, op)) {
            int[] x = operands(n);
            terms.add(x[1]);
            if (n != root) {
                parts.add(n);
                nodes.set(n, new Node.Part((Node.Apply) nodes.get(n)));
            }
            n = x[0];
        }
        terms.add(n);
        return new Node.Extreme(instruction, reversed(terms.toArray()), reversed(parts.toArray()));
    }

    private static int[] reversed(int[] items) {
        var result = new int[items.length];
        Arrays.setAll(result, k -> items[items.length - 1 - k]);
        return result;
    }

    private int[] operands(int n) {
        return ((Node.Apply) nodes.get(n)).operands();
    }
}
