package mg.value;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import mg.ir.Argument;
import mg.ir.Block;
import mg.ir.ElementType;
import mg.ir.Function;
import mg.ir.Initial;
import mg.ir.Parameter;
import mg.ir.Program;
import mg.ir.Tensor;
import mg.ir.Type;
import mg.ir.Var;

/// A graph of values as a program with one function, `loss`, and the way between its arguments and the leaves.
///
/// The arguments are arrays: `inputs`, `weights` and `biases`, of those there are, each with its leaves in the order of
/// their creation; constants are part of the code. Weights and biases are parameters of the program, with the data they
/// have now as first value. Leaves that are in a graph captured before stand in that graph's arrays ([Leaves]); then
/// there may be several arguments for a role: `weights`, `weights1`, …, the new leaves in the last.
///
/// The results are the roots: `result`, and `result1`, … if there are more.
public final class Graph {
    /// The name of the function.
    public static final String FUNCTION = "loss";

    private final Program program;
    private final List<Value> roots;
    private final List<Leaves> arguments;
    private final List<Value> leaves;
    private final Map<Value, Integer> positions = new IdentityHashMap<>();

    private Graph(Program program, List<Value> roots, List<Leaves> arguments, List<Value> leaves) {
        this.program = program;
        this.roots = List.copyOf(roots);
        this.arguments = List.copyOf(arguments);
        this.leaves = List.copyOf(leaves);
        for (Value leaf : leaves) {
            positions.put(leaf, positions.size());
        }
    }

    /// The graph that ends in `root`, and in others that are computed with it.
    public static Graph of(Value root, Value... others) {
        var roots = new ArrayList<>(List.of(root));
        roots.addAll(Arrays.asList(others));
        List<Value> order = Walk.order(roots);
        List<Value> leaves = leaves(order);
        List<Leaves> arguments = arguments(leaves);
        return new Graph(program(roots, order, arguments), roots, arguments, leaves);
    }

    /// The leaves that can change, by role and then in the order of their creation.
    private static List<Value> leaves(List<Value> order) {
        return order.stream()
                .filter(v -> v.isLeaf() && !v.isConstant())
                .sorted(Comparator.comparing((Value v) -> v.role().orElseThrow()).thenComparing(Value::order))
                .toList();
    }

    /// The arrays that leaves, sorted by role, stand in; those that stand in none yet now do.
    private static List<Leaves> arguments(List<Value> leaves) {
        Map<Role, List<Value>> alone = new EnumMap<>(Role.class);
        leaves.stream().filter(leaf -> leaf.leaves() == null).forEach(leaf ->
                alone.computeIfAbsent(leaf.role().orElseThrow(), _ -> new ArrayList<>()).add(leaf));
        alone.forEach(Leaves::new);
        Set<Leaves> found = new LinkedHashSet<>();
        Map<Role, Leaves> last = new EnumMap<>(Role.class);
        alone.forEach((role, values) -> last.put(role, values.getFirst().leaves()));
        leaves.forEach(leaf -> found.add(leaf.leaves()));
        return found.stream()
                .sorted(Comparator.comparing(Leaves::role).thenComparing(a -> last.get(a.role()) == a))
                .toList();
    }

    private static Program program(List<Value> roots, List<Value> order, List<Leaves> arguments) {
        var list = new Listing();
        Map<Leaves, Var> arrays = new IdentityHashMap<>();
        var formal = new ArrayList<Argument>();
        var parameters = new ArrayList<Parameter>();
        List<String> names = names(arguments);
        for (int k = 0; k < arguments.size(); k++) {
            Leaves leaves = arguments.get(k);
            Var array = list.argument(Type.of(ElementType.F64, leaves.data().length));
            boolean learnt = leaves.role().isParameter();
            arrays.put(leaves, array);
            formal.add(new Argument(names.get(k), array, learnt));
            if (learnt) {
                var initial = new Initial.Given(Tensor.of(leaves.data().clone()));
                parameters.add(new Parameter(names.get(k), array.type(), initial));
            }
        }
        for (Value value : order) {
            value.note(written(value, list, arrays));
        }
        List<String> results = IntStream.range(0, roots.size()).mapToObj(k -> "result" + (k == 0 ? "" : k)).toList();
        Block body = list.finish(written(roots.toArray(Value[]::new)));
        order.forEach(value -> value.note(null));
        return new Program(parameters, List.of(new Function(FUNCTION, formal, results, body)));
    }

    private static Var written(Value value, Listing list, Map<Leaves, Var> arrays) {
        if (!value.isLeaf()) {
            return value.origin().write(list, written(value.operands()));
        }
        return value.isConstant()
                ? list.constant(value.data())
                : list.element(arrays.get(value.leaves()), value.position());
    }

    /// What these values are in the list: each carries that while the list is written.
    private static List<Var> written(Value[] values) {
        return switch (values.length) {
            case 1 -> List.of((Var) values[0].note());
            case 2 -> List.of((Var) values[0].note(), (Var) values[1].note());
            default -> Arrays.stream(values).map(v -> (Var) v.note()).toList();
        };
    }

    /// The plural of the role, and a number from the second on.
    private static List<String> names(List<Leaves> arguments) {
        Map<Role, Integer> counts = new EnumMap<>(Role.class);
        return arguments.stream().map(a -> {
            int number = counts.merge(a.role(), 1, Integer::sum) - 1;
            return a.role().plural() + (number == 0 ? "" : number);
        }).toList();
    }

    static String described(Value value) {
        return value.label().isEmpty() ? value.toString() : "'" + value.label() + "'";
    }

    /// The program: its parameters are the weights and biases, its one function is [#FUNCTION].
    public Program program() {
        return program;
    }

    /// The function.
    public Function function() {
        return program.functions().getFirst();
    }

    /// The values that are computed, in the order of the results.
    public List<Value> roots() {
        return roots;
    }

    /// What the arguments are, in their order.
    public List<Leaves> arguments() {
        return arguments;
    }

    /// The leaves that can change: inputs, weights, biases, each in the order of their creation.
    public List<Value> leaves() {
        return leaves;
    }

    /// The leaves that are inputs, in the order of their creation.
    public List<Value> inputs() {
        return leaves.stream().filter(leaf -> leaf.role().orElseThrow() == Role.INPUT).toList();
    }

    /// The position in [#leaves()] of a leaf.
    ///
    /// @throws IllegalArgumentException if it is not in the graph, or a constant
    public int position(Value leaf) {
        Integer position = positions.get(leaf);
        if (position == null) {
            throw new IllegalArgumentException(described(leaf) + " is not a leaf of the graph that can change");
        }
        return position;
    }

    /// The data of the leaves as they are now, one tensor for each argument: views, not copies.
    public List<Tensor> data() {
        return arguments.stream().map(a -> Tensor.of(a.data())).toList();
    }
}
